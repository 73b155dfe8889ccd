"""One line, and how far it has been read. Tabs have been expanded, so a column is an index."""

from __future__ import annotations


class Cursor:
    """`at` is the next column; `indent` the blanks from there, `rest` the text after those.

    `opens_formula`: the next `$$` after this line stands at the end of a line.
    """

    __slots__ = ("at", "indent", "line", "next", "number", "opens_formula")

    def __init__(self, line: str, number: int, opens_formula: bool = False) -> None:
        self.line = line
        self.number = number
        self.opens_formula = opens_formula
        self.at = 0
        self.next = 0
        self.indent = 0
        self.measure()

    def measure(self) -> None:
        """Find the next character that is no blank."""
        line = self.line
        end = len(line)
        place = self.at
        while place < end and line[place] == " ":
            place += 1
        self.next = place
        self.indent = place - self.at

    @property
    def blank(self) -> bool:
        return self.next >= len(self.line)

    @property
    def first(self) -> str:
        """The next character that is no blank, "" at the end."""
        return self.line[self.next : self.next + 1]

    @property
    def rest(self) -> str:
        return self.line[self.next :]

    def skip(self, columns: int) -> None:
        """Go on by so many columns."""
        self.at += columns
        self.measure()

    def taken(self, columns: int) -> str:
        """The rest of the line without at most so many leading blanks."""
        return self.line[self.at + min(columns, self.indent) :]
