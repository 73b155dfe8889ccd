"""The lines of block elements that an author wrote as HTML."""

from __future__ import annotations

import re

from notedeck.markup.raw_html import TAG
from notedeck.util.html import line_attribute

PLACED = re.compile(r"h[1-6]|p|ul|ol|li|pre|table|blockquote|hr|details|summary", re.I)


def with_lines(html: str, line: int) -> str:
    """HTML that `raw_html.author` gave, with a `data-line` on each block element; it starts on `line` of the file."""
    pieces: list[str] = []
    position = 0
    for match in TAG.finditer(html):
        line += html.count("\n", position, match.start())
        pieces.append(html[position : match.end(2)])
        if not match[1] and PLACED.fullmatch(match[2]):
            pieces.append(line_attribute(line))
        position = match.end(2)
    return "".join(pieces) + html[position:]
