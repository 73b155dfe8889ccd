"""Counted questions, `1. …`, with a named answer below each before the next number, in whatever words they ask.

Markdown reads each number as a list of one item; `containers` opens lists of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from notedeck.korean.answers import EXPLANATION_TITLE, MAY_NAME_ANSWER, names_answer
from notedeck.korean.exam_titles import BARE_NUMBER, QUESTION_NUMBER
from notedeck.korean.labels import DATE_LINE
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.model import TitleKind, Value
from notedeck.sections.blocks import HEADINGS, Block, list_blocks
from notedeck.sections.boxes import Part
from notedeck.sections.lines import copy_lines, split_choices, split_lines
from notedeck.sections.marks import has_question_line
from notedeck.sections.named_answers import has_marked_answer_name, list_copied_blocks, starts_named_answer
from notedeck.sections.titles import DELIMITER_ATTRIBUTE, LEAD_LEVEL, make_title
from notedeck.util.patterns import compile_lazily
from notedeck.util.tree import Element

COUNT = compile_lazily(r"^\s*+(?P<opening>[\[(【]?)\d{1,3}(?:-\d{1,3})?(?P<closing>[\].)】])\s*+(?=\S)")


class Candidate(Value, frozen=True):
    """A block that can be a counted question: its number among the blocks, and whether it has an answer."""

    number: int
    is_answered: bool


def holds_answer(item: Element) -> bool:
    """Return whether an answer is named inside a list item, below its first line."""
    return any(map(starts_named_answer, open_first(list_copied_blocks(item))[1:]))


def open_first(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a list item, with its first paragraph apart from an answer in it."""
    return [*(part for block in blocks[:1] for part in split_at_named_answer(block)), *blocks[1:]]


def split_at_named_answer(block: Block) -> list[Block]:
    """Return a paragraph in two parts if one of its lines but the first names an answer."""
    if block.name != "p" or not MAY_NAME_ANSWER.search(block.text):
        return [block]
    lines = split_lines(block)
    for number, line in enumerate(lines[1:], start=1):
        if has_marked_answer_name(line.nodes) or names_answer(line.text):
            return [copy_lines(block, lines[:number]), copy_lines(block, lines[number:])]
    return [block]


def find_exam_questions(blocks: Sequence[Block]) -> set[Block]:
    """Return the counted questions among blocks."""
    if not any(MAY_NAME_ANSWER.search(block.text) for block in blocks):
        return set()
    questions: set[Block] = set()
    for start, end in list_regions(blocks):
        candidates = list_candidates(blocks, start, end)
        answered = {blocks[candidate.number] for candidate in candidates if candidate.is_answered}
        is_doubtful = start > 0 and asks_above(blocks[start - 1])
        if 2 * len(answered) > len(candidates) and len(answered) > is_doubtful:
            questions |= answered
    return questions


def list_regions(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield where each run of blocks below one title starts and ends."""
    start = 0
    for number, block in enumerate(blocks):
        if is_title(block):
            yield start, number
            start = number + 1
    yield start, len(blocks)


def is_title(block: Block) -> bool:
    """Return whether a block is a heading over something else than an answer, or a question with a label."""
    if block.name in HEADINGS:
        return not (starts_named_answer(block) or EXPLANATION_TITLE.match(block.text))
    return block.name == "p" and has_question_label(block.text)


def asks_above(title: Block) -> bool:
    """Return whether a title asks itself or counts a question, so that a single number below it can be a part of it."""
    text = title.text
    counts = QUESTION_NUMBER.match(text) or BARE_NUMBER.match(text)
    return has_question_label(text) or is_question_line(text) or counts is not None


def list_candidates(blocks: Sequence[Block], start: int, end: int) -> list[Candidate]:
    """Return the blocks with counts of the same form as the first one."""
    forms = {number: form for number in range(start, end) if (form := find_form(blocks[number]))}
    first = next(iter(forms.values()), "")
    same = [number for number, form in forms.items() if form == first]
    numbers = [number for number in same if number == start or not asks_for_next(blocks[number - 1])]
    return [
        Candidate(number, is_answered=is_answered(blocks[number:following]))
        for number, following in pairwise([*numbers, end])
    ]


def asks_for_next(block: Block) -> bool:
    """Return whether a block asks about what comes below it."""
    return block.name == "p" and has_question_line(block) and not starts_named_answer(block)


def is_answered(blocks: Sequence[Block]) -> bool:
    """Return whether a counted block, or one of those after it, names the answer.

    An answer below another question is not that of a count that asks nothing itself.
    """
    counted, *others = blocks
    if holds_named_answer(counted):
        return True
    is_asking = has_question_line(counted)
    for block in others:
        if starts_named_answer(block):
            return True
        if has_question_line(block) and not is_asking:
            return False
    return False


def find_form(block: Block) -> str:
    """Return the form of the count before a block: a list of one item, or the signs around the number; else ""."""
    if block.name == "ol":
        is_counted = len(block.element) == 1 and bool(block.text)
        return block.name + block.element.get(DELIMITER_ATTRIBUTE, "") if is_counted else ""
    matches = [*filter(None, map(COUNT.match, block.text_lines))] if block.name == "p" else []
    return matches[0]["opening"] + matches[0]["closing"] if len(matches) == 1 and COUNT.match(block.text) else ""


def holds_named_answer(block: Block) -> bool:
    """Return whether the only item of a list, or a paragraph, names the answer to its first line."""
    return holds_answer(block.element[0]) if block.name == "ol" else len(split_at_named_answer(block)) > 1


def read_question(block: Block) -> Part:
    """Return a counted question with the choices, texts and answer that its block holds."""
    first, *others = open_first(list_blocks(block.element[0]) if block.name == "ol" else [block])
    question, *choices = split_choices(drop_date(first))
    title = make_title(TitleKind.QUESTION, LEAD_LEVEL, question).replace(line=block.line)
    return Part(title, [*choices, *others])


def drop_date(question: Block) -> Block:
    """Return a question without a first line that only says on which day it was asked."""
    lines = split_lines(question) if question.name == "p" and DATE_LINE.match(question.text) else []
    is_dated = len(lines) > 1 and DATE_LINE.fullmatch(lines[0].text.strip()) is not None
    return copy_lines(question, lines[1:]) if is_dated else question
