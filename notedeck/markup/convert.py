"""A note's Markdown to safe HTML."""

from __future__ import annotations

from notedeck.markup.python_markdown import render_markdown
from notedeck.markup.sanitise import sanitise_html


def convert_markdown(text: str, first_line: int = 1) -> str:
    """Return a note's Markdown as safe HTML.

    Each block element that Markdown made, and each image, carries `data-line`: its line in the file, where `first_line`
    is that of the first line of `text`. Formulas are `<span class="math">`, footnotes are at the end in
    `<section class="footnotes">`, and every `class` is one of ours.
    """
    return sanitise_html(render_markdown(text, first_line))
