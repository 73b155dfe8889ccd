"""HTML as the author wrote it, made safe to stand beside our own.

`author(html, line)` is for block parsers (HTML blocks) and the inline parser (single tags): the author's `class`, `id`,
`style` and `data-` attributes go, so that a note cannot imitate our marks; pictures and titles get their `data-line`;
a `<` that starts no tag is text, so that a missing quote or bracket swallows nothing after it.
"""

from __future__ import annotations

import re

from notedeck.markup.comments import mark_at, without_comments
from notedeck.markup.sanitise import UNWRAPPED, is_known
from notedeck.util.html import line_attribute

# Looser than CommonMark's inline tags, as browsers are: attributes may touch, values may hold anything but `<`.
ATTRIBUTES = r"""(?:\s*+/?(?:[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+))*+"""
TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9:-]*+)({ATTRIBUTES})\s*+(/?)>")
OURS = re.compile(
    r"""\s++(?:class|id|style|data-[\w-]++|on\w++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+(?=[\s/]|$)""", re.I
)

PLACED = frozenset({"img", "summary", "h1", "h2", "h3", "h4", "h5", "h6"})  # whose line a card or a problem names


def author(html: str, line: int = 0) -> str:
    """HTML of an author as it may stand in ours, before sanitising; `line` is the file's line it starts on, or 0."""
    html = without_comments(html, marks=True)
    pieces: list[str] = []
    position = 0
    while (start := html.find("<", position)) != -1:
        pieces.append(html[position:start])
        line += html.count("\n", position, start) if line else 0
        shown, position = construct(html, start, line)
        pieces.append(shown)
        line += html.count("\n", start, position) if line else 0
    return "".join(pieces) + html[position:]


def construct(html: str, start: int, line: int) -> tuple[str, int]:
    """What the `<` at `start` becomes, and where to go on."""
    if mark := mark_at(html, start):
        return mark.comment(mark.line or line), mark.end
    match = TAG.match(html, start)
    if not match or not is_known(match[2]):
        return "&lt;", start + 1
    if match[2].lower() in UNWRAPPED:
        return "", match.end()
    slash, name, attributes, end = match.groups()
    place = line_attribute(line) if not slash and name.lower() in PLACED else ""
    return f"<{slash}{name}{OURS.sub('', attributes)}{place}{end and ' /'}>", match.end()
