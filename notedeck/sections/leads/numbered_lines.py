"""Numbered lines such as `1. Name` with their text, not indented, below: Markdown reads each as a list of one item.

Such a line can be a step among steps. It is a title by its own form, as one of the names that a note without headings
consists of, because its numbers go on after another title, which would take them, or because others in the series are
titles. With a backslash before its sign it is a paragraph, and counts with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from notedeck.korean.labels import drop_aside
from notedeck.korean.sentences import is_question
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.leads.levels import SENTENCE_SIGNS, Lead
from notedeck.sections.links import is_links
from notedeck.sections.titles import (
    DELIMITER_ATTRIBUTE,
    LEAD_LEVEL,
    MAX_MARKED_CHARACTERS,
    MAX_PLAIN_CHARACTERS,
    MAX_QUESTION_CHARACTERS,
    Title,
    is_marked,
    is_picture,
    is_short_name,
    is_single_line,
    make_title,
)

NAMED_BLOCKS = frozenset({"p", "ul", "blockquote"})
NAMED_BY_RUNS = NAMED_BLOCKS | {"pre", "table"}
INNER_BLOCKS = frozenset({"p", "ul", "ol", "pre", "table"})  # an item with one of them is no line
NO_NAME_ELEMENTS = frozenset({"a", "img"})
MAX_INTRODUCTION_BLOCKS = 1
MIN_LINES = 2
MIN_NAMES = 3  # in a series of which none is a title by itself
MIN_LONG_BLOCKS = 2
MAX_LONG_QUESTION_CHARACTERS = 300  # of a line among others that ask
MIN_TITLE_SHARE = 0.5  # of a series, so that a sentence in it is a title as well
START = re.compile(r"[0-9]{1,9}")  # of an attribute
COUNT = re.compile(r"(?P<number>\d{1,2})(?P<sign>[.)]|\ufe0f?\u20e3)\s")  # of a paragraph; `1️⃣` is one, too


def find_numbered_line(block: Block) -> Block | None:
    """Return the item of a numbered list that has only one, which is text without blocks; None for other blocks."""
    if block.name != "ol" or len(block.element) != 1:
        return None
    item = Block(block.element[0])
    return item if INNER_BLOCKS.isdisjoint(item.inner_names) else None


def read_start_number(block: Block) -> int:
    """Return the first number of a list."""
    start = block.element.get("start", "1")
    return int(start) if START.fullmatch(start) else 1


def find_numbered_title(block: Block, following: Block) -> Title | None:
    """Return a title such as `1) Name`; `1. Name` is one only in bold or as a question.

    A link is a title only as a question above a text, which answers it: the link leads to more about it.
    """
    line = find_numbered_line(block) if following.name != "ol" else None
    if line is None:
        return None
    has_mark, asks = is_marked(line), is_question(drop_aside(line.text))
    if "a" in line.inner_names and (not asks or is_links(following)):
        return None
    if not (has_mark or asks or block.element.get(DELIMITER_ATTRIBUTE) == ")"):
        return None
    is_name = is_single_line(line) if has_mark else is_short_name(line, MAX_PLAIN_CHARACTERS, marked=False)
    return make_title(TitleKind.QUESTION if asks else TitleKind.LEAD, LEAD_LEVEL, line) if is_name else None


def add_numbered_names(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the numbered names before the first heading of a note, if it starts with them.

    Without titles, all of it would be one card with the name of the note.
    """
    end = next((number for number, block in enumerate(blocks) if block.name in HEADINGS), len(blocks))
    lists = [number for number in range(end) if blocks[number].name == "ol"]
    starts_with_list = bool(lists) and lists[0] <= MAX_INTRODUCTION_BLOCKS
    if not starts_with_list or len(lists) < MIN_LINES or any(leads[number] for number in lists):
        return
    if all(number + 1 < end and is_numbered_name(blocks[number], blocks[number + 1]) for number in lists):
        add_titles(leads, blocks, lists)


def is_numbered_name(block: Block, following: Block) -> bool:
    """Return whether a block is a numbered line, which names the text below it."""
    return following.name in NAMED_BLOCKS and is_named_number(block)


def is_named_number(block: Block) -> bool:
    """Return whether a block is a numbered line with a short name."""
    line = find_numbered_line(block)
    is_name = line is not None and NO_NAME_ELEMENTS.isdisjoint(line.inner_names)
    return line is not None and is_name and is_short_name(line, MAX_PLAIN_CHARACTERS, marked=False)


