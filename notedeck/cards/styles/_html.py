"""What the styles share: which elements of a section show anything, and whether only its own front asks for them."""

from __future__ import annotations

from bs4 import Tag
from bs4.element import PageElement

from notedeck.model import Section
from notedeck.util.soup import read_visible_text

VISIBLE_ELEMENTS = ("img", "video", "audio", "hr")
ASKED = '<div class="asked">'


def has_asked_text(section: Section) -> bool:
    """Return whether the front of a section has more than its title: the text of a question, or choices."""
    return ASKED in section.front


def is_visible(tag: Tag) -> bool:
    """Return whether an element shows anything."""
    return bool(read_visible_text(tag)) or tag.name in VISIBLE_ELEMENTS or tag.find(VISIBLE_ELEMENTS) is not None


def list_visible_children(body: Tag) -> list[PageElement]:
    """Return the children of an element without white space and line breaks."""
    return [
        child for child in body.children if (is_visible(child) if isinstance(child, Tag) else child.get_text().strip())
    ]
