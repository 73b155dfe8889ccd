"""Fields: bold labels with one short line each, the same below several headings: a sentence, its translation.

They belong to one card; each alone would be a card without its subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from notedeck.korean.labels import ASPECT_LABEL, NUMBER
from notedeck.korean.questions import is_question_line
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.leads.levels import Lead

LABEL_SIGNS = " :："
COLONS = (":", "：")
MIN_SECTIONS = 3
MIN_FIELDS = 2
MAX_VALUE_CHARACTERS = 80


def drop_fields(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the labels of sections that have nothing but fields, if several sections have the same labels."""
    sections = list_sections(blocks)
    labels = {section: list_labels(leads, blocks, section) for section in sections}
    counts = Counter(filter(None, labels.values()))
    for section in sections:
        if counts[labels[section]] >= MIN_SECTIONS:
            for number in section:
                leads[number] = None


def drop_parts_of_answers(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the labels right below headings that ask, if several of these have the same: they divide one answer."""
    sections = [section for section in list_sections(blocks) if starts_with_label(leads, section)]
    names = {section: list_names(leads, blocks, section) for section in sections}
    asking = {section for section in sections if is_question_line(NUMBER.sub("", blocks[section.start - 1].text))}
    counts = Counter(name for section in asking for name in names[section])
    is_mostly_asking = 2 * len(asking) > len(sections)
    for section in sections:
        is_divided = all(counts[name] >= MIN_SECTIONS for name in names[section])
        if is_divided and (is_mostly_asking or section in asking):
            for number in section:
                leads[number] = None


def drop_aspects(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the labels of sections that have no other titles than aspects of what their headings name.

    A label with a colon is one, too, if several sections of the note have it.
    """
    present = [{number: lead for number in section if (lead := leads[number])} for section in list_sections(blocks)]
    labels = Counter(label for section in present for label in set(map(read_label, section.values())))
    for section in present:
        if all(is_aspect(lead, labels[read_label(lead)]) for lead in section.values()):
            for number in section:
                leads[number] = None


def is_aspect(lead: Lead, section_count: int) -> bool:
    """Return whether a label that so many sections have is an aspect of what their headings name."""
    text = lead.title.text
    return ASPECT_LABEL.fullmatch(text) is not None or (text.endswith(COLONS) and section_count >= MIN_SECTIONS)


def read_label(lead: Lead) -> str:
    """Return a label without its colon."""
    return lead.title.text.rstrip(LABEL_SIGNS)


def list_sections(blocks: Sequence[Block]) -> list[range]:
    """Return the numbers of the blocks below each heading, up to the next one."""
    starts = [number for number, block in enumerate(blocks) if block.name in HEADINGS]
    return [range(start + 1, end) for start, end in pairwise([*starts, len(blocks)])]


def starts_with_label(leads: Sequence[Lead | None], section: range) -> bool:
    """Return whether the first block of a section is a title by its own form."""
    lead = leads[section.start] if section else None
    return lead is not None and not lead.is_plain


def list_names(leads: Sequence[Lead | None], blocks: Sequence[Block], section: range) -> set[str]:
    """Return the labels of a section without the sign at their end."""
    return {blocks[number].text.rstrip(LABEL_SIGNS) for number in section if leads[number]}


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
