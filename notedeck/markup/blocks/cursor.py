"""One line of a note, and how far it has been read; tabs count as blanks up to the next tab stop, and stay in code."""

from __future__ import annotations

import re
from collections.abc import Sequence

TAB = 4  # columns (CommonMark 0.31, 2.2)
BLANKS = re.compile(r"[ \t]*")
BLANK = frozenset(" \t")


class Cursor:
    """`at` is where reading goes on; `indent` the columns of blanks from there, `next` the index after them.

    `following` are the lines below this one and `number` its line in the file.
    """

    __slots__ = ("at", "column", "has_tabs", "indent", "index", "is_inside_tab", "line", "lines", "next", "number")

    def __init__(self, lines: Sequence[str], index: int, number: int) -> None:
        self.lines = lines
        self.index = index
        self.line = lines[index]
        self.number = number
        self.has_tabs = "\t" in self.line
        self.at = 0
        self.column = 0
        self.is_inside_tab = False
        self.measure()

    def measure(self) -> None:
        """Find the next character that is no blank."""
        at, line = self.at, self.line
        if line[at : at + 1] not in BLANK:
            self.next, self.indent = at, 0
            return
        match = BLANKS.match(line, at)
        assert match is not None
        self.next = match.end()
        self.indent = self.columns_to(self.next) - self.column if self.has_tabs else self.next - at

    def columns_to(self, index: int) -> int:
        """The column of an index at or after `at`."""
        column = self.column
        for letter in self.line[self.at : index]:
            column += TAB - column % TAB if letter == "\t" else 1
        return column

    @property
    def blank(self) -> bool:
        return self.next >= len(self.line)

    @property
    def first(self) -> str:
        """The next character that is no blank, "" at the end."""
        return self.line[self.next : self.next + 1]

    @property
    def rest(self) -> str:
        """The line without the blanks before it."""
        return self.line[self.next :]

    @property
    def tail(self) -> str:
        """The line with the blanks before it; what is left of a tab that was half read are blanks."""
        if self.is_inside_tab:
            return " " * (TAB - self.column % TAB) + self.line[self.at + 1 :]
        return self.line[self.at :]

    def go(self, index: int) -> None:
        """Go on to an index."""
        self.column = self.columns_to(index) if self.has_tabs else index
        self.at = index
        self.is_inside_tab = False
        self.measure()

    def skip(self, columns: int) -> None:
        """Go on by at most so many columns of blanks."""
        columns = min(columns, self.indent)
        if self.has_tabs:
            self.skip_tabs(self.column + columns)
        else:
            self.at += columns
            self.column += columns
        self.indent -= columns

    def skip_tabs(self, target: int) -> None:
        """Go on to a column, which may lie inside a tab."""
        while self.column < target:
            width = TAB - self.column % TAB if self.line[self.at] == "\t" else 1
            self.is_inside_tab = self.column + width > target
            self.column = min(self.column + width, target)
            self.at += not self.is_inside_tab
