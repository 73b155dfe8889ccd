"""What follows the text of a link in round brackets: its address and title."""

from __future__ import annotations

import re

from notedeck.markup.inline.constructs.escapes import unescape_text
from notedeck.model import Value

OPENING = re.compile(r"\([ \t\n]*")
ANGLE_ADDRESS = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
ADDRESS_PIECE = re.compile(r"[^\\()\s\x00-\x1f]++|\\[!-/:-@\[-`{-~]|\\|[()]")
TITLE = re.compile(
    r"""[ \t\n]+(?:"((?:[^"\\]|\\[\s\S])*+)"|'((?:[^'\\]|\\[\s\S])*+)'|\(((?:[^()\\]|\\[\s\S])*+)\))(?=[ \t\n]*\))"""
)
CLOSING = re.compile(r"[ \t\n]*\)")
# GitHub shows `![a](my pics/그림 1.png)` as text; the image is better. One line, brackets in pairs.
IMAGE_PATH = re.compile(
    r"\([ \t]*+([^()\n\"<>]*+(?:\([^()\n\"<>]*+\)[^()\n\"<>]*+)*+)(?:(?<=[ \t])\"([^\"\n]*+)\"[ \t]*+)?\)"
)
MAX_NESTED_BRACKETS = 32  # in an address, as in cmark


class LinkTarget(Value, frozen=True):
    """Where a link points to, as the author wrote it, without escapes."""

    address: str
    title: str = ""


def match_link_target(text: str, start: int, is_image: bool) -> tuple[LinkTarget, int] | None:
    """Return the target in the round brackets at `start`, and the index after it; an image's path may have spaces."""
    if text[start : start + 1] != "(":
        return None
    return match_strict_target(text, start) or (match_image_path(text, start) if is_image else None)


def match_strict_target(text: str, start: int) -> tuple[LinkTarget, int] | None:
    """Return the target by CommonMark 0.31, 6.3, and the index after it."""
    opening = OPENING.match(text, start)
    address, end = match_address(text, opening.end() if opening else start)
    if end is None:
        return None
    title_match = TITLE.match(text, end)
    closing = CLOSING.match(text, title_match.end() if title_match else end)
    title = next((group for group in title_match.groups() if group is not None), "") if title_match else ""
    return (LinkTarget(unescape_text(address), unescape_text(title)), closing.end()) if closing else None


def match_address(text: str, start: int) -> tuple[str, int | None]:
    """Return the address at `start` and where it ends; None as the end if it is no address."""
    if text[start : start + 1] == "<":
        match = ANGLE_ADDRESS.match(text, start)
        return (match[1], match.end()) if match else ("", None)
    depth, position = 0, start
    while match := ADDRESS_PIECE.match(text, position):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth < 0:
            break
        if depth > MAX_NESTED_BRACKETS:
            return "", None
        position = match.end()
    return (text[start:position], position) if depth <= 0 else ("", None)


def match_image_path(text: str, start: int) -> tuple[LinkTarget, int] | None:
    """Return the target of an image whose path has spaces, and the index after it."""
    match = IMAGE_PATH.match(text, start)
    if not match or not match[1].strip():
        return None
    return LinkTarget(unescape_text(match[1].strip()), unescape_text(match[2] or "")), match.end()
