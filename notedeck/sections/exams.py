"""Questions and answers with a mark between them: `정답: ②`, a closed `<details>`, a quote.

What stands before the mark goes to the front: the text of the question, code, and choices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.korean.answers import NAMED_ANSWER, OWN_CHOICE, starts_answer, starts_solution
from notedeck.korean.choices import FIRST_LETTER, TRUTH, are_choices, is_judged
from notedeck.korean.exam_titles import (
    BARE_NUMBER,
    QUESTION_NUMBER,
    QUESTION_TITLE,
    counts_question,
    has_remark,
    names_exercise,
)
from notedeck.model import TitleKind
from notedeck.sections.answer_labels import COLONS, remove_colon, remove_label
from notedeck.sections.blocks import HEADINGS, LISTS, Block
from notedeck.sections.choices import has_marked_choices, is_checklist, separate_right_choices
from notedeck.sections.marks import find_answers, has_question_line, may_answer, name_question, open_answer
from notedeck.sections.question_parts import find_answer_heading, is_property
from notedeck.sections.several_questions import split_off_questions
from notedeck.sections.titles import has_choices, list_lines
from notedeck.sections.units import Unit
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import make_element, take_elements

LABELLED = frozenset({"p", *HEADINGS})
MAX_ASKED_CHARACTERS = 3_000  # of the text between a title and the mark of an answer


def separate_answers(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a note; where questions and answers are marked, each with its question in front."""
    parts = [part for unit in units for part in separate_unit(unit)]
    for part in parts:
        if part.is_question and part.blocks:
            part.blocks = remove_label(part.blocks)
        elif part.title and part.blocks and part.blocks[0].text.startswith(COLONS):
            part.blocks[0] = remove_colon(part.blocks[0])
    return parts


def separate_unit(unit: Unit) -> list[Unit]:
    """Return a unit, in several if it has several questions."""
    if is_judged(unit.title):
        split_judgement(unit)
    if solution := find_solution(unit):
        ask_by_text(unit, solution)
        return [unit]
    is_asking = unit.is_question or counts_question(unit.title)
    if not is_asking and not any(may_answer(block) for block in unit.blocks):
        return [unit]
    unit.blocks = [part for block in separate_choices(unit) for part in split_list(block)]
    marks = find_answers(unit.blocks)
    if counts_question(unit.title) and (answer := find_answer_heading(unit.blocks)):
        ask_by_parts(unit, answer)
    elif is_number(unit) and not marks:
        ask_by_text(unit, find_end_of_question(unit.blocks))
    elif is_number(unit) or (marks and is_counted_by_heading(unit, unit.blocks[marks[0]])):
        ask_by_text(unit, marks[0])
    else:
        questions = split_off_questions(unit, marks)
        if unit.is_question:
            ask_by_title(unit, next((mark for mark in marks if mark < len(unit.blocks)), None))
        return [unit, *questions]
    return [unit]


def find_solution(unit: Unit) -> int:
    """Return the number of the block that begins the solution below a title such as `연습`; 0 if there is none."""
    if not names_exercise(unit.title):
        return 0
    labelled = (number for number, block in enumerate(unit.blocks) if block.name in LABELLED and is_solution(block))
    return next(labelled, 0)


def is_solution(block: Block) -> bool:
    """Return whether the first line of a block has the label of a solution."""
    return starts_solution(next(filter(str.strip, block.text_lines), ""))


def ask_by_title(unit: Unit, mark: int | None) -> None:
    """Put what stands above the answer of a title that asks in front; without a `mark` of the answer, the choices."""
    if mark is None:
        split_choices(unit)
    elif is_short(unit.blocks[:mark]):
        unit.asked, unit.blocks = unit.blocks[:mark], open_answer(unit.blocks[mark:])


def split_judgement(unit: Unit) -> None:
    """Put the `(O)` or `(X)` at the end of a statement behind it."""
    text, match = unit.title, TRUTH.search(unit.title)
    sign = re.escape(match["sign"]) if match else ""
    markup = re.sub(rf"\s*(?:<(\w+)>{sign}</\1>$|{sign}(?=(?:</\w+>)*$))", "", unit.html)
    if match is None or markup == unit.html:
        return
    unit.title, unit.html, unit.is_question = text[: match.start()], markup, True
    unit.blocks.insert(0, Block(make_element("p", [match["sign"]], {LINE_ATTRIBUTE: str(unit.line)})))
    unit.kind, unit.has_one_answer = TitleKind.QUESTION, True


