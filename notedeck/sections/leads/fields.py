"""Fields: bold labels with one short line each, the same below several headings: a sentence, its translation.

They belong to one card; each alone would be a card without its subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.leads.levels import Lead

COLONS = (":", "：")
MIN_SECTIONS = 3
MIN_FIELDS = 2
MAX_VALUE_CHARACTERS = 80


def drop_fields(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the labels of sections that have nothing but fields, if several sections have the same labels."""
    starts = [number for number, block in enumerate(blocks) if block.name in HEADINGS]
    sections = [range(start + 1, end) for start, end in pairwise([*starts, len(blocks)])]
    labels = {section: list_labels(leads, blocks, section) for section in sections}
    counts = Counter(filter(None, labels.values()))
    for section in sections:
        if counts[labels[section]] >= MIN_SECTIONS:
            for number in section:
                leads[number] = None


def list_labels(leads: Sequence[Lead | None], blocks: Sequence[Block], section: range) -> tuple[str, ...]:
    """Return the labels of a section in order; nothing if it is no list of fields."""
    shown = [number for number in section if blocks[number].name != "hr"]
    labels, values = shown[::2], shown[1::2]
    if len(labels) < MIN_FIELDS or len(labels) != len(values):
        return ()
    is_list = all(is_label(leads[number], blocks[number]) for number in labels) and all(
        leads[number] is None and is_value(blocks[number]) for number in values
    )
    return tuple(blocks[number].text for number in labels) if is_list else ()


def is_label(lead: Lead | None, block: Block) -> bool:
    """Return whether a block is a title that ends in a colon."""
    return lead is not None and not lead.is_plain and lead.rest is None and block.text.endswith(COLONS)


def is_value(block: Block) -> bool:
    """Return whether a block is one short line."""
    return block.name == "p" and len(block.text) <= MAX_VALUE_CHARACTERS and "br" not in block.inner_names
