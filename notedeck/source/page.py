"""A note on its way from the Markdown of a tool to that of GitHub, and how a tool changes its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from notedeck.messages import Message
from notedeck.model import FrontMatter, Place, Value
from notedeck.problems import Problem, ProblemCode

FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<sign>`{3,}(?=[^`]*$)|~{3,})")
CODE_SPAN = re.compile(
    r"(?<![`\\])(?P<sign>`+)(?!`).{1,5000}?(?<!`)(?P=sign)(?!`)"
)  # longer ones take too long to find
Replacement = Callable[[re.Match[str]], str]
Line: TypeAlias = tuple[str, int]  # with its number in the file


class Page(Value, frozen=True):
    """The text of a note: `numbers` are the lines of the file, from 1, that each of `lines` comes from.

    A tool may drop lines, and add some with the number of the line that they are there for. `problems` are what the
    tools reported, and `inserted` the files whose whole text they put in.
    """

    path: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    matter: FrontMatter = FrontMatter()
    problems: tuple[Problem, ...] = ()
    inserted: tuple[Path, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def replace_lines(self, pairs: Iterable[tuple[str, int]]) -> Page:
        """Return the page with other lines, each with its number."""
        lines, numbers = zip(*pairs, strict=True) if (pairs := tuple(pairs)) else ((), ())
        return self.replace(lines=lines, numbers=numbers)

    def report(self, code: ProblemCode, line: int, message: Message, hint: Message) -> Page:
        """Return the page with one more problem, at a line of the file."""
        return self.replace(problems=(*self.problems, Problem(code, Place(self.path, line), message, hint)))


def create_page(path: str, text: str, first_line: int, matter: FrontMatter) -> Page:
    """Return the page of a note whose text starts on the line `first_line` of the file."""
    lines = tuple(text.split("\n"))
    return Page(path, lines, tuple(range(first_line, first_line + len(lines))), matter)


def trim_lines(lines: Iterable[Line]) -> list[Line]:
    """Return lines without the blank ones at both ends."""
    kept = [*lines]
    filled = [index for index, (text, _) in enumerate(kept) if text.strip()]
    return kept[filled[0] : filled[-1] + 1] if filled else []


def find_code(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it belongs to a fenced code block, its fences included."""
    is_code: list[bool] = []
    closing: re.Pattern[str] | None = None
    for line in lines:
        if closing is not None:
            is_code.append(True)
            closing = None if closing.match(line) else closing
        else:
            match = FENCE.match(line)
            is_code.append(match is not None)
            closing = match and compile_closing(match["sign"])
    return is_code


def compile_closing(sign: str) -> re.Pattern[str]:
    """Return the pattern of the fence that closes a code block that `sign` opened."""
    return re.compile(rf"[ \t>]*{re.escape(sign[0])}{{{len(sign)},}}[ \t]*$")


def replace_outside_code(line: str, pattern: re.Pattern[str], replacement: str | Replacement) -> str:
    """Return a line of prose with every match replaced that is not within a code span."""
    if "`" not in line:
        return pattern.sub(replacement, line)
    parts: list[str] = []
    position = 0
    for span in CODE_SPAN.finditer(line):
        parts += [pattern.sub(replacement, line[position : span.start()]), span[0]]
        position = span.end()
    return "".join([*parts, pattern.sub(replacement, line[position:])])


def replace_in_prose(page: Page, pattern: re.Pattern[str], replacement: str | Replacement) -> Page:
    """Return a page with every match in a line replaced that is in no code; only matches within a line count."""
    if not any(map(pattern.search, page.lines)):
        return page
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    return page.replace(
        lines=tuple(line if is_code else replace_outside_code(line, pattern, replacement) for line, is_code in pairs)
    )
