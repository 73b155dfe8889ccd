"""Several questions with marked answers below one title: each becomes a unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from notedeck.model import TitleKind
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.choices import CHOSEN
from notedeck.sections.marks import find_answers, has_question_line, name_question, open_answer
from notedeck.sections.titles import LEAD_LEVEL, Title
from notedeck.sections.units import Unit, create_unit


def split_off_questions(unit: Unit, marks: Sequence[int]) -> list[Unit]:
    """Take the marked questions in a unit out of it, but its own one, and return each of them as a unit.

    They are below a unit that asks nothing, and beside one that asks.
    """
    starts = find_starts(unit, marks)
    if not starts:
        return []
    parent = (unit.parent if unit.is_question else None) or unit
    ends = [*starts[1:], len(unit.blocks)]
    questions = [cut_question(parent, unit.blocks[start:end]) for start, end in zip(starts, ends, strict=True)]
    unit.blocks = unit.blocks[: starts[0]]
    return questions


def find_starts(unit: Unit, marks: Sequence[int]) -> list[int]:
    """Return the numbers of the blocks with which the questions in a unit start, but its own one.

    Each has an answer with a mark, or it stands alone between lines across the page.
    """
    starts: list[int] = []
    first = 0
    for mark in [*marks, len(unit.blocks)] if marks else []:
        runs = split_at_rules(unit.blocks, first, mark)
        is_started = (unit.is_question and first == 0) or mark == len(unit.blocks)
        nearest = [find_start(unit.blocks, run, mark) for run in runs[is_started:]]
        starts += [start for start in nearest if start is not None]
        first = mark + 1
    return starts


def split_at_rules(blocks: Sequence[Block], first: int, end: int) -> list[range]:
    """Return the numbers of the blocks from `first` up to `end` in runs between lines across the page."""
    rules = [number for number in range(first, end) if blocks[number].name == "hr"]
    return [range(start, stop) for start, stop in pairwise([first, *rules, end])]


def find_start(blocks: Sequence[Block], run: range, mark: int) -> int | None:
    """Return the number of the first block of a run that asks, None if none does.

    Of choices with marks, only the question right above them is answered.
    """
    asking = [number for number in run if has_question_line(blocks[number])]
    if asking and mark < len(blocks) and blocks[mark].element.get("class") == CHOSEN:
        lists = [number for number in range(run.start, asking[-1]) if blocks[number].name in LISTS]
        asking = [number for number in asking if number >= max(lists, default=0)]
    return next(iter(asking), None)


def cut_question(parent: Unit, blocks: list[Block]) -> Unit:
    """Return a unit of a question, with everything from its answer on as its blocks.

    Without a mark, all text below the question is its answer.
    """
    has_text = any(block.text for block in blocks[1:])
    mark = next(iter(find_answers(blocks)), 1 if has_text else len(blocks))
    title = Title(TitleKind.QUESTION, LEAD_LEVEL, name_question(blocks[:mark]), "", blocks[0].line)
    unit = create_unit(parent, title)
    unit.asked, unit.blocks = blocks[:mark], open_answer(blocks[mark:]) if blocks[mark:] else []
    return unit
