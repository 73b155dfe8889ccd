"""Questions and answers with a mark between them: `정답: ②`, a closed `<details>`, a quote.

What stands before the mark goes to the front: the text of the question, code, and choices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.korean.questions import (
    BARE_NUMBER,
    FIRST_LETTER,
    HINT_TITLE,
    MAY_ANSWER,
    NAMED_ANSWER,
    OWN_CHOICE,
    QUESTION_NUMBER,
    QUESTION_TITLE,
    TRUTH,
    are_choices,
    are_letters,
    hides_answer,
    is_judged,
    is_question_line,
    starts_answer,
)
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block, list_blocks
from notedeck.sections.outline import Unit, create_unit
from notedeck.sections.titles import LEAD_LEVEL, Title, has_choices, list_lines
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import copy_node, drop_element, make_element, take_elements, text_content

CHECKED, UNCHECKED = "☑", "☐"
TASK, BOX, CHOSEN = "task", "checkbox", "chosen"  # classes: of an item with a box, of the box, of a list of right items
LEADING_COLON = re.compile(r"\s*[:：]\s+")
MAX_ASKED_CHARACTERS = 3_000  # of the text between a title and the mark of an answer


def separate_answers(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a note; where questions and answers are marked, each with its question in front."""
    parts = [part for unit in units for part in separate_unit(unit)]
    for part in parts:
        if part.is_question and part.blocks:
            part.blocks[0] = remove_colon(part.blocks[0])
    return parts


def remove_colon(block: Block) -> Block:
    """Return a paragraph without the colon that leads from a question to its answer: `: 데이터`."""
    text = block.element.text or ""
    match = LEADING_COLON.match(text) if block.name == "p" else None
    if match is None:
        return block
    block.element.text = text[match.end() :]
    return Block(block.element)


def separate_unit(unit: Unit) -> list[Unit]:
    """Return a unit, in several if it has several questions."""
    if is_judged(unit.title):
        split_judgement(unit)
    if not unit.is_question and not any(may_answer(block) for block in unit.blocks):
        return [unit]
    unit.blocks = [part for block in open_checklists(unit) for part in split_list(block)]
    marks = find_answers(unit.blocks)
    if is_number(unit) and not marks:
        ask_by_text(unit, find_end_of_question(unit.blocks))
    elif is_number(unit) or (marks and is_counted_by_heading(unit, unit.blocks[marks[0]])):
        ask_by_text(unit, marks[0])
    elif unit.is_question:
        if marks and is_short(unit.blocks[: marks[0]]):
            unit.asked, unit.blocks = unit.blocks[: marks[0]], open_answer(unit.blocks[marks[0] :])
        elif not marks:
            split_choices(unit)
    elif marks:
        return split_off_questions(unit, marks)
    return [unit]


def may_answer(block: Block) -> bool:
    """Return whether an answer can start with a block, or in a list; the others are ruled out without a closer look."""
    return block.name == "details" or CHECKED in block.text or MAY_ANSWER.search(block.text) is not None


def find_answers(blocks: Sequence[Block]) -> list[int]:
    """Return the numbers of the blocks with which answers start; `A.` above `B.` is a choice."""
    numbers = [number for number, block in enumerate(blocks) if is_answer(block)]
    if numbers and are_letters(line for block in blocks for line in list_lines(block)):
        return [number for number in numbers if not starts_with_letter(blocks[number])]
    return numbers


def is_answer(block: Block) -> bool:
    """Return whether an answer, or a choice with the letter A, starts with a block."""
    if block.name in ("pre", "table"):
        return False
    if block.name == "details":
        return is_closed_answer(block)
    if block.element.get("class") == CHOSEN:
        return True
    line = next((line for line in list_lines(block) if not OWN_CHOICE.match(line)), "")
    return bool(line) and starts_answer(line)


def starts_with_letter(block: Block) -> bool:
    """Return whether a block starts with the letter A as a number."""
    return block.name != "details" and FIRST_LETTER.match(list_lines(block)[0]) is not None


def is_closed_answer(details: Block) -> bool:
    """Return whether a `<details>` says no more than that it holds an answer."""
    element = details.element.find("summary")
    summary = Block(element).text if element is not None else ""
    return hides_answer(summary) and not HINT_TITLE.match(summary)


