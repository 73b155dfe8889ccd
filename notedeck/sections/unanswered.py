"""Units that ask and do not answer: lists of questions for an interview, and test sheets to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.korean.answers import is_blank_answer, starts_answer
from notedeck.korean.exam_titles import names_questions
from notedeck.korean.questions import is_request, is_test_question, is_unanswered
from notedeck.sections.blocks import HEADINGS, LISTS, Block
from notedeck.sections.links import list_items
from notedeck.sections.units import Unit

TEXT_BLOCKS = LISTS | {"p", *HEADINGS}
NAMING_ANCESTORS = 2  # the nearest titles above that can say that questions are below them


def is_unanswered_unit(unit: Unit, blocks: Sequence[Block]) -> bool:
    """Return whether a unit has nothing but questions below it, or a question only the place for its answer."""
    if any(block.name not in TEXT_BLOCKS or "img" in block.inner_names for block in blocks):
        return False
    if unit.is_question and all(is_blank_answer(block.text) for block in blocks):
        return True
    if any(starts_answer(block.text) for block in blocks):
        return False
    if not all(is_unanswered(line) for block in blocks for line in list_own_lines(block)):
        return False
    if ends_with_question_mark(unit) and all(block.name == "p" and is_request(block.text) for block in blocks):
        return False  # `언제 신청하나요?` `한 달 전에 결재를 구하세요.`; a list is of further questions
    is_named = unit.is_question or any(
        map(names_questions, (unit.title, *(parent.title for parent in unit.ancestors[-NAMING_ANCESTORS:])))
    )
    has_lists = any(block.name in LISTS for block in blocks)
    lines = (" ".join(line.split()) for block in blocks for line in list_own_lines(block))
    return is_named or (has_lists and any(map(is_test_question, lines)))


def list_own_lines(block: Block) -> list[str]:
    """Return the lines of a paragraph or heading, or the items of a list and of the lists inside it."""
    if block.name not in LISTS:
        return [line.strip() for line in block.text_lines if line.strip()]
    return [text.strip() for _, text in list_items(block)]


def ends_with_question_mark(unit: Unit) -> bool:
    """Return whether a title asks a plain question, which a request can answer."""
    return unit.title.rstrip().endswith(("?", "？"))
