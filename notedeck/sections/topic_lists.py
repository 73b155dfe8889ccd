"""Bullets that are all of a note without titles, each a name with a list below it: the names are titles.

Without them, all of the note would be one card. Below a title such bullets are one answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import DATE_LINE, names_something
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.korean.sentences import has_english_verb
from notedeck.model import TitleKind
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.boxes import Container, Part
from notedeck.sections.containers import find_head, read_item
from notedeck.sections.inner_headings import copy_items, make_container
from notedeck.util.tree import Element

MIN_TOPICS = 3
MIN_TOPIC_SHARE = 0.75  # of the items
MIN_LIST_SHARE = 0.75  # of the text of a note
MAX_TOPIC_CHARACTERS = 40
INTRODUCTIONS = frozenset({"p", "blockquote", "div", "hr", "ol"})


def find_topic_lists(blocks: Sequence[Block]) -> frozenset[Block]:
    """Return the lists of a note in which each item with a list below it is a title."""
    first = next((number for number, block in enumerate(blocks) if block.name == "ul"), len(blocks))
    lists = [block for block in blocks[first:] if block.name != "hr"]
    has_only_lists = all(block.name == "ul" for block in lists)
    if not has_only_lists or any(block.name not in INTRODUCTIONS for block in blocks[:first]):
        return frozenset()
    if count_characters(lists) < MIN_LIST_SHARE * count_characters(blocks):
        return frozenset()
    items = [item for block in lists for item in block.element.iterchildren("li")]
    topics = [item for item in items if has_list(item)]
    is_pattern = len(topics) >= max(MIN_TOPICS, MIN_TOPIC_SHARE * len(items))
    return frozenset(lists) if is_pattern and all(map(is_topic, topics)) else frozenset()


def count_characters(blocks: Iterable[Block]) -> int:
    """Return the length of the text of blocks."""
    return sum(len(block.text) for block in blocks)


def has_list(item: Element) -> bool:
    """Return whether a list is directly below the first line of an item."""
    return any(element.tag in LISTS for element in item)


def is_topic(item: Element) -> bool:
    """Return whether an item begins with one short line that names something."""
    head = find_head(item)
    return not head.has_more_lines and head.name in ("", "p") and is_topic_name(head.text)


def is_topic_name(text: str) -> bool:
    """Return whether the first line of an item is short and names something."""
    if not 0 < len(text) <= MAX_TOPIC_CHARACTERS or is_question_line(text) or has_question_label(text):
        return False
    return names_something(text, marked=True) and not has_english_verb(text) and not DATE_LINE.fullmatch(text)


def open_topic_list(block: Block, settings: SplittingSettings) -> Container:
    """Return the items of a list that have a list below them as titles; the others go on around them."""
    items = block.element.findall("li")
    parts: list[Part | Block] = []
    for is_title, numbers in groupby(range(len(items)), key=lambda number: has_list(items[number])):
        if is_title:
            titles = [items[number] for number in numbers]
            parts += [read_item(item, find_head(item), settings, TitleKind.LEAD) for item in titles]
        else:
            parts.append(copy_items(block, items, [*numbers]))
    return make_container(parts)
