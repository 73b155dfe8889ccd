"""Choices of a question of which the right ones are marked, by a checked box or `(정답)`: those are its answer."""

from __future__ import annotations

from typing import NamedTuple

from notedeck.korean.choices import MAY_MARK_CHOICE, RIGHT_AT_END, RIGHT_AT_START
from notedeck.sections.blocks import BLOCKS, LISTS, Block
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, copy_node, drop_element, make_element, text_content

CHECKED, UNCHECKED = "☑", "☐"
TASK, BOX, CHOSEN = "task", "checkbox", "chosen"  # classes: of an item with a box, of the box, of a list of right items
MAX_MARK_CHARACTERS = 20


class OwnText(NamedTuple):
    """A text in a list item: the one inside an element, or with `is_tail` the one after it."""

    element: Element
    is_tail: bool

    def read(self) -> str:
        """Return the text."""
        return (self.element.tail if self.is_tail else self.element.text) or ""

    def write(self, text: str) -> None:
        """Replace the text."""
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


def is_checklist(block: Block) -> bool:
    """Return whether a block is a list of which some items are checked and some are not, and nothing else."""
    if block.name not in LISTS or CHECKED not in block.text or UNCHECKED not in block.text:
        return False
    return has_only_tasks(block)


def has_only_tasks(block: Block) -> bool:
    """Return whether a block is a list of which every item has a box."""
    return block.name in LISTS and all(item.get("class") == TASK for item in block.element.iterdescendants("li"))


def has_marked_choices(block: Block) -> bool:
    """Return whether a block is a list of which some items are marked as right, and some are not."""
    if block.name not in LISTS or not MAY_MARK_CHOICE.search(block.text):
        return False
    is_right = [cut_mark(item) is not None for item in block.element.findall("li")]
    return True in is_right and False in is_right


def separate_right_choices(block: Block) -> list[Block]:
    """Return the choices without boxes and marks, and the list of those that are right."""
    items = block.element.findall("li")
    right = [item for item in items if text_content(item).lstrip().startswith(CHECKED) or cut_mark(item)]
    for item in items:
        remove_marks(item)
    copies = [copy_node(item) for item in right]
    line = right[0].get(LINE_ATTRIBUTE, "")
    return [Block(block.element), Block(make_element(block.name, copies, {"class": CHOSEN, LINE_ATTRIBUTE: line}))]


def remove_marks(item: Element) -> None:
    """Remove the boxes of a choice, and its mark."""
    for box in [*item.iterdescendants("span")]:
        if box.get("class") == BOX:
            drop_element(box)
    if cut := cut_mark(item):
        text, rest = cut
        text.write(rest)


def cut_mark(item: Element) -> tuple[OwnText, str] | None:
    """Return the text of a choice with a mark at its start or end, and that text without it; None if there is none."""
    first, last = find_ends(item)
    text = first.read()
    if match := RIGHT_AT_START.match(text):
        return first, text[match.end() :]
    text = last.read().rstrip()
    match = RIGHT_AT_END.search(text, max(0, len(text) - MAX_MARK_CHARACTERS))
    return (last, text[: match.start()].rstrip()) if match else None


def find_ends(item: Element) -> tuple[OwnText, OwnText]:
    """Return the first and the last text of a choice itself, without lists and other blocks inside it."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    last = first = OwnText(holder, is_tail=False)
    for child in holder:
        if child.tag in BLOCKS:
            break
        last = OwnText(child, is_tail=True)
    return first, last
