"""Titles in bold right below a list item: Markdown reads the line as a part of the item, as there is no blank line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from notedeck.sections.blocks import LISTS, Block
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, line_of, list_attributes, list_nodes, make_element, take_elements, text_content

BOLD = ("strong", "b")
BOLD_MARKS = ("**", "__")


def is_titled_list(title: Block, following: Block) -> bool:
    """Return whether a list stands right below a line in bold, so that others in it can be titles as well."""
    is_bold = title.name == "p" and len(title.element) == 1 and title.element[0].tag in BOLD
    is_only_bold = is_bold and text_content(title.element[0]).strip(" :") == title.text.strip(" :")
    return is_only_bold and following.name in LISTS and 0 < title.line == following.line - 1


def split_at_glued_titles(block: Block, lines: Mapping[int, str]) -> Iterator[Block]:
    """Yield a list in parts, with the bold lines that stand at the beginning of a line of the source between them."""
    items = block.element.findall("li")
    titles = {number: glued for number, item in enumerate(items[:-1]) if (glued := find_glued_title(item, lines))}
    if not titles:
        yield block
        return
    take_elements(block.element, items)
    start = 0
    for number, (title, line) in titles.items():
        take_elements(items[number], [title])
        yield make_list(block, items[start : number + 1])
        yield Block(make_element("p", [title], {LINE_ATTRIBUTE: str(line)}))
        start = number + 1
    yield make_list(block, items[start:])


def find_glued_title(item: Element, lines: Mapping[int, str]) -> tuple[Element, int] | None:
    """Return the bold text that is the last line of a list item, not indented in the source, and its line."""
    nodes = list_nodes(item)
    while nodes and isinstance(nodes[-1], str) and not nodes[-1].strip():
        nodes.pop()
    if len(nodes) < 2 or isinstance(nodes[-1], str) or nodes[-1].tag not in BOLD:
        return None
    line = line_of(item) + text_content(item).strip().count("\n")
    is_line = isinstance(nodes[-2], str) and nodes[-2].endswith("\n")
    return (nodes[-1], line) if is_line and lines.get(line, "").startswith(BOLD_MARKS) else None


def make_list(block: Block, items: Sequence[Element]) -> Block:
    """Return items of a list as a list of their own."""
    attributes = list_attributes(block.element) | {LINE_ATTRIBUTE: str(line_of(items[0]))}
    return Block(make_element(block.name, items, dict(sorted(attributes.items()))))
