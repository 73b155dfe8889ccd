"""Items that are indented by too few spaces for Markdown, which reads them as siblings of the bold item above them.

`1. **Name**` needs three spaces before the lists below it. Many authors write two, and editors show what they meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from notedeck.model import Source
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.source_lines import index_lines
from notedeck.util.tree import Element, find_line, list_attributes, make_element, text_content

BOLD = frozenset({"strong", "b"})
MIN_NAMES = 2  # that have items below them
TABULATOR_SPACES = 4


def nest_shallow_items(blocks: list[Block], source: Source) -> list[Block]:
    """Return the blocks, with such items below the bold ones."""
    candidates = {block for block in blocks if block.name in LISTS and may_be_shallow(block)}
    if not candidates:
        return blocks
    lines = index_lines(source)
    return [nest_items(block, lines) if block in candidates else block for block in blocks]


def may_be_shallow(block: Block) -> bool:
    """Return whether some items of a list begin in bold, and others do not."""
    if BOLD.isdisjoint(block.inner_names):
        return False
    bold = sum(map(starts_bold, block.element.iterchildren("li")))
    return MIN_NAMES <= bold < len(block.element)


def starts_bold(item: Element) -> bool:
    """Return whether the first words of an item are in bold."""
    first = item[0] if len(item) and not (item.text or "").strip() else None
    if first is not None and first.tag == "p" and len(first) and not (first.text or "").strip():
        first = first[0]
    return first is not None and first.tag in BOLD and bool(text_content(first).strip())


def nest_items(block: Block, lines: Mapping[int, str]) -> Block:
    """Return a list with its indented items in lists below the bold items, if all others are bold."""
    items = block.element.findall("li")
    indents = [measure_indent(lines.get(find_line(item), "")) for item in items]
    names = [number for number, indent in enumerate(indents) if indent == indents[0]]
    groups = [items[start:end] for start, end in pairwise([*names, len(items)])]
    named = sum(len(group) > 1 for group in groups)
    is_nested = min(indents) == indents[0] and all(starts_bold(items[number]) for number in names)
    if not is_nested or named < max(MIN_NAMES, len(names) - 1):
        return block
    outer = [make_item(item, inner, block.name) for item, *inner in groups]
    return Block(make_element(block.name, outer, list_attributes(block.element)))


def measure_indent(line: str) -> int:
    """Return the width of the white space before a line, in spaces."""
    text = line.expandtabs(TABULATOR_SPACES)
    return len(text) - len(text.lstrip(" "))


def make_item(item: Element, inner: Sequence[Element], name: str) -> Element:
    """Return an item with others in a list at its end."""
    if inner:
        item.append(make_element(name, inner))
    return item
