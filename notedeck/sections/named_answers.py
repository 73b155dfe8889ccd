"""Where an answer is named: `정답: …`, `정답` in code or bold with the answer after it, `정답` above a `<details>`."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from notedeck.korean.answers import MAY_NAME_ANSWER, is_answer_name, names_answer
from notedeck.sections.blocks import LISTS, Block, list_blocks
from notedeck.util.tree import Element, Node, list_nodes, spaced_text, text_content

MARKING_ELEMENTS = frozenset({"strong", "b", "code", "mark", "u", "kbd"})
HEADING_STARTS = ("#", "<")
UNLABELLED_BLOCKS = frozenset({"pre", "table", "hr", "dl"})


def starts_named_answer(block: Block) -> bool:
    """Return whether a block, or an item of a list, starts with a label that names an answer; `A.` names none."""
    if block.name in UNLABELLED_BLOCKS or not MAY_NAME_ANSWER.search(block.text):
        return False
    if block.name == "details":
        summary = block.element.find("summary")
        return summary is not None and is_answer_name(Block(summary).text)
    if block.name in LISTS:
        return any(map(begins_with_answer, block.element.iterchildren("li")))
    if block.name == "blockquote":
        return begins_with_answer(block.element)
    first_line = next(filter(str.strip, block.text_lines), "")
    return has_marked_answer_name(list_nodes(block.element)) or names_answer(first_line)


def begins_with_answer(element: Element) -> bool:
    """Return whether the first block inside an element names an answer."""
    return any(map(starts_named_answer, list_copied_blocks(element)[:1]))


def list_copied_blocks(element: Element) -> list[Block]:
    """Return the blocks inside an element as copies, so that it stays as it is; none if it can name no answer."""
    if not MAY_NAME_ANSWER.search(spaced_text(element)):
        return []
    return list_blocks(deepcopy(element))


def has_marked_answer_name(nodes: Sequence[Node]) -> bool:
    """Return whether a line begins with a name such as `정답` in code or bold."""
    first = next((node for node in nodes if not isinstance(node, str) or node.strip()), None)
    if first is None or isinstance(first, str) or first.tag not in MARKING_ELEMENTS:
        return False
    return is_answer_name(text_content(first))
