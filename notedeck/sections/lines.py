"""Titles that are one line of a longer paragraph: the paragraph is split there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from notedeck.korean.labels import QUESTION_OR_ANSWER_LABEL
from notedeck.markup.comments import COMMENT_ATTRIBUTE
from notedeck.sections.blocks import Block, trim_nodes
from notedeck.sections.titles import is_marked_lead, is_picture, is_plain_name
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Node, attributes_of, copy_node, list_nodes, make_element, text_content

LINE_END = re.compile(r"(?<=\n)")


@dataclass(slots=True, eq=False)
class Line:
    """One line of a paragraph: `offset` lines below its first one."""

    offset: int
    nodes: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line in plain text."""
        return "".join(node if isinstance(node, str) else text_content(node) for node in self.nodes)


def split_at_titles(block: Block, *, lead_lines: bool) -> list[Block]:
    """Return a paragraph in parts, one for each question or answer in it.

    With `lead_lines` a first line that names the rest is a part as well. Other blocks stay whole.
    """
    if block.name != "p" or not ("br" in block.inner_names or any("\n" in text for text in block.texts)):
        return [block]
    lines = split_lines(block)
    if len(lines) < 2:
        return [block]
    if any(QUESTION_OR_ANSWER_LABEL.match(line.text) for line in lines):
        return [copy_lines(block, group) for group in group_by_label(lines)]
    if not lead_lines:
        return [block]
    head, tail = copy_lines(block, lines[:1]), copy_lines(block, lines[1:])
    is_lead = is_marked_lead(head) or (is_plain_name(head) and is_picture(tail))
    return [head, tail] if is_lead else [block]


def group_by_label(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines in groups, each from one question or answer label to the next."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not QUESTION_OR_ANSWER_LABEL.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def copy_lines(paragraph: Block, lines: Sequence[Line]) -> Block:
    """Return some lines of a paragraph as a new one; the old one stays as it is."""
    attributes = attributes_of(paragraph.element)
    if line := paragraph.line:
        attributes[LINE_ATTRIBUTE] = str(line + lines[0].offset)
    if lines[0].offset:
        attributes.pop(COMMENT_ATTRIBUTE, None)  # the comments belong to the first part
    nodes = trim_nodes([node for line in lines for node in line.nodes])
    return Block(make_element("p", map(copy_node, nodes), dict(sorted(attributes.items()))))


def split_lines(paragraph: Block) -> list[Line]:
    """Return a paragraph's nodes by lines: they end at line ends of the source, and after each `<br>`."""
    lines = [Line(0)]
    offset = 0
    for node in list_nodes(paragraph.element):
        for piece in LINE_END.split(node) if isinstance(node, str) else [node]:
            lines[-1].nodes.append(piece)
            offset += piece.count("\n") if isinstance(piece, str) else 0
            if ends_line(piece):
                lines.append(Line(offset))
    return [line for line in lines if line.text.strip() or any(not isinstance(node, str) for node in line.nodes)]


def ends_line(node: Node) -> bool:
    """Return whether a line ends after a node of a paragraph."""
    return node.endswith("\n") if isinstance(node, str) else node.tag == "br"
