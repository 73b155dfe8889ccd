"""What the styles share: which elements of a section show anything."""

from __future__ import annotations

from bs4 import Tag
from bs4.element import PageElement

from notedeck.util.soup import visible_text

VISIBLE_ELEMENTS = ("img", "video", "audio", "hr")


def is_visible(tag: Tag) -> bool:
    """Return whether an element shows anything."""
    return bool(visible_text(tag)) or tag.name in VISIBLE_ELEMENTS or tag.find(VISIBLE_ELEMENTS) is not None


def visible_children(body: Tag) -> list[PageElement]:
    """Return the children of an element without white space and line breaks."""
    return [
        child for child in body.children if (is_visible(child) if isinstance(child, Tag) else child.get_text().strip())
    ]
