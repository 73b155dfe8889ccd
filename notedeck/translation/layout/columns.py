"""Columns: each block of a translation stands beside its original.

The style sheet puts the n-th block of both languages into the n-th row, and what has no words (`card.css`) across both
columns. It does so for the class ROWS, which is no content of a field: cards that members have keep their old columns.
"""

from __future__ import annotations

from bs4 import Tag
from bs4.element import NavigableString

from notedeck.translation.segments.runs import is_block
from notedeck.util.soup import create_tag

ROWS = "rows"
BLANK = {"class": "blank"}  # stands for a block that the translation leaves out
WIDE_NAMES = frozenset({"pre", "hr", "video", "audio"})
WIDE_CLASS = "diagram"


def has_only_blocks(body: Tag) -> bool:
    """Return whether there are no words outside of the blocks of a side."""
    return all(
        is_block(child) if isinstance(child, Tag) else type(child) is not NavigableString or not child.strip()
        for child in body.children
    )


def leave_out(tag: Tag, body: Tag, *, keeps_place: bool) -> None:
    """Remove an element; with `keeps_place`, an empty block takes the place of one that has a row of its own."""
    if keeps_place and tag.parent is body and not is_wide(tag):
        tag.insert_before(create_tag("div", "", BLANK))
    tag.decompose()


def is_wide(tag: Tag) -> bool:
    """Return whether the style sheet puts a block across both columns."""
    return tag.name in WIDE_NAMES or WIDE_CLASS in tag.get_attribute_list("class")
