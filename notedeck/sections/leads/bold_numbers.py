"""Lines in bold with a number or letter, `**1. Traffic can be read**`: in a row they are titles, even sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from notedeck.korean.labels import NUMBER
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.leads.groups import list_sections
from notedeck.sections.leads.levels import SENTENCE_SIGNS, Lead, find_sign
from notedeck.sections.titles import LEAD_LEVEL, MAX_MARKED_CHARACTERS, is_part_of_answer, is_single_line, make_title

BOLD = ("strong", "b")
UNNAMED_BLOCKS = frozenset({*HEADINGS, "hr", "details"})
DIGITS = re.compile(r"\d{1,2}")
LETTER = re.compile(r"[(（\[]?([A-Za-z])[.)\]）]\s+(?=\S)")
MIN_LINES = 2


def add_bold_numbers(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of lines in bold whose numbers follow one another, between two headings."""
    numbers = [find_number(block, following) for block, following in zip_longest(blocks, blocks[1:])]
    run: list[int] = []
    for index, number in enumerate(numbers):
        if blocks[index].name in HEADINGS:
            run = []
        if number is None:
            continue
        is_next = run and number == (numbers[run[-1]] or 0) + 1 and has_same_form(blocks[run[-1]], blocks[index])
        run = [*run, index] if is_next else [index]
        for member in run if len(run) == MIN_LINES else run[-1:] if len(run) > MIN_LINES else ():
            if leads[member] is None:
                leads[member] = Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, blocks[member]), is_plain=False)


def find_number(block: Block, following: Block | None) -> int | None:
    """Return the number of a line that is all in bold and names what follows it; None if it is another block."""
    if block.name != "p" or following is None or following.name in UNNAMED_BLOCKS:
        return None
    match = NUMBER.match(block.text) if len(block.text) <= MAX_MARKED_CHARACTERS else None
    if match is None or block.text.endswith(SENTENCE_SIGNS) or not is_bold(block) or is_part_of_answer(block):
        return None
    digits = DIGITS.findall(unicodedata.normalize("NFKC", match[0]))
    return int(digits[0]) if len(digits) == 1 else None


def is_bold(block: Block) -> bool:
    """Return whether a paragraph is one line, all in bold."""
    letters = block.letters_inside(*BOLD) if is_single_line(block) else ""
    return bool(letters) and letters == "".join(block.text.split())


def has_same_form(line: Block, other: Block) -> bool:
    """Return whether the numbers of two lines have the same signs around them."""
    return find_sign(line.text) == find_sign(other.text)


def add_bold_letters(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of lines in bold that are counted from `a.` or `A.` on, if each stands above a text of its own.

    One of them must be a name: lines that are all sentences say what the title above them asks for.
    """
    for section in list_sections(blocks):
        letters = {index: match[1] for index in section if (match := find_letter(blocks[index]))}
        counted = [chr(ord("a") + place) for place in range(len(letters))]
        if len(letters) < MIN_LINES or [letter.lower() for letter in letters.values()] != counted:
            continue
        stand_above_text = all(is_text(blocks, index + 1, section) and index + 1 not in letters for index in letters)
        if stand_above_text and not all(blocks[index].text.endswith(SENTENCE_SIGNS) for index in letters):
            for index in letters:
                leads[index] = Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, blocks[index]), is_plain=False)


def find_letter(block: Block) -> re.Match[str] | None:
    """Return the letter that counts a line that is all in bold; None for another block."""
    is_line = block.name == "p" and len(block.text) <= MAX_MARKED_CHARACTERS and is_bold(block)
    return LETTER.match(block.text) if is_line else None


def is_text(blocks: Sequence[Block], index: int, section: range) -> bool:
    """Return whether there is a block with this index in a section that a title can have below it."""
    return index in section and blocks[index].name not in UNNAMED_BLOCKS
