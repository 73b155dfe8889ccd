"""Lines in brackets, `[ Summary ]`, alone between texts: titles, if a note has several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from notedeck.korean.labels import TITLE_BRACKETS, names_something
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.leads.levels import Lead
from notedeck.sections.titles import LEAD_LEVEL, MAX_PLAIN_CHARACTERS, is_single_line, make_title

UNNAMED_BLOCKS = frozenset({*HEADINGS, "hr", "details"})
MIN_LINES = 3
BRACKETS = "brackets"  # form of these titles, see `levels`
NO_NAME = re.compile(r"[\s\d]+")
LETTER = re.compile(r"[^\W\d_]{2}")


def add_bracket_lines(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the lines in the same kind of brackets, if a note has several; one that comes again is a label."""
    lines: dict[str, list[int]] = {}
    for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if is_bracket_line(block) and following is not None and following.name not in UNNAMED_BLOCKS:
            lines.setdefault(fold_name(block), []).append(number)
    numbers: dict[str, list[int]] = {}
    for name, (first, *others) in lines.items():
        if not others:
            numbers.setdefault(name[0], []).append(first)
    for lines_of_kind in numbers.values():
        for number in lines_of_kind if len(lines_of_kind) >= MIN_LINES else ():
            leads[number] = Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, blocks[number]), is_plain=False, form=BRACKETS)


def fold_name(block: Block) -> str:
    """Return the text of a line with its bracket, for comparison: without digits and blanks."""
    return NO_NAME.sub("", block.text).casefold()


def is_bracket_line(block: Block) -> bool:
    """Return whether a block is one short line in brackets, which names something."""
    text = block.text
    if block.name != "p" or not 0 < len(text) <= MAX_PLAIN_CHARACTERS or not TITLE_BRACKETS.fullmatch(text):
        return False
    name = text[1:-1].strip()
    return is_single_line(block) and LETTER.search(name) is not None and names_something(name, marked=True)
