"""Lines right above another title and below an answer, `📌 Querying` above `Steps`: titles of those below them.

Without a title, such a line would be the end of the answer above it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from notedeck.korean.labels import NUMBER, names_something
from notedeck.korean.questions import has_question_label
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block
from notedeck.sections.leads.levels import SYMBOLS, Lead, find_sign
from notedeck.sections.titles import (
    LEAD_LEVEL,
    is_marked_lead,
    is_part_of_answer,
    is_picture,
    is_plain_name,
    make_title,
)

ANSWERS = LISTS | {"pre", "table", "blockquote", "dl"}
SENTENCE_ENDS = (".", "。", "!", "！")
NO_NAME_CHARACTERS = (":", "：", "/", "?", "？")
MAX_NAME_CHARACTERS = 30
JOINERS = "\ufe0f\u200d"
MIN_NAMES = 2  # of plain lines between two headings
NAMES = "names"  # form of plain titles, see `levels`


def add_group_leads(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the lines above other titles: in bold, with a symbol before them, or several plain ones."""
    for section in list_sections(blocks):
        if not any(map(leads.__getitem__, section)):
            continue
        ends = [number for number in section if leads[number] is None and is_below_answer(leads, blocks, number)]
        lines = [number for number in ends if number + 1 < len(blocks) and leads[number + 1] is not None]
        empty = [number for number in ends if number == section[-1] and is_empty_title(leads, blocks, section)]
        names = [number for number in lines if is_bare_name(blocks, number)]
        for number in (*lines, *empty):
            if is_bold(blocks[number]):
                leads[number] = make_lead(blocks[number])
        pictured = [number for number in lines if leads[number] is None and has_own_symbol(blocks, number)]
        for number in pictured:
            leads[number] = make_lead(blocks[number], SYMBOLS)
        if pictured:
            list_level_symbols(leads, blocks, section)
        for number in names if len(names) >= MIN_NAMES else ():
            leads[number] = leads[number] or make_lead(blocks[number], NAMES)


def list_sections(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the numbers of the blocks between two headings."""
    start = 0
    for number in range(len(blocks) + 1):
        if number == len(blocks) or blocks[number].name in HEADINGS:
            if start < number:
                yield range(start, number)
            start = number + 1


def make_lead(block: Block, form: str = "") -> Lead:
    """Return a line as a title of the titles below it."""
    return Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, block), is_plain=False, is_group=True, form=form)


def is_below_answer(leads: Sequence[Lead | None], blocks: Sequence[Block], number: int) -> bool:
    """Return whether a block is a line that can be a title, right below something else than a title or a name."""
    block, above = blocks[number], blocks[number - 1] if number else None
    if block.name != "p" or above is None or leads[number - 1] is not None:
        return False
    if is_part_of_answer(block) or has_question_label(block.text):
        return False
    if above.name in ANSWERS or is_picture(above):
        return True
    return above.name == "p" and not is_marked_lead(above) and not is_plain_name(above)


def is_bold(block: Block) -> bool:
    """Return whether a line is all in bold, apart from a number before it."""
    length = len("".join(NUMBER.sub("", block.text).split()))
    return is_marked_lead(block) and 0 < length <= len(block.letters_inside("strong", "b")) + 2


def is_empty_title(leads: Sequence[Lead | None], blocks: Sequence[Block], section: range) -> bool:
    """Return whether the last line of a section is in bold as a title above it, and names something."""
    block = blocks[section[-1]]
    is_name = len(block.text) <= MAX_NAME_CHARACTERS and names_something(block.text) and has_only_name(block)
    return is_name and not find_sign(block.text) and any(leads[other] and is_bold(blocks[other]) for other in section)


def has_only_name(block: Block) -> bool:
    """Return whether a line has no sign of a value, an address or a question."""
    return not any(sign in block.text for sign in NO_NAME_CHARACTERS)


def is_bare_name(blocks: Sequence[Block], number: int) -> bool:
    """Return whether a line without marks is a short name below a whole answer: a sentence, a list, code or a table."""
    block, above = blocks[number], blocks[number - 1]
    is_name = len(block.text) <= MAX_NAME_CHARACTERS and is_plain_name(block) and has_only_name(block)
    is_complete = above.name != "p" or is_picture(above) or above.text.endswith(SENTENCE_ENDS)
    is_plain = block.text[:1].isalnum() and block.text[-1:].isalnum() and "code" not in block.inner_names
    return is_name and is_plain and is_complete


def find_symbol(block: Block) -> str:
    """Return the picture before a plain line, such as `📌`, "" if there is none; an arrow or a dot is none."""
    symbol, others = block.text[:1], block.text[1:].lstrip(JOINERS)
    is_picture = bool(symbol) and unicodedata.category(symbol) == "So" and "ARROW" not in unicodedata.name(symbol, "")
    return symbol if is_picture and others[:1].isspace() else ""


def has_own_symbol(blocks: Sequence[Block], number: int) -> bool:
    """Return whether a plain line has a symbol before it, and what is below it no other one."""
    symbol, following = find_symbol(blocks[number]), find_symbol(blocks[number + 1])
    return bool(symbol) and following in ("", symbol) and is_plain_name(blocks[number])


def list_level_symbols(leads: list[Lead | None], blocks: Sequence[Block], section: range) -> None:
    """Put all plain titles of a section that have a symbol before them on one level."""
    for number in section:
        lead = leads[number]
        if lead is not None and lead.is_plain and find_symbol(blocks[number]):
            leads[number] = lead.replace(form=SYMBOLS)