def add_interrupted_lines(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of numbered lines in a series with blocks of their own, if other titles stand between them."""
    for run in list_runs(blocks):
        members = {*run}
        is_interrupted = any(leads[number] for number in range(run[0], run[-1]) if number not in members)
        named = [number for number in run if number + 1 < len(blocks) and blocks[number + 1].name in NAMED_BY_RUNS]
        if is_interrupted and len(named) == len(run) and not all(leads[number] for number in run):
            add_titles(leads, blocks, run)


def add_counted_lines(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the numbered lines in a series if others in it are titles, all ask, or all name long texts.

    Each has blocks of its own; a series of short texts is a list on one card. Otherwise a single title in a longer
    series is dropped, unless it asks: it would take the text of those after it.
    """
    for series in list_series(blocks):
        titled = [number for number in series if leads[number]]
        others = [number for number in series if not leads[number]]
        if all(asks_above_answer(blocks, number) for number in series):
            add_titles(leads, blocks, others, kind=TitleKind.QUESTION)
            continue
        is_mostly_titled = len(titled) >= max(MIN_LINES, MIN_TITLE_SHARE * len(series))
        are_titles = all(can_be_counted_on(blocks, number, is_mostly_titled) for number in others)
        if are_titles and (titled or has_long_texts(series)):
            add_titles(leads, blocks, others, frozenset(read_line(blocks[number]).line for number in series))
        elif len(titled) < MIN_TITLE_SHARE * len(series):
            drop_names(leads, titled)


def asks_above_answer(blocks: Sequence[Block], number: int) -> bool:
    """Return whether a numbered line asks, and has a text below it."""
    has_text = number + 1 < len(blocks) and blocks[number + 1].name in NAMED_BY_RUNS
    return has_text and is_question(drop_aside(read_line(blocks[number]).text))


def drop_names(leads: list[Lead | None], numbers: Sequence[int]) -> None:
    """Drop the titles with these numbers that ask nothing."""
    for number in numbers:
        lead = leads[number]
        if lead is not None and lead.title.kind is not TitleKind.QUESTION:
            leads[number] = None


def has_long_texts(series: Sequence[int]) -> bool:
    """Return whether most of several lines have more than one block below them; for the last, none is counted."""
    several = sum(1 for number, following in pairwise(series) if following - number > MIN_LONG_BLOCKS)
    return len(series) >= MIN_NAMES and 2 * several >= len(series) - 1


def can_be_counted_on(blocks: Sequence[Block], number: int, is_mostly_titled: bool) -> bool:
    """Return whether a numbered line has a block of its own, and is a name; among titles it can be a sentence."""
    line = read_line(blocks[number])
    if number + 1 == len(blocks) or not (blocks[number + 1].name in NAMED_BY_RUNS or is_picture(blocks[number + 1])):
        return False
    if is_mostly_titled:
        return not line.text.endswith(SENTENCE_SIGNS)
    return NO_NAME_ELEMENTS.isdisjoint(line.inner_names) and is_short_name(line, MAX_QUESTION_CHARACTERS, marked=False)


def list_series(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the numbered lines between two headings that are counted from 1 on, as lists or as paragraphs."""
    series: list[int] = []
    last = 0
    for number, block in enumerate(blocks):
        if block.name in HEADINGS:
            if len(series) >= MIN_LINES:
                yield series
            series, last = [], 0
        elif (count := read_count(block)) and count == last + 1:
            series.append(number)
            last = count
        elif count == 1:
            if len(series) >= MIN_LINES:
                yield series
            series, last = [number], 1
    if len(series) >= MIN_LINES:
        yield series


def read_count(block: Block) -> int:
    """Return the number of a line with a number before it, 0 for other blocks."""
    if block.name == "ol":
        return read_start_number(block) if can_be_counted(block) else 0
    match = COUNT.match(block.text) if block.name == "p" else None
    is_line = match is not None and len(block.text) <= MAX_MARKED_CHARACTERS and is_single_line(block)
    return int(match["number"]) if match is not None and is_line else 0


def read_line(block: Block) -> Block:
    """Return the text of a numbered line."""
    return Block(block.element[0]) if block.name == "ol" else block


def add_titles(
    leads: list[Lead | None],
    blocks: Sequence[Block],
    numbers: Sequence[int],
    series: frozenset[int] = frozenset(),
    kind: TitleKind = TitleKind.LEAD,
) -> None:
    """Make titles of the numbered lines with these numbers among the blocks; `series` as in Lead."""
    for number in numbers:
        title = make_title(kind, LEAD_LEVEL, read_line(blocks[number]))
        leads[number] = Lead(title, is_plain=False, series=series)


def list_runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the numbered lines between two headings, at least two, whose numbers follow one another."""
    run: list[int] = []
    for number, block in enumerate(blocks):
        if block.name == "ol" or block.name in HEADINGS:
            is_line = can_be_counted(block)
            is_next = is_line and bool(run) and is_next_number(blocks[run[-1]], block)
            if not is_next and len(run) >= MIN_LINES:
                yield run
            if is_next:
                run.append(number)
            else:
                run = [number] if is_line else []
    if len(run) >= MIN_LINES:
        yield run


def can_be_counted(block: Block) -> bool:
    """Return whether a block is a numbered line of the length of a question or of several, without a picture."""
    line = find_numbered_line(block)
    is_short = line is not None and 0 < len(line.text) <= limit_length(line)
    return line is not None and is_short and "img" not in line.inner_names and is_single_line(line)


def limit_length(line: Block) -> int:
    """Return how long a numbered line may be, in characters."""
    return MAX_LONG_QUESTION_CHARACTERS if is_question(line.text) else MAX_QUESTION_CHARACTERS


def is_next_number(block: Block, other: Block) -> bool:
    """Return whether the number of a list of one item is the next one, with the same sign after it."""
    sign = block.element.get(DELIMITER_ATTRIBUTE)
    return read_start_number(other) == read_start_number(block) + 1 and other.element.get(DELIMITER_ATTRIBUTE) == sign
