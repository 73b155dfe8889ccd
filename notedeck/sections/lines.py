"""Titles that are one line of a longer paragraph: the paragraph is split there."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.korean.labels import QUESTION_OR_ANSWER_LABEL
from notedeck.markup.comments import COMMENT_ATTRIBUTE
from notedeck.sections.blocks import make_paragraph, trim_paragraph
from notedeck.sections.titles import find_marked_lead, find_plain_lead, is_picture
from notedeck.util.html import LINE_ATTRIBUTE, find_line


@dataclass(slots=True, eq=False)
class Line:
    """One line of a paragraph: `offset` lines below its first one."""

    offset: int
    nodes: list[PageElement] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line in plain text."""
        return "".join(node.get_text() for node in self.nodes)


def split_at_titles(block: Tag, *, lead_lines: bool) -> list[Tag]:
    """Return a paragraph in parts, one for each question or answer in it.

    With `lead_lines` a first line that names the rest is a part as well. Other blocks stay whole.
    """
    lines = split_lines(block) if block.name == "p" else []
    if len(lines) < 2:
        return [block]
    first_line = find_line(block)
    if any(QUESTION_OR_ANSWER_LABEL.match(line.text) for line in lines):
        return [copy_lines(block, group, first_line) for group in group_by_label(lines)]
    if not lead_lines:
        return [block]
    head, tail = copy_lines(block, lines[:1], first_line), copy_lines(block, lines[1:], first_line)
    is_lead = find_marked_lead(head) or (find_plain_lead(head) and is_picture(tail))
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


def copy_lines(paragraph: Tag, lines: Sequence[Line], first_line: int) -> Tag:
    """Return some lines of a paragraph as a new one; `first_line` is the line of the old one, which stays as it is."""
    new = make_paragraph([copy.copy(node) for line in lines for node in line.nodes])
    new.attrs = dict(paragraph.attrs)
    if first_line:
        new[LINE_ATTRIBUTE] = str(first_line + lines[0].offset)
    if lines[0].offset:
        new.attrs.pop(COMMENT_ATTRIBUTE, None)  # the comments belong to the first part
    return trim_paragraph(new)


def split_lines(paragraph: Tag) -> list[Line]:
    """Return a paragraph's nodes by lines: they end at line ends of the source, and after each `<br>`."""
    lines = [Line(0)]
    offset = 0
    for node in paragraph.children:
        pieces = re.split(r"(?<=\n)", str(node)) if isinstance(node, NavigableString) else [node]
        for piece in pieces:
            lines[-1].nodes.append(NavigableString(piece) if isinstance(piece, str) else piece)
            offset += piece.count("\n") if isinstance(piece, str) else 0
            if ends_line(piece):
                lines.append(Line(offset))
    return [line for line in lines if line.text.strip() or any(isinstance(node, Tag) for node in line.nodes)]


def ends_line(piece: PageElement | str) -> bool:
    """Return whether a line ends after a piece of a paragraph."""
    return piece.name == "br" if isinstance(piece, Tag) else str(piece).endswith("\n")
