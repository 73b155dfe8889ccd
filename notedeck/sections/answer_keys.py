"""Answers of several questions in one place: below `정답` at the end, each goes to the question with its number.

If the numbers are not the same, or a question has an answer already, all stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from notedeck.korean.answer_keys import find_entry_number, find_question_number, names_answer_key
from notedeck.korean.exam_titles import counts_question, names_questions
from notedeck.korean.exercises import names_task, sets_task
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.model import Value
from notedeck.sections.blocks import HEADINGS, Block, list_blocks
from notedeck.sections.lines import copy_lines, split_lines
from notedeck.sections.links import own_text
from notedeck.sections.marks import find_answers
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, make_element

LABEL = "정답"  # before an answer that has been moved; it is on no card
KEYS = frozenset({"p", *HEADINGS})
MIN_ANSWERS = 2
START = re.compile(r"[0-9]{1,3}")


class Entry(Value, frozen=True):
    """An answer among others, with its number."""

    number: int
    blocks: list[Block]


def place_answers(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a note, with each answer of a list of answers below its question."""
    keys = [number for number, block in enumerate(blocks) if block.name in KEYS and names_answer_key(block.text)]
    if not keys:
        return blocks
    placed: list[Block] = []
    done = 0
    for key in keys:
        if key < done:
            continue
        entries, end = read_entries(blocks, key)
        answered = answer_questions(blocks[done:key], entries) if is_run(entries) else None
        placed += blocks[done:end] if answered is None else answered
        done = end
    return placed + blocks[done:]


def is_run(entries: Sequence[Entry]) -> bool:
    """Return whether there are several entries with a text, counted one by one from 1."""
    are_written = all(any(block.has_content for block in entry.blocks) for entry in entries)
    is_counted = [entry.number for entry in entries] == [*range(1, len(entries) + 1)]
    return len(entries) >= MIN_ANSWERS and are_written and is_counted


def read_entries(blocks: Sequence[Block], key: int) -> tuple[list[Entry], int]:
    """Return the entries below the title of a list of answers, and the number of the block after them."""
    entries: list[Entry] = []
    name = ""
    for number in range(key + 1, len(blocks)):
        block = blocks[number]
        name = name or block.name
        next_number = entries[-1].number + 1 if entries else 1
        is_entry_title = block.name in HEADINGS and find_entry_number(block.text) == next_number
        if block.name == "hr" or (block.name in HEADINGS and not (is_entry_title and block.name > blocks[key].name)):
            return entries, number
        parts = [*split_entries(block, next_number)] if block.name == name else []
        if not parts and not entries:
            return [], key + 1
        if parts:
            entries += parts
        else:
            entries[-1].blocks.append(block)
    return entries, len(blocks)


def split_entries(block: Block, next_number: int) -> Iterator[Entry]:
    """Yield the entries in a block that go on with a number; none if it does not."""
    if block.name in HEADINGS:
        has_text = not counts_question(block.text)
        yield Entry(next_number, [rename_block(block)] if has_text else [])
    elif block.name == "ol" and read_start(block) == next_number:
        for offset, item in enumerate(block.element.iterchildren("li")):
            yield Entry(next_number + offset, list_blocks(deepcopy(item)))
    elif block.name == "p":
        yield from split_paragraph(block, next_number)


def split_paragraph(block: Block, next_number: int) -> Iterator[Entry]:
    """Yield the entries in the lines of a paragraph."""
    lines = split_lines(block)
    starts = [number for number, line in enumerate(lines) if find_entry_number(line.text.strip())]
    numbers = [find_entry_number(lines[start].text.strip()) for start in starts]
    if not starts or starts[0] or numbers != [*range(next_number, next_number + len(numbers))]:
        return
    for number, start, end in zip(numbers, starts, [*starts[1:], len(lines)], strict=True):
        yield Entry(number, [copy_lines(block, lines[start:end])])


def rename_block(heading: Block) -> Block:
    """Return the text of a heading as a paragraph."""
    copy = deepcopy(heading.element)
    copy.tag = "p"
    return Block(copy)


