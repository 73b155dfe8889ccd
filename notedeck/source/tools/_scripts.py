"""Scripts and styles in a page: GitHub drops their tags, and a card would show their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.problems import ProblemCode
from notedeck.source.page import Line, Page, find_code

OPENING = re.compile(r"[ \t]*<(?P<name>script|style)(?=[\s>])", re.IGNORECASE)


def remove_scripts(page: Page) -> Page:
    """Return the page without its blocks of script and style, and with a problem that says so."""
    if not any(map(OPENING.match, page.lines)):
        return page
    kept = [*keep_text(page)]
    if len(kept) == len(page.lines):
        return page
    numbers = {number for _, number in kept}
    first = next((number for number in page.numbers if number not in numbers), page.numbers[0])
    page = page.replace_lines(kept)
    return page.report(ProblemCode.SYNTAX_DROPPED, first, "scripts and styles are left out", "Nothing to do.")


def keep_text(page: Page) -> Iterator[Line]:
    """Yield the lines of a page outside of scripts and styles; one that is not closed is text."""
    is_code = find_code(page.lines)
    last_ends = {name: find_last_end(page.lines, f"</{name}>") for name in ("script", "style")}
    end = ""
    for number, text in enumerate(page.lines):
        opening = OPENING.match(text) if not end and not is_code[number] else None
        if opening and number <= last_ends[opening["name"].lower()]:
            end = f"</{opening['name'].lower()}>"
        if not end:
            yield text, page.numbers[number]
        elif closing := re.search(end, text, re.IGNORECASE):
            rest = text[closing.end() :]
            end = ""
            if rest.strip():
                yield rest, page.numbers[number]


def find_last_end(lines: tuple[str, ...], end: str) -> int:
    """Return the number of the last line with an end tag, -1 without one."""
    return max((number for number, text in enumerate(lines) if end in text.lower()), default=-1)
