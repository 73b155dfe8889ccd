"""Blocks that Logseq has from Org mode: `#+BEGIN_QUOTE`, `#+BEGIN_NOTE`, `#+BEGIN_SRC`, `#+BEGIN_QUERY` and others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.messages import NO_MESSAGE, Message
from notedeck.problems import ProblemCode
from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools.logseq.outline import Block

START = re.compile(r"[ \t]*#\+BEGIN_(?P<kind>[A-Z]{1,20})(?:[ \t]+(?P<rest>\S.*))?[ \t]*$", re.IGNORECASE)
END = re.compile(r"[ \t]*#\+END_(?P<kind>[A-Z]{1,20})[ \t]*$", re.IGNORECASE)
ALERTS = {"NOTE", "TIP", "IMPORTANT", "CAUTION", "WARNING"}
QUOTES = {"QUOTE", "VERSE", "CENTER", "PINNED"}
CODE = {"SRC", "EXAMPLE"}
DROPPED = {
    "QUERY": (
        ProblemCode.SYNTAX_DROPPED,
        Message("a query of Logseq is on no card"),
        Message("Write what it shows into the note."),
    ),
    "EXPORT": (
        ProblemCode.SYNTAX_DROPPED,
        Message("a block for an export is on no card"),
        Message("Write it as Markdown."),
    ),
    "COMMENT": (ProblemCode.COMMENT_REMOVED, Message("a comment is on no card"), NO_MESSAGE),
}


def rewrite_org_blocks(page: Page, blocks: Sequence[Block]) -> Page:
    """Rewrite what Logseq has from Org mode in all blocks, and return the page with a problem for each kind dropped."""
    first_lines: dict[str, int] = {}
    for block in blocks:
        if any("#+" in text for text, _ in block.lines):
            block.lines = rewrite_lines(block.lines, first_lines) or [("", block.lines[0][1])]
    for kind, line in first_lines.items():
        code, message, hint = DROPPED[kind]
        page = page.report(code, line, message, hint)
    return page


def rewrite_lines(lines: Sequence[Line], first_lines: dict[str, int]) -> list[Line]:
    """Return the lines of a block in Markdown; `first_lines` gets the kinds that are dropped."""
    codes = find_code([text for text, _ in lines])
    ends = find_ends(lines)
    result: list[Line] = []
    number = 0
    while number < len(lines):
        start, end = None if codes[number] else START.match(lines[number][0]), ends[number]
        kind = start["kind"].upper() if start else ""
        if start is None or end is None or not is_end(lines[end][0], kind):
            result.append(lines[number])
            number += 1
            continue
        if kind in DROPPED:
            first_lines.setdefault(kind, lines[number][1])
        else:
            result += convert_lines(kind, start["rest"] or "", lines[number : end + 1])
        number = end + 1
    return result


def is_end(line: str, kind: str) -> bool:
    """Return whether a line ends a block of this kind."""
    match = END.match(line)
    return match is not None and match["kind"].upper() == kind


def find_ends(lines: Sequence[Line]) -> list[int | None]:
    """Return for each line the number of the next line that ends a block, None if there is none."""
    ends: list[int | None] = []
    end: int | None = None
    for number in reversed(range(len(lines))):
        end = number if "#+" in lines[number][0] and END.match(lines[number][0]) else end
        ends.append(end)
    return ends[::-1]


def convert_lines(kind: str, rest: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a block, its first and last one included, as a code block, an alert or a quote.

    Of any other kind, which Logseq shows without a mark, only the content is left.
    """
    (_, first), *content, (_, last) = lines
    if kind in CODE:
        return [(f"```{rest.split(' ')[0]}", first), *content, ("```", last)]
    if kind not in ALERTS | QUOTES:
        return [("", first), *content, ("", last)]
    head = [(f"> [!{kind}]", first)] if kind in ALERTS else []
    return [*head, *((f"> {text}".rstrip(), number) for text, number in content), ("", last)]
