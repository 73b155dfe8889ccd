"""Two headings, `문제: …` and right below it `해결: …`: the case is in front, its solution on the back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from notedeck.korean.exam_titles import names_case, names_solution
from notedeck.model import TitleKind
from notedeck.sections.blocks import Block
from notedeck.sections.statements import line_attribute, split_at_colon, text_of
from notedeck.sections.units import Unit
from notedeck.util.tree import inner_html, list_nodes, make_element, parse_tree


def join_solutions(units: Sequence[Unit]) -> list[Unit]:
    """Return the units, with each case and the solution right below it as one."""
    joined: dict[int, Unit] = {}
    for unit, solution, following in zip_longest(units, units[1:], units[2:]):
        if solution is not None and is_solved_by(unit, solution) and not is_another(solution, following):
            move_solution(unit, solution)
            joined[id(solution)] = unit
    if not joined:
        return [*units]
    others = [unit for unit in units if id(unit) not in joined]
    for unit in others:
        if unit.parent is not None and id(unit.parent) in joined:
            unit.parent = joined[id(unit.parent)]
        if any(id(title) in joined for title in unit.ancestors):
            unit.ancestors = tuple(dict.fromkeys(joined.get(id(title), title) for title in unit.ancestors))
    return others


def is_solved_by(unit: Unit, solution: Unit) -> bool:
    """Return whether a heading without text names a case, and the next one beside or below it the solution."""
    are_headings = unit.kind is TitleKind.HEADING and solution.kind is TitleKind.HEADING
    if not are_headings or unit.has_body or unit.comments or solution.comments:
        return False
    is_near = solution.parent is unit or (solution.parent is unit.parent and solution.level == unit.level)
    return is_near and names_case(unit.title) and names_solution(solution.title)


def is_another(solution: Unit, following: Unit | None) -> bool:
    """Return whether a second solution of the same case comes next."""
    return following is not None and following.parent is solution.parent and names_solution(following.title)


def move_solution(unit: Unit, solution: Unit) -> None:
    """Put a solution below its case; the labels of both go."""
    if parts := split_at_colon(unit):
        unit.title, unit.html = text_of(parts[1]), inner_html(make_element("span", parts[1], {}))
    parts = split_at_colon(solution)
    nodes = parts[1] if parts else list_nodes(parse_tree(solution.html))
    paragraph = Block(make_element("p", nodes, line_attribute(solution)))
    has_text = parts is not None and paragraph.has_content
    unit.blocks += [paragraph, *solution.blocks] if has_text or not solution.has_body else solution.blocks
    unit.is_question = unit.has_one_answer = True
