"""Where questions ask and answers start among the blocks of a unit: `정답: ②`, a closed `<details>`, right choices."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.korean.answers import HINT_TITLE, MAY_ANSWER, OWN_CHOICE, hides_answer, starts_answer
from notedeck.korean.choices import FIRST_LETTER, are_letters
from notedeck.korean.questions import is_question_line
from notedeck.sections.blocks import LISTS, Block, list_blocks
from notedeck.sections.choices import CHECKED, CHOSEN
from notedeck.sections.named_answers import starts_named_answer
from notedeck.sections.titles import list_lines
from notedeck.util.tree import drop_element


def has_question_line(block: Block) -> bool:
    """Return whether a line of a paragraph, or of a list of one item, asks."""
    is_text = block.name in ("p", "blockquote") or (block.name == "ol" and len(block.element) == 1)
    return is_text and any(is_question_line(line.strip()) for line in block.text_lines)


def name_question(blocks: Sequence[Block]) -> str:
    """Return the text of a question in one line: the paragraph that asks, else the first text."""
    texts = [block.text for block in blocks if block.text]
    lines = [line.strip() for block in blocks if has_question_line(block) for line in block.text_lines]
    return next((line for line in lines if is_question_line(line)), "") or next(iter(texts), "")


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
    is_labelled = bool(line) and starts_answer(line.partition("\n")[0])
    return is_labelled or (block.name not in LISTS and starts_named_answer(block))


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
