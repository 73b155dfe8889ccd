"""Markdown to safe HTML, one note at a time.

`blocks/` reads the lines of a note as GitHub does, `inline/` the text inside the blocks, `code/` highlights code, and
`sanitise.py` removes what is active from the result. Each construct of Markdown is one file in `blocks/constructs/` or
`inline/constructs/`. `python_markdown.py` is the only importer of `markdown`.
"""

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
