"""Lines such as `Risk factors:` above lists, in a note without headings: each is the title of its list."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block
from notedeck.sections.leads.levels import Lead
from notedeck.sections.titles import LEAD_LEVEL, MAX_PLAIN_CHARACTERS, is_part_of_answer, is_short_name, make_title

COLONS = (":", "：")
MAX_INTRODUCTION_BLOCKS = 1
MIN_LINES = 3


def add_colon_lines(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the lines with a colon right above lists, if a note has no headings and starts with a title.

    Without titles, all of it would be one card with the name of the note. Below a heading such lines only introduce.
    """
    if any(block.name in HEADINGS for block in blocks):
        return
    lines = [number for number in range(len(blocks) - 1) if is_announcing(blocks[number], blocks[number + 1])]
    titles = sorted({*lines, *(number for number, lead in enumerate(leads) if lead is not None)})
    if len(lines) < MIN_LINES or titles[0] > MAX_INTRODUCTION_BLOCKS:
        return
    for number in lines:
        title = make_title(TitleKind.LEAD, LEAD_LEVEL, blocks[number])
        leads[number] = leads[number] or Lead(title, is_plain=False)


def is_announcing(block: Block, following: Block) -> bool:
    """Return whether a line ends in a colon and names the list right below it."""
    is_line = block.name == "p" and block.text.endswith(COLONS) and following.name in LISTS
    return is_line and is_short_name(block, MAX_PLAIN_CHARACTERS, marked=True) and not is_part_of_answer(block)
