"""Titles, questions and answers that are a part of a paragraph: the paragraph is split there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from notedeck.korean.answers import ANSWER_ARROW, starts_answer
from notedeck.korean.choices import FIRST_LETTER, are_letters, is_choice_line
from notedeck.korean.questions import find_question_end, has_question_label, is_numbered_question, is_question_line
from notedeck.markup.comments import COMMENT_ATTRIBUTE
from notedeck.sections.blocks import Block, trim_nodes
from notedeck.sections.leads.levels import find_sign
from notedeck.sections.named_answers import has_marked_answer_name
from notedeck.sections.titles import is_marked_lead, is_picture, is_plain_name
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Node, copy_node, line_of, list_attributes, list_nodes, make_element, text_content

LINE_END = re.compile(r"(?<=\n)")


@dataclass(slots=True, eq=False)
class Line:
    """One line of a paragraph: `offset` lines below its first one."""

    offset: int
    nodes: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line in plain text."""
        nodes = self.nodes
        if len(nodes) == 1 and isinstance(nodes[0], str):
            return nodes[0]
        return "".join([node if isinstance(node, str) else text_content(node) for node in nodes])


def split_at_titles(block: Block, *, lead_lines: bool) -> list[Block]:
    """Return a paragraph in parts, one for each question or answer in it.

    With `lead_lines` a first line that names the rest is a part as well. Other blocks stay whole.
    """
    if block.name != "p":
        return [block]
    is_question = has_question_label(block.text)
    if not is_question and not has_several_lines(block):
        return [block]
    lines = split_lines(block)
    marks = mark_lines(lines) if is_question or len(lines) > 1 else []
    if is_question or any(map(starts_part, marks)):
        return [copy_lines(block, group) for group in group_lines(lines, marks)]
    if len(lines) < 2 or not lead_lines or all(is_choice_line(line.text) for line in lines[:2]):
        return [block]
    head, tail = copy_lines(block, lines[:1]), copy_lines(block, lines[1:])
    is_lead = is_marked_lead(head) or (is_plain_name(head) and is_picture(tail))
    is_command = "code" in head.inner_names and is_introduction(tail)
    return [head, tail] if is_lead and not is_command and not is_enumeration(lines) else [block]


def is_enumeration(lines: Sequence[Line]) -> bool:
    """Return whether the first two lines are items: both have the same sign before them, such as `✅` or `1、`."""
    first, second = (find_sign(line.text.strip()) for line in lines[:2])
    return first == second != ""


def is_introduction(tail: Block) -> bool:
    """Return whether a text is one line that only leads to what comes after it, such as `To create a role:`."""
    return tail.text.endswith((":", "：")) and not has_several_lines(tail)


def has_several_lines(block: Block) -> bool:
    """Return whether a paragraph has line ends or breaks."""
    return "br" in block.inner_names or any("\n" in text for text in block.texts)


def split_at_question(block: Block) -> list[Block]:
    """Return a paragraph whose first line asks as that question, and its answer if there is one."""
    if not has_several_lines(block) and not find_question_end(block.text):
        return [block]
    lines = split_lines(block)
    first, *others = group_lines(lines, mark_lines(lines))
    groups = [*split_question(first), *others]
    return [copy_lines(block, group) for group in groups] if len(groups) > 1 else [block]


class Mark(Enum):
    """What a line of a paragraph is among questions and answers."""

    QUESTION = auto()
    ANSWER = auto()
    TEXT = auto()


def mark_lines(lines: Sequence[Line]) -> list[Mark]:
    """Return what each line is; `A.` above `B.` is a choice rather than an answer."""
    texts = [line.text for line in lines]
    has_letters = are_letters(texts)
    marks = [mark_line(line, has_letters=has_letters) for line in lines]
    numbered = {number for number, text in enumerate(texts) if is_numbered_question(text)}
    has_answers = len(lines) > 1 and not any(number + 1 in numbered for number in numbered)
    return [Mark.QUESTION if has_answers and number in numbered else mark for number, mark in enumerate(marks)]


def mark_line(line: Line, *, has_letters: bool) -> Mark:
    """Return what a line is; `has_letters` is whether letters count choices around it."""
    text = line.text
    if has_question_label(text):
        return Mark.QUESTION
    is_letter = has_letters and FIRST_LETTER.match(text) is not None
    is_answer = (starts_answer(text) and not is_letter) or has_marked_answer_name(line.nodes)
    return Mark.ANSWER if is_answer else Mark.TEXT


