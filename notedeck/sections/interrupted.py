"""Numbered lines, `4. …`, that go on after another title: each is a title itself, or that title would take them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.lead_levels import Lead
from notedeck.sections.titles import (
    DELIMITER_ATTRIBUTE,
    LEAD_LEVEL,
    MAX_QUESTION_CHARACTERS,
    is_single_line,
    make_title,
)

NAMED_BLOCKS = frozenset({"p", "pre", "table", "blockquote", "ul"})
NO_NAME_ELEMENTS = frozenset({"p", "ul", "ol", "pre", "table", "img"})
MIN_LINES = 2


def add_interrupted_leads(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of numbered lines in a row with blocks of their own, if other titles stand between them."""
    for run in list_runs(blocks):
        members = {*run}
        is_interrupted = any(leads[number] for number in range(run[0], run[-1]) if number not in members)
        named = [number for number in run if number + 1 < len(blocks) and blocks[number + 1].name in NAMED_BLOCKS]
        if not is_interrupted or len(named) != len(run) or all(leads[number] for number in run):
            continue
        for number in run:
            item = Block(blocks[number].element[0])
            leads[number] = Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, item), is_plain=False)


def list_runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the numbered lines between two headings, at least two, whose numbers follow one another."""
    run: list[int] = []
    for number, block in enumerate(blocks):
        if block.name == "ol" or block.name in HEADINGS:
            is_line = is_numbered_line(block)
            is_next = is_line and bool(run) and is_next_number(blocks[run[-1]], block)
            if not is_next and len(run) >= MIN_LINES:
                yield run
            if is_next:
                run.append(number)
            else:
                run = [number] if is_line else []
    if len(run) >= MIN_LINES:
        yield run


def is_numbered_line(block: Block) -> bool:
    """Return whether a block is a list of one item, which is one line."""
    if block.name != "ol" or len(block.element) != 1:
        return False
    item = Block(block.element[0])
    is_short = 0 < len(item.text) <= MAX_QUESTION_CHARACTERS
    return is_short and NO_NAME_ELEMENTS.isdisjoint(item.inner_names) and is_single_line(item)


def is_next_number(block: Block, other: Block) -> bool:
    """Return whether the number of a list of one item is the next one, with the same sign after it."""
    sign = block.element.get(DELIMITER_ATTRIBUTE)
    return read_start_number(other) == read_start_number(block) + 1 and other.element.get(DELIMITER_ATTRIBUTE) == sign


def read_start_number(block: Block) -> int:
    """Return the first number of a list."""
    start = block.element.get("start", "1")
    return int(start) if start.isdigit() else 1
