"""A position in one line of a note, with columns counted as CommonMark counts tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

TAB_WIDTH = 4  # columns (CommonMark 0.31, 2.2)
WHITESPACE = re.compile(r"[ \t]*")
WHITESPACE_CHARACTERS = frozenset(" \t")


class Cursor:
    """How far a line was read.

    `position` is the index where reading continues and `column` its column. `indent` is the width in columns of the
    spaces and tabs from there, `text_start` the index after them, and `next_character` the character at that index, ""
    at the end of a line, which `is_blank` from here. `line_number` is the line's number in the file;
    `lines[index]` is the line itself, so that a construct can look at the lines below it.
    """

    __slots__ = (
        "column",
        "has_tabs",
        "indent",
        "index",
        "is_blank",
        "is_inside_tab",
        "line",
        "line_number",
        "lines",
        "next_character",
        "position",
        "text_start",
    )

    def __init__(self, lines: Sequence[str], index: int, line_number: int) -> None:
        """Stand at the start of `lines[index]`."""
        self.lines = lines
        self.index = index
        self.line = lines[index]
        self.line_number = line_number
        self.has_tabs = "\t" in self.line
        self.position = 0
        self.column = 0
        self.is_inside_tab = False
        self._measure_indent()

    def _measure_indent(self) -> None:
        text_start, line = self.position, self.line
        next_character = line[text_start : text_start + 1]
        self.indent = 0
        if next_character in WHITESPACE_CHARACTERS:
            match = WHITESPACE.match(line, text_start)
            assert match is not None
            text_start = match.end()
            self.indent = self._column_of(text_start) - self.column if self.has_tabs else text_start - self.position
            next_character = line[text_start : text_start + 1]
        self.text_start = text_start
        self.next_character = next_character
        self.is_blank = not next_character

    def _column_of(self, index: int) -> int:
        """Return the column of an index at or after `position`."""
        column = self.column
        for character in self.line[self.position : index]:
            column += TAB_WIDTH - column % TAB_WIDTH if character == "\t" else 1
        return column

    @property
    def text(self) -> str:
        """What is left of the line, without the spaces and tabs before it."""
        return self.line[self.text_start :]

    @property
    def remainder(self) -> str:
        """What is left of the line, with the spaces and tabs before it; a tab read in part becomes spaces."""
        if self.is_inside_tab:
            return " " * (TAB_WIDTH - self.column % TAB_WIDTH) + self.line[self.position + 1 :]
        return self.line[self.position :]

    def move_to(self, index: int) -> None:
        """Continue at an index."""
        self.column = self._column_of(index) if self.has_tabs else index
        self.position = index
        self.is_inside_tab = False
        self._measure_indent()

    def skip_columns(self, count: int) -> None:
        """Skip that many columns of spaces and tabs, or as many as there are."""
        count = min(count, self.indent)
        if self.has_tabs:
            self._skip_to_column(self.column + count)
        else:
            self.position += count
            self.column += count
        self.indent -= count

    def _skip_to_column(self, target: int) -> None:
        """Skip spaces and tabs up to a column, which may be inside a tab."""
        while self.column < target:
            width = TAB_WIDTH - self.column % TAB_WIDTH if self.line[self.position] == "\t" else 1
            if self.column + width > target:
                self.is_inside_tab = True
                self.column = target
            else:
                self.is_inside_tab = False
                self.column += width
                self.position += 1