def starts_part(mark: Mark) -> bool:
    """Return whether a paragraph is split before such a line."""
    return mark is not Mark.TEXT


def group_lines(lines: Sequence[Line], marks: Sequence[Mark]) -> list[list[Line]]:
    """Return lines with these marks in groups, each a question, an answer, or what stands before both."""
    groups: list[tuple[Mark, list[Line]]] = []
    for line, mark in zip(lines, marks, strict=True):
        if groups and mark is Mark.TEXT:
            groups[-1][1].append(line)
        else:
            groups.append((mark, [line]))
    return [part for mark, group in groups for part in (split_question(group) if mark is Mark.QUESTION else [group])]


def split_question(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of a question, its choices, and an answer without a label below them or on the same line."""
    size = count_question_lines(lines)
    *before, last = lines[:size]
    first_part, second_part = split_line(last)
    choices = count_choices(lines[size:]) if second_part is None else 0
    answer = [*([second_part] if second_part else []), *lines[size + choices :]]
    return [part for part in ([*before, first_part], break_lines(lines[size : size + choices]), answer) if part]


def count_choices(lines: Sequence[Line]) -> int:
    """Return how many lines at the beginning are choices of a question."""
    return next((number for number, line in enumerate(lines) if not is_choice_line(line.text)), len(lines))


def break_lines(lines: Sequence[Line]) -> list[Line]:
    """Return lines with a line break before each but the first."""
    return [*lines[:1], *(Line(line.offset, [make_element("br", ()), *line.nodes]) for line in lines[1:])]


def split_choices(paragraph: Block) -> list[Block]:
    """Return a paragraph in two if its last lines are the choices of a question."""
    lines = split_lines(paragraph) if paragraph.name == "p" else []
    count = count_choices(lines[::-1])
    if not 0 < count < len(lines) or is_choice_line(lines[0].text):
        return [paragraph]
    return [copy_lines(paragraph, lines[:-count]), copy_lines(paragraph, break_lines(lines[-count:]))]


def count_question_lines(lines: Sequence[Line]) -> int:
    """Return how many lines a question has: up to the one that asks, else one."""
    texts = [line.text.strip() for line in lines]
    ends = (number for number, text in enumerate(texts) if is_question_line(text) or find_question_end(text))
    arrow = next((number for number, text in enumerate(texts) if ANSWER_ARROW.match(text)), len(texts))
    size = next(ends, 0) + 1
    return size if size <= arrow else 1


def split_line(line: Line) -> tuple[Line, Line | None]:
    """Return a line up to the end of its question, and the rest of it, which answers; None if there is no rest."""
    end = find_question_end(line.text)
    first, second = Line(line.offset), Line(line.offset)
    position = 0
    for node in line.nodes if end else ():
        length = len(node if isinstance(node, str) else text_content(node))
        if position + length <= end:
            first.nodes.append(node)
        elif position >= end:
            second.nodes.append(node)
        elif isinstance(node, str):
            first.nodes.append(node[: end - position])
            second.nodes.append(node[end - position :])
        else:
            return line, None
        position += length
    return (first, second) if second.text.strip() else (line, None)


def copy_lines(paragraph: Block, lines: Sequence[Line]) -> Block:
    """Return some lines of a paragraph as a new one; the old one stays as it is."""
    attributes = list_attributes(paragraph.element)
    if line := line_of(paragraph.element):  # a walk for the line of what is inside would be one for each part
        attributes[LINE_ATTRIBUTE] = str(line + lines[0].offset)
    if lines[0].offset:
        attributes.pop(COMMENT_ATTRIBUTE, None)  # the comments belong to the first part
    nodes = trim_nodes([node for line in lines for node in line.nodes])
    return Block(make_element("p", map(copy_node, nodes), dict(sorted(attributes.items()))))


def split_lines(paragraph: Block) -> list[Line]:
    """Return a paragraph's nodes by lines: they end at line ends of the source, and after each `<br>`."""
    lines = [Line(0)]
    offset = 0
    for node in list_nodes(paragraph.element):
        for piece in LINE_END.split(node) if isinstance(node, str) else [node]:
            lines[-1].nodes.append(piece)
            offset += piece.count("\n") if isinstance(piece, str) else 0
            if ends_line(piece):
                lines.append(Line(offset))
    return [line for line in lines if line.text.strip() or any(not isinstance(node, str) for node in line.nodes)]


def ends_line(node: Node) -> bool:
    """Return whether a line ends after a node of a paragraph."""
    return node.endswith("\n") if isinstance(node, str) else node.tag == "br"