def read_start(block: Block) -> int:
    """Return the number of the first item of an ordered list."""
    start = block.element.get("start", "1")
    return int(start) if START.fullmatch(start) else 0


def answer_questions(blocks: Sequence[Block], entries: Sequence[Entry]) -> list[Block] | None:
    """Return blocks with an answer below each question; None if they do not fit together."""
    starts = find_questions(blocks, len(entries))
    if starts:
        ends = [*starts[1:], find_end(blocks, starts[-1])]
        groups = [blocks[start:end] for start, end in zip(starts, ends, strict=True)]
        if any(find_answers(group[1:]) for group in groups):
            return None
        answered = [[*group, make_label(entry), *entry.blocks] for group, entry in zip(groups, entries, strict=True)]
        return [*blocks[: starts[0]], *(block for group in answered for block in group), *blocks[ends[-1] :]]
    place = find_question_list(blocks, len(entries))
    if place is None:
        return None
    return [*blocks[:place], answer_list(blocks[place], entries), *blocks[place + 1 :]]


def find_questions(blocks: Sequence[Block], count: int) -> list[int]:
    """Return the numbers of the blocks that are the questions 1, 2, … up to `count`, all of one kind; else none."""
    by_name: dict[str, list[tuple[int, int]]] = {}
    for place, block in enumerate(blocks):
        if number := read_question_number(block):
            by_name.setdefault(block.name, []).append((place, number))
    for places in by_name.values():
        if [number for _, number in places] == [*range(1, count + 1)]:
            return [place for place, _ in places]
    return []


def read_question_number(block: Block) -> int:
    """Return the number of a block that is a question or only counts one, 0 if it is none."""
    if block.name == "ol" and len(block.element) == 1:
        item = own_text(block.element[0]).strip()
        return read_start(block) if is_question_line(item) or sets_task(item) else 0
    if block.name not in KEYS:
        return 0
    text = block.text
    is_asking = has_question_label(text) or is_question_line(text) or sets_task(text)
    is_counted = block.name in HEADINGS and counts_question(text)
    return find_question_number(text) if is_asking or is_counted else 0


def find_end(blocks: Sequence[Block], start: int) -> int:
    """Return where the last question ends: at the next title or line across the page."""
    for number in range(start + 1, len(blocks)):
        if blocks[number].name == "hr" or blocks[number].name in HEADINGS:
            return number
    return len(blocks)


def find_question_list(blocks: Sequence[Block], count: int) -> int | None:
    """Return the number of the last block, if it is a list of so many questions."""
    place = next((number for number in range(len(blocks) - 1, -1, -1) if blocks[number].name != "hr"), None)
    if place is None or blocks[place].name != "ol" or read_start(blocks[place]) != 1:
        return None
    items = [own_text(item).strip() for item in blocks[place].element.iterchildren("li")]
    asking = sum(1 for item in items if is_question_line(item) or sets_task(item))
    title = next((block.text for block in reversed(blocks[:place]) if block.name in HEADINGS), "")
    is_asking = 2 * asking > count or names_questions(title) or names_task(title)
    return place if len(items) == count and is_asking and not find_answers([blocks[place]]) else None


def answer_list(questions: Block, entries: Sequence[Entry]) -> Block:
    """Return a list of questions with the answer of each below it."""
    element = deepcopy(questions.element)
    for item, entry in zip(element.iterchildren("li"), entries, strict=True):
        append_blocks(item, [make_label(entry), *entry.blocks])
    return Block(element)


def append_blocks(item: Element, blocks: Sequence[Block]) -> None:
    """Add blocks to the end of a list item."""
    for block in blocks:
        item.append(block.element)


def make_label(entry: Entry) -> Block:
    """Return the label above an answer, at the line of the answer."""
    line = next((block.line for block in entry.blocks if block.line), 0)
    return Block(make_element("p", [LABEL], {LINE_ATTRIBUTE: str(line)} if line else {}))
