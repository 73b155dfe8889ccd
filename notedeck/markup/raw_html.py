"""HTML as the author wrote it, made safe to be mixed with our own.

Used for HTML blocks and for single tags in running text. The author's `class`, `id`, `style` and `data-` attributes go,
so that a note cannot imitate our marks; images and headings get their `data-line`; a `<` that starts no tag is text, so
that a missing quotation mark or bracket swallows nothing after it.
"""

from __future__ import annotations

import re

from notedeck.markup.comments import match_directive, remove_comments
from notedeck.markup.sanitise import UNWRAPPED_TAGS, is_known
from notedeck.markup.web_pages import match_iframe
from notedeck.util.html import line_attribute
from notedeck.util.patterns import compile_lazily

# Looser than CommonMark's inline tags, as browsers are: attributes may touch, values may hold anything but `<`.
ATTRIBUTES = r"""(?:\s*+/?(?:[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+))*+"""
TAG = compile_lazily(rf"<(/?)([A-Za-z][A-Za-z0-9:-]*+)({ATTRIBUTES})\s*+(/?)>")
RESERVED_ATTRIBUTE = compile_lazily(
    r"""(?<!\s)\s++(?:class|id|style|data-[\w-]++|on\w++)"""
    r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+(?=[\s/]|$)""",
    re.I,
)
IMAGE_TAG = re.compile(r"<image\s[^<>]*\bsrc\s*=", re.I)  # browsers read it as `<img>`
TAGS_WITH_LINE = frozenset({"img", "summary", "h1", "h2", "h3", "h4", "h5", "h6"})  # cards and problems need their line


def secure_raw_html(html: str, line: int = 0) -> str:
    """Return an author's HTML before sanitising; `line` is the line of the file that it starts on, 0 if unknown."""
    html = remove_comments(html, keep_directives=True)
    pieces: list[str] = []
    position = 0
    while (start := html.find("<", position)) != -1:
        pieces.append(html[position:start])
        line += html.count("\n", position, start) if line else 0
        piece, position = secure_tag(html, start, line)
        pieces.append(piece)
        line += html.count("\n", start, position) if line else 0
    return "".join(pieces) + html[position:]


def secure_tag(html: str, start: int, line: int) -> tuple[str, int]:
    """Return what the `<` at `start` becomes, and the index after it."""
    if directive := match_directive(html, start):
        return directive[0].to_comment(line), directive[1]
    if link := match_iframe(html, start):
        return link
    match = TAG.match(html, start)
    if not match or not is_layout(match[0], match[2]):
        return "&lt;", start + 1
    if match[2].lower() in UNWRAPPED_TAGS:
        return "", match.end()
    slash, name, attributes, end_slash = match.groups()
    name = "img" if name.lower() == "image" else name
    place = line_attribute(line) if not slash and name.lower() in TAGS_WITH_LINE else ""
    return f"<{slash}{name}{RESERVED_ATTRIBUTE.sub('', attributes)}{place}{end_slash and ' /'}>", match.end()


def is_layout(tag: str, name: str) -> bool:
    """Return whether a tag of this name lays out a note: one that HTML knows, or `<image src=…>`."""
    return is_known(name) or IMAGE_TAG.match(tag) is not None