def separate_choices(unit: Unit) -> list[Block]:
    """Return the blocks of a unit; below a question, the choices that are checked or marked as right are its answer."""
    blocks: list[Block] = []
    is_asking = has_asked = unit.is_question
    for block in unit.blocks:
        is_quiz = (is_asking and is_checklist(block)) or (has_asked and has_marked_choices(block))
        blocks += separate_right_choices(block) if is_quiz else [block]
        is_question = has_question_line(block)
        is_asking = is_question or (is_asking and not blocks[:-1] and block.name == "pre")
        has_asked |= is_question
    return blocks


def split_list(block: Block) -> list[Block]:
    """Return a list of choices and their answer as two lists."""
    if block.name not in LISTS:
        return [block]
    items = block.element.findall("li")
    texts = [line.partition("\n")[0] for line in list_lines(block)]
    first = next(
        (number for number, text in enumerate(texts) if starts_answer(text) and not FIRST_LETTER.match(text)), 0
    )
    while first and OWN_CHOICE.match(texts[first - 1]):
        first -= 1
    if not first:
        return [block]
    take_elements(block.element, items[first:])
    answer = make_element(block.name, items[first:], {LINE_ATTRIBUTE: items[first].get(LINE_ATTRIBUTE, "")})
    return [Block(block.element), Block(answer)]


def is_number(unit: Unit) -> bool:
    """Return whether a title only counts questions: `문제 1`, or is only a label."""
    is_label = unit.kind is TitleKind.QUESTION and QUESTION_TITLE.match(unit.title)
    return QUESTION_NUMBER.match(unit.title) is not None or bool(is_label)


def is_counted_by_heading(unit: Unit, answer: Block) -> bool:
    """Return whether a title is only a number such as `1)`, and a heading marks the answer below it."""
    return answer.name in HEADINGS and BARE_NUMBER.match(unit.title) is not None


def is_short(blocks: Sequence[Block]) -> bool:
    """Return whether blocks are short enough for a front."""
    return sum(len(block.text) for block in blocks) <= MAX_ASKED_CHARACTERS


def find_end_of_question(blocks: Sequence[Block]) -> int:
    """Return the number of the first block after a question and its choices; 0 if no block asks."""
    asking = next((number for number, block in enumerate(blocks) if has_question_line(block)), None)
    if asking is None:
        return 0
    end = asking + 1
    while end < len(blocks) and has_choices(blocks[end]):
        end += 1
    return end


def ask_by_parts(unit: Unit, answer: int) -> None:
    """Put the parts of a question in front below its count; the heading of its answer, number `answer`, goes."""
    if not is_short(unit.blocks[:answer]):
        return
    asked, properties = split_off_properties(unit.blocks[:answer])
    unit.asked, unit.blocks = asked, [*unit.blocks[answer + 1 :], *properties]
    unit.is_question, unit.has_one_answer = True, True


def ask_by_text(unit: Unit, end: int) -> None:
    """Put the first `end` blocks of a unit in front instead of its title, which only counts, or below its remark."""
    if not end or not is_short(unit.blocks[:end]):
        return
    asked, properties = split_off_properties(unit.blocks[:end])
    unit.asked, unit.blocks = asked, [*(open_answer(unit.blocks[end:]) if unit.blocks[end:] else []), *properties]
    has_text = any(block.text for block in unit.asked)  # a question can be a picture
    unit.html = unit.html if has_remark(unit.title) or not has_text else ""
    unit.title = name_question(unit.asked) if has_text else unit.title
    unit.kind, unit.is_question = TitleKind.QUESTION, True


def split_off_properties(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks of a question without a heading that only says so, and those that are about it: its kind."""
    asked: list[Block] = []
    properties: list[Block] = []
    for block in blocks:
        if block.name in HEADINGS and QUESTION_TITLE.match(block.text):
            continue
        (properties if is_property(block) else asked).append(block)
    return (asked, properties) if asked else ([*blocks], [])


def split_choices(unit: Unit) -> None:
    """Put the choices right below a question in front, if an answer comes after them."""
    end = 0
    while end < len(unit.blocks) and (
        has_choices(unit.blocks[end]) or are_answered_choices(unit.blocks[end : end + 2])
    ):
        end += 1
    if end and any(block.has_content for block in unit.blocks[end:]):
        unit.asked, unit.blocks = unit.blocks[:end], unit.blocks[end:]


def are_answered_choices(blocks: Sequence[Block]) -> bool:
    """Return whether the first of two blocks are choices in a code block, and the other one says which is right."""
    if len(blocks) < 2 or blocks[0].name != "pre":
        return False
    first_line = next(iter(list_lines(blocks[1])), "")
    return are_choices(list_lines(blocks[0])) and NAMED_ANSWER.match(first_line) is not None
