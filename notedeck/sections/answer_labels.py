"""Labels before an answer, `답변:` on a line of its own or a colon: without them, a back begins with the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.korean.answers import MAY_ANSWER, is_bare_answer
from notedeck.sections.blocks import HEADINGS, LISTS, Block, list_blocks
from notedeck.sections.lines import copy_lines, has_several_lines, split_lines
from notedeck.sections.titles import list_lines
from notedeck.util.tree import take_elements

LABELS = frozenset({"p", "blockquote", *HEADINGS})
COLONS = (":", "：")
LEADING_COLON = re.compile(r"\s*[:：]\s+")


def remove_label(blocks: list[Block]) -> list[Block]:
    """Return the blocks of an answer without a label before it; a label alone stays."""
    first, *others = blocks
    if first.name in LABELS and is_bare_answer(first.text):
        return others if any(block.has_content for block in others) else blocks
    if first.name == "p":
        return [remove_first_line(remove_colon(first)), *others]
    return [*open_first_item(first), *others] if first.name in LISTS else blocks


def remove_colon(block: Block) -> Block:
    """Return a paragraph without the colon that leads from a title to it: `: 데이터`; not if another line has one."""
    text = block.element.text or ""
    match = LEADING_COLON.match(text) if block.name == "p" else None
    if match is None or any(line.startswith(COLONS) for line in block.text_lines[1:]):
        return block
    block.element.text = text[match.end() :]
    return Block(block.element)


def remove_first_line(block: Block) -> Block:
    """Return a paragraph without its first line if that is only a label."""
    if not MAY_ANSWER.search(block.text) or not has_several_lines(block):
        return block
    lines = split_lines(block)
    return copy_lines(block, lines[1:]) if len(lines) > 1 and is_bare_answer(lines[0].text) else block


def open_first_item(block: Block) -> Sequence[Block]:
    """Return a list without its first item if that is only a label, and before it the blocks below the label."""
    if not is_bare_answer(next(iter(list_lines(block)), "")):
        return [block]
    item, *others = block.element.findall("li")
    label, *answer = list_blocks(item)
    if not is_bare_answer(label.text) or not (answer or others):
        return [block]
    take_elements(block.element, [item])
    return [*answer, Block(block.element)] if others else answer
