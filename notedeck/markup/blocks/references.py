"""Definitions of reference links at the head of a paragraph (CommonMark 0.31, 4.7)."""

from __future__ import annotations

import re
from collections.abc import MutableMapping

from notedeck.markup.inline.destination import destination
from notedeck.markup.inline.scope import LONGEST_LABEL, label_key
from notedeck.markup.inline.text import unescaped

LABEL = re.compile(rf"\[((?:[^\\\[\]]|\\[\s\S]){{1,{LONGEST_LABEL}}}+)\]:[ \t]*+\n?[ \t]*+")
TITLE = re.compile(
    r"""(?:[ \t]++\n?|\n)[ \t]*+(?:"((?:[^"\\]|\\[\s\S])*+)"|'((?:[^'\\]|\\[\s\S])*+)'|\(((?:[^()\\]|\\[\s\S])*+)\))"""
)
END = re.compile(r"[ \t]*+(?:\n|$)")

References = MutableMapping[str, tuple[str, str | None]]


def take_references(text: str, found: References) -> str:
    """Take the definitions off the head of a paragraph into `found` (the first of a label counts), return the rest."""
    place = 0
    while text.startswith("[", place) and (end := definition(text, place, found)):
        place = end
    return text[place:]


def definition(text: str, start: int, found: References) -> int:
    """Read one definition; the index after it, 0 if there is none."""
    label = LABEL.match(text, start)
    if not label or not label[1].strip():
        return 0
    address, after = destination(text, label.end())
    if after is None or after == label.end():
        return 0
    title, end = title_after(text, after)
    if end:
        found.setdefault(label_key(label[1]), (unescaped(address), title))
    return end


def title_after(text: str, start: int) -> tuple[str | None, int]:
    """The title after an address and the index after the definition, which must end its line; 0 if it does not."""
    title = TITLE.match(text, start)
    if title and (closed := END.match(text, title.end())):
        words = next(group for group in title.groups() if group is not None)
        return unescaped(words), closed.end()
    closed = END.match(text, start)
    return None, closed.end() if closed else 0
