"""Questions of which parts have headings: `## Q1.` with its text and its answer, or an answer inside a list or box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from notedeck.korean.answers import hides_answer
from notedeck.korean.exam_titles import counts_question, is_question_property, names_answer_part, names_question_part
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.sections.blocks import HEADINGS, Block


def find_parts_of_questions(blocks: Sequence[Block]) -> set[Block]:
    """Return the blocks from the first heading below a count on that are its question and its answer: no titles.

    Above the answer, each heading must name a part of the question, such as `보기`.
    """
    parts: set[Block] = set()
    headings = [number for number, block in enumerate(blocks) if block.name in HEADINGS]
    for place, number in enumerate(headings):
        if blocks[number] in parts or not counts_question(blocks[number].text):
            continue
        below = list_below(blocks, headings, place)
        if not below:
            continue
        end = place + 1 + len(below)
        inner_blocks = blocks[below[0] : headings[end] if end < len(headings) else len(blocks)]
        if is_question_with_answer([blocks[inner] for inner in below]) or has_closed_answer(inner_blocks):
            parts.update(inner_blocks)
    return parts


def is_divided_answer(blocks: Sequence[Block]) -> bool:
    """Return whether the answer in a list item or box starts with a heading, and has others of the same level.

    With titles in it, the question above it would be left without an answer. None of the headings may ask.
    """
    if not blocks or blocks[0].name not in HEADINGS:
        return False
    headings = [block.text for block in blocks if block.name in HEADINGS]
    names = {block.name for block in blocks if block.name in HEADINGS}
    return len(names) == 1 and not any(
        has_question_label(text) or is_question_line(text) or counts_question(text) for text in headings
    )


def list_below(blocks: Sequence[Block], headings: Sequence[int], place: int) -> list[int]:
    """Return the numbers of the headings below one, the `place` of which among all headings is given."""
    name = blocks[headings[place]].name
    others = map(headings.__getitem__, range(place + 1, len(headings)))
    return [*takewhile(lambda number: blocks[number].name > name, others)]


def is_question_with_answer(headings: Sequence[Block]) -> bool:
    """Return whether headings name the parts of a question, and then its answer."""
    number = find_answer_heading(headings)
    return number > 0 and all(heading.name >= headings[0].name for heading in headings)


def has_closed_answer(blocks: Sequence[Block]) -> bool:
    """Return whether all headings name parts of a question, and its answer is in a `<details>` below them."""
    headings = [block for block in blocks if block.name in HEADINGS]
    summaries = [block.element.find("summary") for block in blocks if block.name == "details"]
    is_closed = any(summary is not None and hides_answer(Block(summary).text) for summary in summaries)
    return is_closed and all(names_question_part(heading.text) for heading in headings)


def find_answer_heading(blocks: Sequence[Block]) -> int:
    """Return the number of the heading that names the answer; 0 if it does not come next after parts of a question."""
    has_part = False
    for number, block in enumerate(blocks):
        if block.name not in HEADINGS:
            continue
        if names_answer_part(block.text):
            return number if has_part else 0
        if not names_question_part(block.text):
            return 0
        has_part = True
    return 0


def is_property(block: Block) -> bool:
    """Return whether each line of a paragraph says something about a question, such as its difficulty."""
    lines = [line for line in block.text_lines if line.strip()] if block.name == "p" else []
    return bool(lines) and all(map(is_question_property, lines))
