"""Tables (GitHub Flavored Markdown, 4.10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from notedeck.korean.questions import starts_question_or_answer
from notedeck.markup.blocks.block import NO, YES, Block, LineMatch
from notedeck.markup.blocks.constructs.paragraphs import find_open_paragraph
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.elements import add_element

DELIMITER_ROW = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
PIPE = re.compile(r"(?<!\\)\|")
MAX_ADDED_CELLS = 20_000  # empty cells that complete the short rows of one table


@dataclass(slots=True, eq=False)
class Table(Block):
    """A table: `text` holds its header row and the rows below the delimiter row."""

    starts_with: ClassVar[str] = "|:-"
    takes_lines: ClassVar[bool] = True

    alignments: list[str] = field(default_factory=list)  # one for each column

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start at a delimiter row below a paragraph: its last line becomes the header, the lines above it stay."""
        paragraph = find_open_paragraph(parent)
        if paragraph is None or not paragraph.can_become_table:
            return None
        if not DELIMITER_ROW.match(cursor.line, cursor.text_start):
            return None
        alignments = [parse_alignment(cell) for cell in split_cells(cursor.text)]
        if len(split_cells(paragraph.text[-1])) != len(alignments):
            paragraph.can_become_table = False
            return None
        header = paragraph.text.pop()
        if not paragraph.text:
            parent.children.pop()
        return parent.add(cls(cursor.line_number - 1, text=[header], alignments=alignments))

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match any line with a cell; a pipe alone has none, and a question or answer with a label is none."""
        if cursor.is_blank or ("|" not in cursor.text and starts_question_or_answer(cursor.text)):
            return NO
        return NO if cursor.next_character == "|" and cursor.text.rstrip(" \t") == "|" else YES

    def add_line(self, cursor: Cursor, /) -> None:
        """Add a row without its indent."""
        self.text.append(cursor.text)

    def render(self, parent: Element, /) -> None:
        """Add a `<table>` with a `<thead>`, and a `<tbody>` if it has rows."""
        header, *rows = complete_rows(self)
        table = add_element(parent, "table", self.line)
        render_row(SubElement(table, "thead"), "th", header, self.alignments, self.line)
        body = SubElement(table, "tbody") if rows else table
        for line, cells in enumerate(rows, start=self.line + 2):
            render_row(body, "td", cells, self.alignments, line)


def parse_alignment(cell: str) -> str:
    """Return the alignment that a cell of the delimiter row gives, "" for none."""
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


def split_cells(line: str) -> list[str]:
    """Return the trimmed cells of a row; an escaped pipe is part of its cell, without the backslash."""
    has_escapes = "\\" in line
    row = line.strip(" \t").removeprefix("|")
    cells = PIPE.split(row) if has_escapes else row.split("|")
    if not cells[-1]:
        cells.pop()
    cells = [cell.strip(" \t") for cell in cells]
    return [cell.replace("\\|", "|") for cell in cells] if has_escapes else cells


def complete_rows(table: Table) -> list[list[str]]:
    """Return all rows, each with as many cells as the header; after `MAX_ADDED_CELLS` short rows stay short."""
    width, cells_left = len(table.alignments), MAX_ADDED_CELLS
    rows: list[list[str]] = []
    for line in table.text:
        cells = split_cells(line)[:width]
        added = min(width - len(cells), cells_left)
        cells_left -= added
        rows.append(cells + [""] * added)
    return rows


def render_row(parent: Element, tag: str, cells: Sequence[str], alignments: Sequence[str], line: int) -> None:
    """Add a `<tr>` with one `tag` for each cell."""
    row = add_element(parent, "tr", line)
    for cell, alignment in zip(cells, alignments, strict=False):
        SubElement(row, tag, {"align": alignment} if alignment else {}).text = cell
