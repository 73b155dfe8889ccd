"""Numbered lists that are all of a long section, each item a name with a text below it: the names are titles.

A short list of this kind is one answer. A long one is what its author wrote in place of headings, and nobody can learn
it as one card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from notedeck.korean.questions import has_question_label
from notedeck.sections.blocks import Block, Topic, list_blocks, trim_nodes
from notedeck.sections.containers import Head, find_head, has_more
from notedeck.sections.leads.groups import list_sections
from notedeck.sections.leads.numbered_lines import read_start_number
from notedeck.sections.lines import copy_lines, split_lines
from notedeck.sections.titles import MAX_PLAIN_CHARACTERS
from notedeck.sections.topic_lists import count_characters, is_topic_name
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, copy_node, find_line, make_element

MIN_TOPICS = 4
MIN_CHARACTERS = 1_200  # of a section
MIN_NAME_SHARE = 0.9  # of the items
MAX_INTRODUCTION_BLOCKS = 1


def open_numbered_topics(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a note, with each numbered name of a long section as a `Topic` before what is below it."""
    if not any(block.name == "ol" for block in blocks):
        return blocks
    opened = [*blocks]
    for section in reversed([*list_sections(blocks)]):
        parts = blocks[section.start : section.stop]
        if holds_topics(parts):
            opened[section.start : section.stop] = open_section(parts)
    return opened


def holds_topics(blocks: Sequence[Block]) -> bool:
    """Return whether the items of the numbered lists of a section are titles, counted without a gap."""
    first = next((number for number, block in enumerate(blocks) if block.name == "ol"), len(blocks))
    if first > MAX_INTRODUCTION_BLOCKS or count_characters(blocks) < MIN_CHARACTERS:
        return False
    lists = [block for block in blocks if is_written_list(block)]
    items = [item for block in lists for item in block.element.iterchildren("li")]
    if len(items) < MIN_TOPICS or not are_counted(lists) or not has_texts(blocks[first:]):
        return False
    heads = [find_head(item) for item in items]
    names = sum(not head.has_more_lines and is_topic_name(head.text) for head in heads)
    return all(map(can_be_title, heads)) and names >= MIN_NAME_SHARE * len(heads)


def is_written_list(block: Block) -> bool:
    """Return whether a block is a numbered list with any text; some leave an empty one to be filled in."""
    return block.name == "ol" and block.has_content


def are_counted(lists: Iterable[Block]) -> bool:
    """Return whether the numbers of lists go on from one to the next."""
    expected = 1
    for block in lists:
        if read_start_number(block) != expected:
            return False
        expected += len(block.element.findall("li"))
    return True


def has_texts(blocks: Sequence[Block]) -> bool:
    """Return whether each item of the numbered lists has something below its first line, also outside the list."""
    for number, block in enumerate(blocks):
        if not is_written_list(block):
            continue
        following = blocks[number + 1].name if number + 1 < len(blocks) else "ol"
        items = block.element.findall("li")
        bare = [item for item in items if not has_more(item, find_head(item))]
        if bare and (bare != items[-1:] or following in ("ol", "hr")):
            return False
    return True


def can_be_title(head: Head) -> bool:
    """Return whether an item begins with a short line."""
    return head.name in ("", "p") and 0 < len(head.text) <= MAX_PLAIN_CHARACTERS and not has_question_label(head.text)


def open_section(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a section, each item of its numbered lists as its first line and what is below it."""
    for block in blocks:
        if not is_written_list(block):
            yield block
            continue
        for number, item in enumerate(block.element.findall("li"), start=read_start_number(block)):
            yield from open_item(item, number)


def open_item(item: Element, number: int) -> Iterator[Block]:
    """Yield the first line of an item as a list with its number, and the blocks below the line."""
    line = {LINE_ATTRIBUTE: str(find_line(item))}
    first, *others = list_blocks(item)
    name, *rest = split_lines(first)
    title = make_element("li", map(copy_node, trim_nodes(name.nodes)), line)
    yield Topic(make_element("ol", [title], {"start": str(number)} | line))
    if rest:
        yield copy_lines(first, rest)
    yield from others
