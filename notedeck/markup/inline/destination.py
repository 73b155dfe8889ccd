"""What stands in the round brackets of a link: its address and title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notedeck.markup.inline.text import unescaped

OPEN = re.compile(r"\([ \t\n]*")
ANGLE = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
PIECE = re.compile(r"[^\\()\s\x00-\x1f]++|\\[!-/:-@\[-`{-~]|\\|[()]")
TITLE = re.compile(
    r"""[ \t\n]+(?:"((?:[^"\\]|\\[\s\S])*+)"|'((?:[^'\\]|\\[\s\S])*+)'|\(((?:[^()\\]|\\[\s\S])*+)\))(?=[ \t\n]*\))"""
)
END = re.compile(r"[ \t\n]*\)")
# GitHub shows `![a](my pics/그림 1.png)` as text; the picture is better. One line, brackets in pairs.
PATH = re.compile(
    r"\([ \t]*+([^()\n\"<>]*+(?:\([^()\n\"<>]*+\)[^()\n\"<>]*+)*+)(?:(?<=[ \t])\"([^\"\n]*+)\"[ \t]*+)?\)"
)
DEEPEST = 32  # nested brackets in an address, as in cmark


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link points to, as the author wrote it, without escapes."""

    address: str
    title: str = ""


def inline_target(text: str, start: int, is_image: bool) -> tuple[Target, int] | None:
    """The target in the round bracket at `start`, with the index after it; a picture's path may hold blanks."""
    if text[start : start + 1] != "(":
        return None
    return strict(text, start) or (loose(text, start) if is_image else None)


def strict(text: str, start: int) -> tuple[Target, int] | None:
    """CommonMark 0.31, 6.3."""
    opened = OPEN.match(text, start)
    inside = opened.end() if opened else start
    address, end = destination(text, inside)
    if end is None:
        return None
    title = TITLE.match(text, end)
    closed = END.match(text, title.end() if title else end)
    words = next((group for group in title.groups() if group is not None), "") if title else ""
    return (Target(unescaped(address), unescaped(words)), closed.end()) if closed else None


def destination(text: str, start: int) -> tuple[str, int | None]:
    """The address at `start` and where it ends; None where it cannot be one."""
    if text[start : start + 1] == "<":
        match = ANGLE.match(text, start)
        return (match[1], match.end()) if match else ("", None)
    depth, position = 0, start
    while match := PIECE.match(text, position):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth < 0:
            break
        if depth > DEEPEST:
            return "", None
        position = match.end()
    return (text[start:position], position) if depth <= 0 else ("", None)


def loose(text: str, start: int) -> tuple[Target, int] | None:
    match = PATH.match(text, start)
    if not match or not match[1].strip():
        return None
    return Target(unescaped(match[1].strip()), unescaped(match[2] or "")), match.end()
