"""A note's Markdown to safe HTML."""

from __future__ import annotations

import re

from notedeck.markup.python_markdown import render_markdown
from notedeck.markup.sanitise import sanitise_html
from notedeck.util.html import LINE_ATTRIBUTE

OWN_ATTRIBUTE = re.compile(rf' {LINE_ATTRIBUTE}="(\d++)"(?=>|[^<>]{{1,500}}>)')  # in a tag, not in text


def convert_markdown(text: str, first_line: int = 1, line_numbers: tuple[int, ...] = ()) -> str:
    """Return a note's Markdown as safe HTML.

    Each block element that Markdown made, and each image, carries `data-line`: its line in the file, where `first_line`
    is that of the first line of `text`; `line_numbers` are those of all lines where they do not follow one another.
    Formulas are `<span class="math">`, footnotes are at the end in
    `<section class="footnotes">`, and every `class` is one of ours.
    """
    if not line_numbers:
        return sanitise_html(render_markdown(text, first_line))
    return renumber_lines(sanitise_html(render_markdown(text, 1)), line_numbers)


def renumber_lines(html: str, line_numbers: tuple[int, ...]) -> str:
    """Return HTML whose `data-line` is a line of the file instead of one of the text."""

    def renumber(match: re.Match[str]) -> str:
        index = min(int(match[1]), len(line_numbers)) - 1
        return f' {LINE_ATTRIBUTE}="{line_numbers[index]}"'

    return OWN_ATTRIBUTE.sub(renumber, html)
