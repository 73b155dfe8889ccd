"""Titles that are one line of a longer paragraph: the paragraph is cut there."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.korean.labels import QUESTION_OR_ANSWER_LABEL
from notedeck.sections.blocks import trimmed, wrapped
from notedeck.sections.marks import MARK
from notedeck.sections.titles import is_picture, marked_lead, plain_lead
from notedeck.util.html import LINE_ATTRIBUTE, find_line


@dataclass(slots=True, eq=False)
class Line:
    """One line of a paragraph: `offset` lines below its first one."""

    offset: int
    nodes: list[PageElement] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(node.get_text() for node in self.nodes)


def cut(block: Tag, *, leads: bool) -> list[Tag]:
    """A paragraph in parts, where a line in it asks or answers, or (`leads`) where its first line names the rest."""
    rows = lines(block) if block.name == "p" else []
    if len(rows) < 2:
        return [block]
    if any(QUESTION_OR_ANSWER_LABEL.match(row.text) for row in rows):
        return [part(block, group) for group in at_marks(rows)]
    if not leads:
        return [block]
    head, tail = part(block, rows[:1]), part(block, rows[1:])
    names = marked_lead(head) or (plain_lead(head) and is_picture(tail))
    return [head, tail] if names else [block]


def at_marks(rows: Sequence[Line]) -> list[list[Line]]:
    """Lines in groups, each from one question or answer mark to the next."""
    groups: list[list[Line]] = []
    for row in rows:
        if groups and not QUESTION_OR_ANSWER_LABEL.match(row.text):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def part(p: Tag, rows: Sequence[Line]) -> Tag:
    """Some lines of a paragraph as one of its own; the paragraph stays as it was."""
    new = wrapped([copy.copy(node) for row in rows for node in row.nodes])
    new.attrs = {**p.attrs, LINE_ATTRIBUTE: str(find_line(p) + rows[0].offset)} if find_line(p) else dict(p.attrs)
    if rows[0].offset:
        new.attrs.pop(MARK, None)  # it belongs to the first part
    return trimmed(new)


def lines(p: Tag) -> list[Line]:
    """A paragraph's children, cut at each line end of the source and each `<br>` (which ends its line)."""
    rows = [Line(0)]
    offset = 0
    for node in p.children:
        pieces = re.split(r"(?<=\n)", str(node)) if isinstance(node, NavigableString) else [node]
        for piece in pieces:
            rows[-1].nodes.append(NavigableString(piece) if isinstance(piece, str) else piece)
            offset += piece.count("\n") if isinstance(piece, str) else 0
            if is_end(piece):
                rows.append(Line(offset))
    return [row for row in rows if row.text.strip() or any(isinstance(node, Tag) for node in row.nodes)]


def is_end(piece: PageElement | str) -> bool:
    """Whether a line ends here."""
    return piece.name == "br" if isinstance(piece, Tag) else str(piece).endswith("\n")
