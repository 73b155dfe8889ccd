"""Put a note together again after its tags were replaced, and report those that a card cannot show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from notedeck.messages import NO_MESSAGE, Message, format_count
from notedeck.problems import ProblemCode
from notedeck.source.page import Line, Page, trim_lines
from notedeck.source.tools._markdown import is_picture_line
from notedeck.source.tools._tags import Piece, Splitter, Syntax, Tag, match_tags
from notedeck.util.text import shorten_text

LEAD = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
MARKER = re.compile(r"[^ \t>]")
MAX_KINDS = 50  # of tags that are reported for one note
HINT = Message("Write it in Markdown if a card needs it. The text around it is kept.")


@dataclass(slots=True)
class Part:
    """A part of the note while it is put together: its tag (None for the whole note), and its lines so far.

    `prefix` is what stands before the tag in its line.
    """

    tag: Tag | None = None
    prefix: str = ""
    lines: list[Line] = field(default_factory=list)
    buffer: str = ""
    had_tag: bool = False
    is_after_block: bool = False
    is_after_picture: bool = False

    def end_line(self, number: int) -> None:
        """Finish the line; one on which there was nothing but tags is blank."""
        is_blank = not self.buffer.strip(" \t>")
        if is_blank and (self.had_tag or self.is_after_block):
            self.add_blank(number, self.buffer)
        else:
            if self.is_after_picture and not is_blank:
                self.lines[-1] = (f"{self.lines[-1][0]}<br>", self.lines[-1][1])
            self.lines.append((self.buffer, number))
        self.is_after_picture = self.had_tag and is_picture_line(self.buffer)
        self.buffer, self.had_tag, self.is_after_block = "", False, is_blank and self.is_after_block

    def add_blank(self, number: int, prefix: str = "") -> None:
        """Add a blank line, unless there is one."""
        if self.lines and self.lines[-1][0].strip(" \t>"):
            self.lines.append((prefix.rstrip(), number))

    def add_block(self, lines: Sequence[Line], first_prefix: str, number: int) -> None:
        """Add a block after what stands before its tag in its line; its other lines are indented as that."""
        prefix = MARKER.sub(" ", first_prefix)
        if prefix == first_prefix:
            self.add_blank(number, prefix)
        for nth, (text, line) in enumerate(lines):
            start = prefix if nth else first_prefix
            self.lines.append((start + text if text else start.rstrip(), line))
        self.add_blank(lines[-1][1] if lines else number, prefix)
        self.had_tag = self.is_after_block = True

    def take_prefix(self, number: int) -> str:
        """Return what a block after this part of a line has before it: indentation, quote marks, an item's mark."""
        lead = LEAD.match(self.buffer)
        prefix = lead[0] if lead else ""
        if prefix != self.buffer:
            self.lines.append((self.buffer.rstrip(), number))
            prefix = MARKER.sub(" ", prefix)
        self.buffer = ""
        return prefix


@dataclass(slots=True)
class TagWriter:
    """Puts the lines of a note together. `dropped` are the lines of tags that became nothing, by their names."""

    syntax: Syntax
    parts: list[Part] = field(default_factory=lambda: [Part()])
    dropped: dict[str, list[int]] = field(default_factory=dict)

    def write(self, pieces: Sequence[Piece]) -> list[Line]:
        """Return the lines of all pieces."""
        matched = match_tags(pieces, self.syntax)
        for index, piece in enumerate(pieces):
            if piece.tag is None:
                self.parts[-1].buffer += self.syntax.render_text(piece.text, is_code=piece.is_code)
            else:
                is_alone = index + 1 < len(pieces) and is_line_end(pieces[index + 1])
                self.add_tag(piece.tag, piece, is_matched=index in matched, is_alone=is_alone)
            if piece.ends_line:
                self.parts[-1].end_line(piece.number)
        return self.parts[0].lines

    def add_tag(self, tag: Tag, piece: Piece, *, is_matched: bool, is_alone: bool) -> None:
        """Add a tag: with its code, as the start or end of a part, or alone. `is_alone` if it ends its line."""
        part = self.parts[-1]
        if piece.code is not None:
            self.add_code(part, tag, piece.code, is_alone=is_alone)
        elif is_matched and tag.closes:
            self.close_part(piece.number)
        elif is_matched:
            self.parts.append(Part(tag, part.take_prefix(piece.number)))
        else:
            text = self.syntax.render_tag(tag)
            if text is None and not tag.closes:
                self.dropped.setdefault(tag.name, []).append(tag.line)
            part.buffer += text or ""
            part.had_tag = True

    def add_code(self, part: Part, tag: Tag, code: Sequence[str], *, is_alone: bool) -> None:
        """Add the code of a tag, in its line if it is one line in running text."""
        if len(code) == 1 and not (is_alone and LEAD.fullmatch(part.buffer)):
            part.buffer += "".join(self.syntax.render_raw(tag, code, in_line=True))
            part.had_tag = True
            return
        prefix = part.take_prefix(tag.line)
        indent = MARKER.sub(" ", prefix)
        lines = self.syntax.render_raw(tag, [line.removeprefix(indent) for line in code], in_line=False)
        last = tag.line + len(code) - 1
        numbers = (min(tag.line + nth, last) for nth in range(len(lines)))
        part.add_block([*zip(lines, numbers, strict=True)], prefix, tag.line)

    def close_part(self, number: int) -> None:
        """Finish a part, and add what it becomes to the one around it."""
        part = self.parts.pop()
        if part.buffer.strip():
            part.end_line(number)
        if part.tag is not None:
            indent = MARKER.sub(" ", part.prefix)
            lines = trim_lines([(text.removeprefix(indent), line) for text, line in part.lines])
            self.parts[-1].add_block(self.syntax.render_part(part.tag, lines), part.prefix, part.tag.line)


def is_line_end(piece: Piece) -> bool:
    """Return whether a piece is the end of a line without a word."""
    return piece.ends_line and not piece.text.strip()


def rewrite_tags(page: Page, syntax: Syntax, kind: str) -> Page:
    """Return the page with its tags replaced; `kind` is what the program calls them."""
    pieces = [*Splitter([*page.lines], page.numbers, syntax).split()]
    writer = TagWriter(syntax)
    page = page.replace_lines(writer.write(pieces))
    if not page.text.strip():
        return page  # a page that only lists others
    for name, lines in islice(writer.dropped.items(), MAX_KINDS):
        times = Message(" ({times})", times=format_count(len(lines), "time")) if len(lines) > 1 else NO_MESSAGE
        message = Message('{kind} "{name}" is left out{times}', kind=kind, name=shorten_text(name), times=times)
        page = page.report(ProblemCode.SYNTAX_DROPPED, lines[0], message, HINT)
    return page
