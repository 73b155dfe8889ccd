"""Numbered names above unindented text, `1. Name`, in a note without headings: Markdown reads each as a list."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.lead_levels import Lead
from notedeck.sections.titles import LEAD_LEVEL, MAX_PLAIN_CHARACTERS, is_short_name, make_title

NAMED_BLOCKS = frozenset({"p", "ul", "blockquote"})
NO_NAME_ELEMENTS = frozenset({"p", "ul", "ol", "pre", "table", "a", "img"})
MAX_INTRODUCTION_BLOCKS = 1
MIN_NAMES = 2


def add_numbered_leads(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the numbered names before the first heading of a note, if it starts with them.

    Without titles, all of it would be one card with the name of the note. Below a heading they can be steps.
    """
    end = next((number for number, block in enumerate(blocks) if block.name in HEADINGS), len(blocks))
    lists = [number for number in range(end) if blocks[number].name == "ol"]
    starts_with_list = bool(lists) and lists[0] <= MAX_INTRODUCTION_BLOCKS
    if not starts_with_list or len(lists) < MIN_NAMES or any(leads[number] for number in lists):
        return
    if not all(number + 1 < end and is_numbered_name(blocks[number], blocks[number + 1]) for number in lists):
        return
    for number in lists:
        item = Block(blocks[number].element[0])
        leads[number] = Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, item), is_plain=False)


def is_numbered_name(block: Block, following: Block) -> bool:
    """Return whether a list has one item, which names the text below it."""
    if len(block.element) != 1 or following.name not in NAMED_BLOCKS:
        return False
    item = Block(block.element[0])
    return NO_NAME_ELEMENTS.isdisjoint(item.inner_names) and is_short_name(item, MAX_PLAIN_CHARACTERS, marked=False)
