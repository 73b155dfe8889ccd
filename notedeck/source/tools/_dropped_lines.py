"""Lines that a program does not show, such as `*[HTML]: HyperText Markup Language`."""

from __future__ import annotations

import re

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import Page, find_code

ABBREVIATIONS = (  # the whole line, what it is, and a hint
    re.compile(r"\*\[[^\[\]\n]{1,100}\]:[ \t].*"),
    Message("abbreviations (*[…]: …) are left out"),
    Message("Write what one means where it is used first."),
)


def drop_lines(page: Page, pattern: re.Pattern[str], what: Message, hint: Message) -> Page:
    """Return the page without the lines of prose that match a pattern, and with a problem at the first."""
    if not any(map(pattern.fullmatch, page.lines)):
        return page
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    dropped = [not is_code and pattern.fullmatch(text) is not None for text, is_code in pairs]
    if True not in dropped:
        return page
    line = page.numbers[dropped.index(True)]
    triples = zip(page.lines, page.numbers, dropped, strict=True)
    page = page.replace_lines((text, number) for text, number, is_dropped in triples if not is_dropped)
    return page.report(ProblemCode.SYNTAX_DROPPED, line, what, hint)