def open_answer(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of an answer; a `<details>` that hides it is opened, as the card hides it already."""
    first, *others = blocks
    if first.name != "details":
        return [*blocks]
    summary = first.element.find("summary")
    if summary is not None:
        drop_element(summary)
    return [*list_blocks(first.element), *others]


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


def open_checklists(unit: Unit) -> list[Block]:
    """Return the blocks of a unit; of the first list of choices below a question, the checked ones are its answer."""
    blocks: list[Block] = []
    is_asking = unit.is_question
    for block in unit.blocks:
        is_quiz = is_asking and is_checklist(block)
        blocks += split_checklist(block) if is_quiz else [block]
        is_asking = has_question_line(block) or (is_asking and not blocks[:-1] and block.name == "pre")
    return blocks


def is_checklist(block: Block) -> bool:
    """Return whether a block is a list of which some items are checked and some are not, and nothing else."""
    if block.name not in LISTS or CHECKED not in block.text or UNCHECKED not in block.text:
        return False
    return all(item.get("class") == TASK for item in block.element.iterdescendants("li"))


def split_checklist(block: Block) -> list[Block]:
    """Return the choices without their boxes, and the list of those that are checked."""
    items = block.element.findall("li")
    checked = [item for item in items if text_content(item).lstrip().startswith(CHECKED)]
    for item in items:
        for box in [*item.iterdescendants("span")]:
            if box.get("class") == BOX:
                drop_element(box)
    copies = [copy_node(item) for item in checked]
    line = checked[0].get(LINE_ATTRIBUTE, "")
    return [Block(block.element), Block(make_element(block.name, copies, {"class": CHOSEN, LINE_ATTRIBUTE: line}))]


def split_list(block: Block) -> list[Block]:
    """Return a list of choices and their answer as two lists."""
    if block.name not in LISTS:
        return [block]
    items = block.element.findall("li")
    texts = [text_content(item) for item in items]
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


def has_question_line(block: Block) -> bool:
    """Return whether a line of a paragraph, or of a list of one item, asks."""
    is_text = block.name in ("p", "blockquote") or (block.name == "ol" and len(block.element) == 1)
    return is_text and any(is_question_line(line.strip()) for line in block.text_lines)


def ask_by_text(unit: Unit, end: int) -> None:
    """Put the first `end` blocks of a unit in front instead of its title, which only counts."""
    if not end or not is_short(unit.blocks[:end]):
        return
    unit.asked, unit.blocks = unit.blocks[:end], open_answer(unit.blocks[end:]) if unit.blocks[end:] else []
    unit.title, unit.html, unit.kind = name_question(unit.asked), "", TitleKind.QUESTION
    unit.is_question = True


def name_question(blocks: Sequence[Block]) -> str:
    """Return the text of a question in one line: the paragraph that asks, else the first text."""
    texts = [block.text for block in blocks if block.text]
    lines = [line.strip() for block in blocks if has_question_line(block) for line in block.text_lines]
    return next((line for line in lines if is_question_line(line)), "") or next(iter(texts), "")


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


def split_off_questions(unit: Unit, marks: Sequence[int]) -> list[Unit]:
    """Return a unit without the marked questions in it, and each of them as a unit below it."""
    starts: list[int] = []
    previous = 0
    for mark in marks:
        start = next((number for number in range(previous, mark) if has_question_line(unit.blocks[number])), None)
        starts += [start] if start is not None else []
        previous = mark + 1
    if not starts:
        return [unit]
    ends = [*starts[1:], len(unit.blocks)]
    questions = [cut_question(unit, unit.blocks[start:end]) for start, end in zip(starts, ends, strict=True)]
    unit.blocks = unit.blocks[: starts[0]]
    return [unit, *questions]


def cut_question(parent: Unit, blocks: list[Block]) -> Unit:
    """Return a unit of a question, with everything from its answer on as its blocks."""
    mark = find_answers(blocks)[0]
    title = Title(TitleKind.QUESTION, LEAD_LEVEL, name_question(blocks[:mark]), "", blocks[0].line)
    unit = create_unit(parent, title)
    unit.asked, unit.blocks = blocks[:mark], open_answer(blocks[mark:])
    return unit
