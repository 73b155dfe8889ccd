"""How deep elements may nest: readers of HTML recurse, and a hostile note nests thousands."""

from __future__ import annotations

import re

DEEPEST = 100  # elements; the deepest list of an ordinary note has about 20
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
VOID = frozenset({"br", "col", "hr", "img", "source"})


def shallow(html: str) -> str:
    """Sanitised HTML without the tags below `DEEPEST`; what they held stays."""
    pieces: list[str] = []
    depth = position = 0
    for match in TAG.finditer(html):
        if match[2] in VOID:
            continue
        depth -= bool(match[1])
        if depth >= DEEPEST:
            pieces.append(html[position : match.start()])
            position = match.end()
        depth += not match[1]
    return "".join(pieces) + html[position:]
