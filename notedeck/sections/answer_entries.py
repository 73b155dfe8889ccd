"""The entries of a list of answers, each with the number of its question: items, lines, rows of a table, `1-B, 2-C`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise

from notedeck.korean.answer_keys import (
    find_entry_number,
    names_answer_key,
    names_answers,
    names_numbers,
    read_cell_number,
    split_short_entries,
    starts_short_key,
)
from notedeck.korean.answers import hides_answer
from notedeck.korean.exam_titles import counts_question
from notedeck.model import Value
from notedeck.sections.blocks import HEADINGS, Block, list_blocks
from notedeck.sections.lines import copy_lines, split_lines
from notedeck.sections.source_lines import list_written_numbers
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, Node, line_of, list_nodes, make_element, text_content

KEYS = frozenset({"p", *HEADINGS})


class Entry(Value, frozen=True):
    """An answer among others, with its number."""

    number: int
    blocks: list[Block]


class AnswerKey(Value, frozen=True):
    """A list of answers: the level of its heading, 0 without one, its entries, and the number of the block after it."""

    level: int
    entries: list[Entry]
    end: int


def is_key(block: Block) -> bool:
    """Return whether a block says that a list of answers is below it, or is a short one itself."""
    return block.name in KEYS and (names_answer_key(block.text) or starts_short_key(block.text) > 0)


def read_key(blocks: Sequence[Block], start: int, lines: Mapping[int, str]) -> AnswerKey:
    """Return the list of answers that starts with a block, without entries if it has none that are counted."""
    title = blocks[start]
    if place := starts_short_key(title.text):
        return AnswerKey(0, list_short_entries(title, title.text[place:]), start + 1)
    level = int(title.name[1]) if title.name in HEADINGS else 0
    entries: list[Entry] = []
    name = ""
    for number in range(start + 1, len(blocks)):
        block = blocks[number]
        if ends_key(block, title):
            return AnswerKey(level, entries, number)
        inner = open_details(block) if not entries else [block]
        name = name or inner[0].name
        for part in inner:
            can_count = part.name == name or part.name in HEADINGS
            parts = list_entries(part, entries[-1].number + 1 if entries else 1, lines) if can_count else []
            if not parts and not entries:
                return AnswerKey(level, [], start + 1)
            if parts:
                entries += parts
            else:
                entries[-1].blocks.append(part)
    return AnswerKey(level, entries, len(blocks))


def ends_key(block: Block, title: Block) -> bool:
    """Return whether a block stands below a list of answers: a line across the page, or a title of something else."""
    if block.name == "hr":
        return True
    is_entry = title.name not in HEADINGS or block.name > title.name
    return block.name in HEADINGS and not (is_entry and find_entry_number(block.text))


def open_details(block: Block) -> list[Block]:
    """Return the blocks inside a `<details>` that hides the answers; any other block alone."""
    if block.name != "details":
        return [block]
    first, *others = list_blocks(deepcopy(block.element)) or [block]
    is_closed = first.name == "p" and hides_answer(first.text) and bool(others)
    return others if is_closed else [block]


def list_entries(block: Block, next_number: int, lines: Mapping[int, str]) -> list[Entry]:
    """Return the entries in a block; none if it is no list of answers. `lines` are those of the source."""
    if block.name in HEADINGS:
        number, has_text = find_entry_number(block.text), not counts_question(block.text)
        return [Entry(number, [rename_block(block)] if has_text else [])] if number else []
    if block.name == "ol":
        items = zip(list_written_numbers(block.element, lines), block.element.iterchildren("li"), strict=True)
        return [Entry(number, list_blocks(deepcopy(item))) for number, item in items]
    if block.name == "table":
        return sorted(split_table(block), key=lambda entry: entry.number)
    return split_paragraph(block, next_number) if block.name == "p" else []


def list_short_entries(block: Block, text: str) -> list[Entry]:
    """Return the entries of a paragraph of short ones, `1-B, 2-C`."""
    attributes = {LINE_ATTRIBUTE: str(block.line)} if block.line else {}
    entries = [
        Entry(number, [Block(make_element("p", [answer], attributes))]) for number, answer in split_short_entries(text)
    ]
    return entries if len(entries) > 1 else []


def split_paragraph(block: Block, next_number: int) -> list[Entry]:
    """Return the short entries of a paragraph, else those in its lines, which go on with a number or leave some out."""
    return list_short_entries(block, block.text) or [*split_entry_lines(block, next_number)]


def split_entry_lines(block: Block, next_number: int) -> Iterator[Entry]:
    """Yield the entries in the lines of a paragraph, with numbers that count up."""
    lines = split_lines(block)
    numbers = [find_entry_number(line.text.strip()) for line in lines]
    starts = [place for place, number in enumerate(numbers) if number]
    counted = [next_number - 1, *(numbers[start] for start in starts)]
    if not starts or starts[0] or any(second <= first for first, second in pairwise(counted)):
        return
    for start, end in pairwise([*starts, len(lines)]):
        yield Entry(numbers[start], [copy_lines(block, lines[start:end])])


def split_table(block: Block) -> Iterator[Entry]:
    """Yield the entries in the rows of a table with a column of numbers and one of answers, once or side by side."""
    head, *rows = [[*row.iterchildren("th", "td")] for row in block.element.iterdescendants("tr")]
    heads = [" ".join(text_content(cell).split()) for cell in head]
    starts = [place for place, text in enumerate(heads) if names_numbers(text)]
    if not rows or not starts or starts[0] or any(len(row) != len(head) for row in rows):
        return
    groups = [*pairwise([*starts, len(heads)])]
    if any(end - start < 2 or not names_answers(heads[start + 1]) for start, end in groups):
        return
    cells = [(heads[start + 1 : end], row[start], row[start + 1 : end]) for start, end in groups for row in rows]
    filled = [(names, number, others) for names, number, others in cells if text_content(number).strip()]
    if all(read_cell_number(text_content(number)) for _, number, _ in filled):
        yield from (read_row(names, number, others) for names, number, others in filled)


def read_row(names: Sequence[str], number: Element, cells: Sequence[Element]) -> Entry:
    """Return the cells of a row as an entry: the answer, and below it what the other columns say."""
    blocks: list[Block] = []
    for name, cell in zip(names, cells, strict=True):
        nodes = list_nodes(deepcopy(cell))
        if not nodes:
            continue
        label: list[Node] = [] if names_answers(name) else [make_element("strong", [name]), ": "]
        attributes = {LINE_ATTRIBUTE: str(line)} if (line := find_row_line(number)) else {}
        blocks.append(Block(make_element("p", [*label, *nodes], attributes)))
    return Entry(read_cell_number(text_content(number)), blocks)


def find_row_line(cell: Element) -> int:
    """Return the line of a row of a table, 0 if it is unknown."""
    row = cell.getparent()
    return (line_of(row) if row is not None else 0) or line_of(cell)


def rename_block(heading: Block) -> Block:
    """Return the text of a heading as a paragraph."""
    copy = deepcopy(heading.element)
    copy.tag = "p"
    return Block(copy)
