"""Headings below the text of a list item, in a quote or alert: titles of what follows them there.

Editors that copy pages as Markdown indent all below a list that is open: `- text`, then `  ### Title`.
"""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.config.settings import SplittingSettings
from notedeck.korean.answers import starts_answer
from notedeck.korean.labels import names_something
from notedeck.korean.sentences import is_sentence
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block, list_blocks
from notedeck.sections.boxes import NOTHING, Container, Part
from notedeck.sections.titles import LEAD_LEVEL, MAX_MARKED_CHARACTERS, find_heading, is_short_name, make_title
from notedeck.util.tree import Element, list_attributes, list_nodes, make_element, take_elements

CLOSING_SIGNS = ")]?.!"
MIN_TITLE_SHARE = 0.66  # of the headings of an item
MIN_ALERT_PARTS = 3  # its title, a heading, and a text
MIN_TOPICS = 2  # items with headings, so that their own first lines are titles as well


def open_headings_in_list(block: Block, settings: SplittingSettings) -> Container:
    """Return the headings that stand below the text of an item, or below that of an item of a list inside."""
    if not settings.lead_lines or block.inner_names.isdisjoint(HEADINGS):
        return NOTHING
    items = block.element.findall("li")
    are_titled = list(map(holds_headings, items))
    if True not in are_titled:
        return NOTHING
    is_one_of_several = sum(are_titled) >= MIN_TOPICS
    parts: list[Part | Block] = []
    kept: list[int] = []
    for number, (item, is_titled) in enumerate(zip(items, are_titled, strict=True)):
        topic = read_topic(item, is_one_of_several=is_one_of_several) if is_titled else None
        inner = take_parts(item, settings) if is_titled and topic is None else []
        if topic is None:
            kept.append(number)
        if kept and (topic is not None or inner):
            parts.append(copy_items(block, items, kept))
            kept = []
        parts += inner if topic is None else [topic]
    if not any(isinstance(part, Part) for part in parts):
        return NOTHING
    if kept:
        parts.append(copy_items(block, items, kept))
    return make_container(parts)


def make_container(parts: list[Part | Block]) -> Container:
    """Return parts as a container; a block at their start stands before them."""
    return Container(parts[1:], parts[0]) if isinstance(parts[0], Block) else Container(parts)


def open_headings_in_quote(block: Block, settings: SplittingSettings) -> Container:
    """Return the headings of a quote, if each names the text below it."""
    if not settings.lead_lines or block.inner_names.isdisjoint(HEADINGS):
        return NOTHING
    blocks = list_blocks(block.element)
    first = next((number for number, inner in enumerate(blocks) if inner.name in HEADINGS), len(blocks))
    names = [drop_signs(inner.text) for inner in blocks[first:] if inner.name in HEADINGS]
    if not names or len({*names}) < len(names) or not all(names_something(name, marked=True) for name in names):
        return NOTHING
    parts = list_parts(blocks[first:], settings)
    if not all(part.blocks for part in parts):
        return NOTHING
    nodes = [inner.element for inner in blocks[:first]]
    return Container(parts, Block(make_element(block.name, nodes, list_attributes(block.element))) if nodes else None)


def open_heading_in_alert(block: Block, settings: SplittingSettings) -> Container:
    """Return the heading right below the title of an alert, if it is the only one there, as the title of its text."""
    if not settings.lead_lines or block.inner_names.isdisjoint(HEADINGS) or len(block.element) < MIN_ALERT_PARTS:
        return NOTHING
    element = block.element[1]
    heading = find_heading(Block(element), settings)
    if heading is None or len([*block.element.iterdescendants(*HEADINGS)]) > 1:
        return NOTHING
    if not names_something(drop_signs(heading.text), marked=True):
        return NOTHING
    take_elements(block.element, [element])
    return Container([Part(heading, [Block(block.element)], has_leads=False)])


def holds_headings(item: Element) -> bool:
    """Return whether an item has titles below its first line, directly or in the lists inside it."""
    headings = [node for node in item if node.tag in HEADINGS]
    if headings:
        starts_with_text = item[0].tag not in HEADINGS or bool((item.text or "").strip())
        titles = sum(map(is_title, map(Block, headings)))
        return starts_with_text and item[-1].tag not in HEADINGS and titles >= MIN_TITLE_SHARE * len(headings)
    return any(
        holds_headings(inner) for node in item if node.tag in LISTS for inner in node if has_heading_inside(inner)
    )


def has_heading_inside(element: Element) -> bool:
    """Return whether any heading is inside an element."""
    return next(element.iterdescendants(*HEADINGS), None) is not None


def is_title(heading: Block) -> bool:
    """Return whether a heading inside a list names something: a sentence is only large there, and answers nothing."""
    return heading.has_content and not is_sentence(heading.text.rstrip(".!")) and not starts_answer(heading.text)


def read_topic(item: Element, *, is_one_of_several: bool) -> Part | None:
    """Return an item with its first line as the title; None if that only says something."""
    element = item[0]
    if element.tag != "p" or (item.text or "").strip():
        return None
    line = Block(element)
    is_bold = len(line.letters_inside("strong", "b")) == len("".join(line.text.split()))
    has_own_headings = any(node.tag in HEADINGS for node in item)
    if not is_short_name(line, MAX_MARKED_CHARACTERS, marked=is_bold):
        return None
    if has_own_headings and not is_bold and not is_one_of_several:
        return None
    return Part(make_title(TitleKind.LEAD, LEAD_LEVEL, line), list_blocks(item)[1:])


def drop_signs(text: str) -> str:
    """Return a title without the emoji and signs around it."""
    inner = [number for number, char in enumerate(text) if char.isalnum() or char in CLOSING_SIGNS]
    start = next((number for number in inner if text[number].isalnum()), 0)
    return text[start : inner[-1] + 1] if inner else ""


def take_parts(item: Element, settings: SplittingSettings) -> list[Part]:
    """Take the headings of an item out of it, with what is below them, and return them as parts."""
    nodes = list_nodes(item)
    first = next(
        (number for number, node in enumerate(nodes) if not isinstance(node, str) and node.tag in HEADINGS), None
    )
    return list_parts(list_blocks(make_element("div", nodes[first:])), settings) if first is not None else []


def list_parts(blocks: Sequence[Block], settings: SplittingSettings) -> list[Part]:
    """Return blocks by the headings among them, of which the first is one; deeper headings stay below the others."""
    parts: list[Part] = []
    level = 0
    for block in blocks:
        title = find_heading(block, settings)
        if title is not None and (not parts or title.level <= level):
            parts.append(Part(title, []))
            level = title.level
        elif parts:
            parts[-1].blocks.append(block)
    return parts


def copy_items(block: Block, items: Sequence[Element], numbers: Sequence[int]) -> Block:
    """Return some items of a list as a list, with their numbers."""
    start = {"start": str(numbers[0] + 1)} if block.name == "ol" else {}
    return Block(
        make_element(block.name, [items[number] for number in numbers], list_attributes(block.element) | start)
    )
