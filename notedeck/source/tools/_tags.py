"""Tags of templates, such as Hugo's `{{< name >}}` and Jekyll's `{% name %}`: find them in a note.

A tag stands alone, or with a closing tag around a part of the note. What becomes of them is up to a `Syntax`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from notedeck.model import Value
from notedeck.source.page import CODE_SPAN, Line
from notedeck.source.tools._code import CodeFinder

Pieces: TypeAlias = "Iterator[Piece]"

MAX_DEPTH = 8  # of parts in parts; each copies its lines
MAX_OPEN_TAGS = 100  # that a closing tag is compared with
MAX_TAG_LINES = 20
MAX_TAG_CHARACTERS = 2_000


class Tag(Value, frozen=True):
    """A tag: its name, what is written after the name, and its line in the file."""

    name: str
    arguments: str
    line: int
    closes: bool = False


class Syntax(Protocol):
    """The tags of a program, and what becomes of them."""

    def find_tags(self, line: str, number: int, start: int = 0, /) -> Iterator[tuple[int, int, Tag]]:
        """Yield each tag of a line of prose from `start` on, with the indexes in the line of its start and its end."""

    def find_unfinished(self, line: str, /) -> int | None:
        """Return where a tag starts in a line that does not end there; it may end in one of the next lines."""

    def is_raw(self, tag: Tag, /) -> bool:
        """Return whether a tag and its closing tag are around code, in which there is no other tag."""

    def can_be_alone(self, tag: Tag, /) -> bool:
        """Return whether a tag around code may also stand without a closing tag."""

    def is_part(self, tag: Tag, /) -> bool:
        """Return whether a tag and its closing tag are around a part that becomes another one."""

    def render_tag(self, tag: Tag, /) -> str | None:
        """Return what a tag alone becomes, in a line; None for nothing, which is reported."""

    def render_raw(self, tag: Tag, code: Sequence[str], /, *, in_line: bool) -> list[str]:
        """Return the code of a tag as Markdown, as one text if it is in a line."""

    def render_part(self, tag: Tag, lines: list[Line], /) -> list[Line]:
        """Return a part of the note as what it becomes."""

    def render_text(self, text: str, /, *, is_code: bool) -> str:
        """Return text between tags, or a line of code."""


class Piece(Value, frozen=True):
    """A piece of a line: text, a tag, or a tag with the code that it is around, from the line `number` on."""

    text: str
    number: int
    tag: Tag | None = None
    code: tuple[str, ...] | None = None
    is_code: bool = False
    ends_line: bool = False


class End(Value, frozen=True):
    """Where the closing tag of a tag around code is: the index of its line, and in that line."""

    index: int
    start: int
    end: int


@dataclass(slots=True)
class Splitter:
    """Splits lines into pieces. `unclosed` are the names of tags around code that have no closing tag any more."""

    lines: list[str]
    numbers: Sequence[int]
    syntax: Syntax
    index: int = 0
    unclosed: set[str] = field(default_factory=set)

    def split(self) -> Pieces:
        """Yield the pieces of all lines in order."""
        finder = CodeFinder()
        while self.index < len(self.lines):
            line = self.lines[self.index]
            if finder.is_code(line):
                yield Piece(line, self.numbers[self.index], is_code=True, ends_line=True)
                self.index += 1
            else:
                yield from self.split_line()

    def split_line(self) -> Pieces:
        """Yield the pieces of a line of prose, and of the lines after it that its last tag reaches into."""
        offset = 0
        while True:
            number, start_index = self.numbers[self.index], self.index
            line, next_index = self.join_lines(self.index)
            for start, end, tag in self.list_tags(line, number):
                if start < offset:
                    continue
                if start > offset:
                    yield Piece(line[offset:start], number)
                offset = end
                closing = self.find_end(tag, line, next_index, end) if self.syntax.is_raw(tag) else None
                if closing is None:
                    yield Piece("", number, tag)
                    continue
                yield Piece("", number, tag, code=self.take_code(line, next_index, end, closing))
                offset, self.index = closing.end, closing.index
                if closing.index != start_index:
                    break
            else:
                yield Piece(line[offset:], number, ends_line=True)
                self.index = next_index
                return

    def list_tags(self, line: str, number: int) -> Iterator[tuple[int, int, Tag]]:
        """Yield the tags of a line that are in no code span."""
        spans = [match.span() for match in CODE_SPAN.finditer(line)] if "`" in line else []
        nth = 0
        for start, end, tag in self.syntax.find_tags(line, number):
            while nth < len(spans) and spans[nth][1] <= start:
                nth += 1
            if nth == len(spans) or start < spans[nth][0]:
                yield start, end, tag

    def join_lines(self, index: int) -> tuple[str, int]:
        """Return a line, with those after it as far as its last tag reaches, and the index of the next one."""
        line = joined = self.lines[index]
        start = self.syntax.find_unfinished(line)
        if start is None:
            return line, index + 1
        for end in range(index + 1, min(index + MAX_TAG_LINES, len(self.lines))):
            joined = f"{joined} {self.lines[end].strip()}"
            if len(joined) > len(line) + MAX_TAG_CHARACTERS:
                break
            if any(not tag_start for tag_start, _, _ in self.syntax.find_tags(joined[start:], 0)):
                return joined, end + 1
        return line, index + 1

    def find_end(self, tag: Tag, line: str, next_index: int, position: int) -> End | None:
        """Return where the closing tag of a tag around code is: after `position` in its line, or from `next_index` on.

        Of two tags before it that can be alone, the first has none.
        """
        if tag.name in self.unclosed:
            return None
        for index in (self.index, *range(next_index, len(self.lines))):
            text = line if index == self.index else self.lines[index]
            for start, end, other in self.syntax.find_tags(text, 0, position if index == self.index else 0):
                if other.name != tag.name:
                    continue
                if other.closes:
                    return End(index, start, end)
                if self.syntax.can_be_alone(tag):
                    return None
        self.unclosed.add(tag.name)
        return None

    def take_code(self, line: str, next_index: int, position: int, closing: End) -> tuple[str, ...]:
        """Return the code between a tag and its closing tag."""
        if closing.index == self.index:
            return (line[position : closing.start],)
        last = self.lines[closing.index][: closing.start]
        return (line[position:], *self.lines[next_index : closing.index], last)


def match_tags(pieces: Sequence[Piece], syntax: Syntax) -> set[int]:
    """Return the indexes of the tags around a part that becomes another one, and that are not too deep in others."""
    is_open: list[tuple[int, str]] = []
    matched: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        if piece.tag is None or piece.code is not None:
            continue
        if not piece.tag.closes:
            is_open += [(index, piece.tag.name)] if syntax.is_part(piece.tag) else []
            continue
        recent = range(len(is_open) - 1, max(-1, len(is_open) - 1 - MAX_OPEN_TAGS), -1)
        nth = next((nth for nth in recent if is_open[nth][1] == piece.tag.name), None)
        if nth is not None:
            matched.append((is_open[nth][0], index))
            del is_open[nth:]
    return limit_depth(matched)


def limit_depth(matched: Sequence[tuple[int, int]]) -> set[int]:
    """Return the indexes of the pairs that are not too deep in others."""
    allowed: set[int] = set()
    ends: list[int] = []
    for start, end in sorted(matched):
        while ends and ends[-1] < start:
            ends.pop()
        ends.append(end)
        if len(ends) <= MAX_DEPTH:
            allowed |= {start, end}
    return allowed
