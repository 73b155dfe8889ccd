"""Exercises under titles such as `문제`, with `풀이` under the next title: the exercise is in front.

An exercise without a solution is a question that nothing answers, rather than the answer to `문제`.
"""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.korean.exam_titles import has_remark
from notedeck.korean.exercises import (
    adds_condition,
    counts_part,
    ends_as_task,
    may_solve,
    names_answer_only,
    names_example,
    names_practice,
    names_task,
    names_task_part,
    names_worked_answer,
    sets_task,
)
from notedeck.model import TitleKind, Value
from notedeck.sections.answer_labels import remove_label
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.marks import find_answers, has_question_line, name_question
from notedeck.sections.units import Unit
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import list_nodes, make_element, parse_tree

TITLES = frozenset({TitleKind.HEADING, TitleKind.LEAD})
MAX_ASKED_CHARACTERS = 3_000
MAX_PARTS = 20  # between an exercise and its solution
MAX_TASK_CHARACTERS = 1_500  # of an exercise without a solution
TASK_BLOCKS = LISTS | {"p", "table", "blockquote"}


class Solved(Value, frozen=True):
    """Where the parts of an exercise and its solutions are among the units: `start` to `solution` to `end`."""

    start: int
    solution: int
    end: int


def join_exercises(units: Sequence[Unit]) -> list[Unit]:
    """Return the units, with each exercise and the solution below it as one."""
    if not any(names_task(unit.title) for unit in units):
        return [*units]
    joined: dict[int, Unit] = {}
    for number, unit in enumerate(units):
        if id(unit) in joined or not is_exercise(unit):
            continue
        solved = find_solution(units, number)
        if solved is not None and can_join(units, number, solved):
            joined.update((id(part), unit) for part in units[solved.start : solved.end])
            join_solution(unit, units[solved.start : solved.solution], units[solved.solution : solved.end])
        elif solved is None and is_open_task(units, number):
            unit.is_open_task = True
    return drop_joined(units, joined)


def is_exercise(unit: Unit) -> bool:
    """Return whether a unit has the text of an exercise below a title that only says so, and no answer to it."""
    if unit.kind is TitleKind.QUESTION:
        return bool(unit.asked) and not unit.has_body
    is_label = names_task(unit.title) or is_part(unit)
    return unit.kind in TITLES and is_label and not unit.asked and not find_answers(unit.blocks)


def is_part(unit: Unit) -> bool:
    """Return whether a unit is a counted part of an exercise that is already in front."""
    parent = unit.parent
    return parent is not None and parent.kind is TitleKind.QUESTION and bool(parent.asked) and counts_part(unit.title)


def find_solution(units: Sequence[Unit], number: int) -> Solved | None:
    """Return where the solution of an exercise is: next, or after what belongs to the exercise."""
    unit = units[number]
    for place in range(number + 1, min(number + 2 + MAX_PARTS, len(units))):
        other = units[place]
        is_beside = other.parent is unit.parent and other.level == unit.level
        is_below = other.parent is unit
        if not (is_beside or is_below) or other.comments or other.is_question:
            return None
        if names_worked_answer(other.title):
            return Solved(number + 1, place, find_end(units, place)) if other.has_body else None
        if not names_task_part(other.title):
            return None
    return None


def find_end(units: Sequence[Unit], solution: int) -> int:
    """Return where the solutions end: `정답` and `해설` can be beside one another."""
    first = units[solution]
    end = solution + 1
    while end < len(units) and is_like(units[end], first) and names_worked_answer(units[end].title):
        end += 1
    return end


def is_like(unit: Unit, other: Unit) -> bool:
    """Return whether two units are beside one another, and the first one has a text and no comment."""
    return unit.parent is other.parent and unit.level == other.level and unit.has_body and not unit.comments


def can_join(units: Sequence[Unit], number: int, solved: Solved) -> bool:
    """Return whether an exercise, which sets a task or has a named answer, is short enough for a front."""
    unit, parts = units[number], units[solved.start : solved.solution]
    blocks = [*unit.asked, *unit.blocks, *(block for part in parts for block in part.blocks)]
    if (
        not any(block.has_content for block in blocks)
        or sum(len(block.text) for block in blocks) > MAX_ASKED_CHARACTERS
    ):
        return False
    is_asking = is_part(unit) or any(has_question_line(block) for block in blocks) or is_task(unit, blocks)
    return is_asking or names_answer_only(units[solved.solution].title)


def is_task(unit: Unit, blocks: Sequence[Block]) -> bool:
    """Return whether a text among blocks sets a task; below a title such as `연습` a plain verb at the end does so."""
    texts = [block.text for block in blocks if block.name in ("p", "blockquote")]
    return any(map(sets_task, texts)) or (names_practice(unit.title) and bool(texts) and ends_as_task(texts[-1]))


def join_solution(unit: Unit, parts: Sequence[Unit], solutions: Sequence[Unit]) -> None:
    """Put an exercise with its parts in front, and its solutions on the back."""
    asked = [*unit.asked, *unit.blocks]
    for part in parts:
        asked += [make_label(part), *part.blocks]
    first, *others = solutions
    blocks = [*remove_label(first.blocks)]
    for other in others:
        blocks += [make_label(other), *other.blocks]
    unit.asked, unit.blocks = asked, blocks
    if unit.kind is not TitleKind.QUESTION and not is_part(unit) and any(block.text for block in asked):
        unit.html = unit.html if has_remark(unit.title) else ""
        unit.title = name_question(asked)
    unit.kind, unit.is_question, unit.has_one_answer = TitleKind.QUESTION, True, True


def make_label(unit: Unit) -> Block:
    """Return the title of a unit as a line in bold."""
    strong = make_element("strong", list_nodes(parse_tree(unit.html)), {})
    return Block(make_element("p", [strong], {LINE_ATTRIBUTE: str(unit.line)}))


def drop_joined(units: Sequence[Unit], joined: dict[int, Unit]) -> list[Unit]:
    """Return the units without those that are in others now; what was below them is below these."""
    others = [unit for unit in units if id(unit) not in joined]
    for unit in others if joined else ():
        if unit.parent is not None and id(unit.parent) in joined:
            unit.parent = joined[id(unit.parent)]
        if any(id(title) in joined for title in unit.ancestors):
            unit.ancestors = tuple(dict.fromkeys(joined.get(id(title), title) for title in unit.ancestors))
    return others


def is_open_task(units: Sequence[Unit], number: int) -> bool:
    """Return whether a unit is only an exercise, and no title before the next exercise can be above its solution."""
    unit = units[number]
    if not names_task(unit.title) or names_example(unit.title) or not is_only_task(unit):
        return False
    for other in map(units.__getitem__, range(number + 1, len(units))):
        if other.parent is unit:
            return False
        if other.level < unit.level or names_task(other.title):
            return True
        if may_solve(other.title):
            return False
    return True


def is_only_task(unit: Unit) -> bool:
    """Return whether the last text of a unit sets a task, but for lists and conditions after it."""
    blocks = [block for block in unit.blocks if block.name != "hr" and block.has_content]
    if not blocks or any(block.name not in TASK_BLOCKS for block in blocks):
        return False
    if sum(len(block.text) for block in blocks) > MAX_TASK_CHARACTERS:
        return False
    texts = [block for block in blocks if block.name in ("p", "blockquote") and not adds_condition(block.text)]
    return bool(texts) and is_task(unit, texts[-1:])
