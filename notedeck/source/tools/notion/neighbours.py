"""Pages of Notion that only the pages around them tell from the notes of GitHub."""

from __future__ import annotations

from notedeck.source.tools.notion.properties import find_properties, has_clear_property

SIGNS = ("<aside>", "%20", "](Untitled", "](image")


def has_hint(_text: str) -> bool:
    """Return False: what shows that a page is one of Notion is not in other programs."""
    return False


def is_possible(text: str) -> bool:
    """Return whether a note has a callout or an address as Notion writes it, or properties below its title."""
    if any(sign in text for sign in SIGNS):
        return True
    lines = tuple(text.split("\n"))
    start, end = find_properties(lines)
    return has_clear_property(lines[start:end])
