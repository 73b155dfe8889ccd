"""Comments of HTML that go over several blocks: Logseq shows these blocks, but their author hid them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Page, find_code
from notedeck.source.tools.logseq.outline import Block

START, END = "<!--", "-->"
START_OR_CODE = re.compile(rf"{CODE_SPAN.pattern}|{START}")
START_ALONE = re.compile(START)
MAX_LINE_CHARACTERS = 5_000  # of a line whose code spans are looked for
MESSAGE = Message("a comment over several blocks is on no card")
HINT = Message("Nothing to do, unless the blocks between <!-- and --> belong on cards.")


class Comment(Value, frozen=True):
    """A comment, from the index `start` of the line `first` to the index `end` of the line `last`, from 0."""

    first: int
    start: int
    last: int
    end: int
    is_closed: bool = True


def find_comments(lines: Sequence[str], is_code: Sequence[bool]) -> Iterator[Comment]:
    """Yield the comments that start outside of code; one that is not closed goes on to the end."""
    opening: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        if opening is None and (is_code[number] or START not in line):
            continue
        pattern = START_OR_CODE if len(line) <= MAX_LINE_CHARACTERS else START_ALONE
        position = 0
        while True:
            if opening is not None:
                end = line.find(END, position)
                if end < 0:
                    break
                position = end + len(END)
                yield Comment(*opening, number, position)
                opening = None
            match = pattern.search(line, position)
            if match is None:
                break
            position = match.end()
            opening = (number, match.start()) if match[0] == START else None
    if opening is not None:
        yield Comment(*opening, len(lines) - 1, len(lines[-1]), is_closed=False)


def cut_comments(lines: Sequence[str], comments: Iterable[Comment]) -> list[str]:
    """Return the lines without these comments, which are in order; as many as before."""
    cuts: dict[int, list[tuple[int, int]]] = {}
    for comment in comments:
        for number in range(comment.first, comment.last + 1):
            start = comment.start if number == comment.first else 0
            end = comment.end if number == comment.last else len(lines[number])
            cuts.setdefault(number, []).append((start, end))
    return [cut_line(line, cuts[number]) if number in cuts else line for number, line in enumerate(lines)]


def cut_line(line: str, cuts: Iterable[tuple[int, int]]) -> str:
    """Return a line without the parts between these indexes."""
    parts: list[str] = []
    position = 0
    for start, end in cuts:
        parts.append(line[position:start])
        position = end
    return "".join([*parts, line[position:]])


def drop_all_comments(lines: Sequence[str]) -> list[str]:
    """Return lines without comments; one in a code block counts, too: rather too much is hidden."""
    if not any(START in line for line in lines):
        return [*lines]
    return cut_comments(lines, find_comments(lines, [False] * len(lines)))


def hide_comments(page: Page, blocks: Sequence[Block]) -> Page:
    """Take the comments over several blocks out of these, and return the page with a problem that says so."""
    if START not in page.text:
        return page
    lines = [text for block in blocks for text, _ in block.lines]
    is_code = [flag for block in blocks for flag in find_code([text for text, _ in block.lines])]
    owners = [number for number, block in enumerate(blocks) for _ in block.lines]
    comments = [
        comment
        for comment in find_comments(lines, is_code)
        if comment.is_closed and owners[comment.first] != owners[comment.last]
    ]
    if not comments:
        return page
    numbers = [number for block in blocks for _, number in block.lines]
    pairs = [*zip(cut_comments(lines, comments), numbers, strict=True)]
    starts = accumulate((len(block.lines) for block in blocks), initial=0)
    for block, start in zip(blocks, starts, strict=False):
        block.lines = pairs[start : start + len(block.lines)]
    return page.report(ProblemCode.COMMENT_REMOVED, numbers[comments[0].first], MESSAGE, HINT)
