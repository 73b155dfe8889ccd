"""What plugins compute from the vault: blocks of Dataview, Tasks and others, and the commands of Templater."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import FENCE, Page, compile_closing, find_code

LANGUAGES = {
    "dataview": "Dataview",
    "dataviewjs": "Dataview",
    "tasks": "Tasks",
    "query": "search",
    "base": "Bases",
    "button": "Buttons",
    "meta-bind-button": "Meta Bind",
    "datacore": "Datacore",
    "datacorejsx": "Datacore",
    "datacorejs": "Datacore",
    "tracker": "Tracker",
    "heatmap-tracker": "Heatmap Tracker",
}
LANGUAGE = re.compile(r"[ \t]*(?P<name>[\w-]+)")
QUERY = re.compile(rf"(?:`{{3}}|~{{3}})[ \t]*(?:{'|'.join(LANGUAGES)})", re.I)
COMMANDS = {
    "an inline query of Dataview": re.compile(r"`(?:= ?this\.|\$= ?dv\.)[^`]{1,500}`"),
    "a command of Templater": re.compile(r"<%[-_*+~]{0,2} ?(?:await )?tp\.[^%]{1,500}%>"),
}
HINT = Message("Write what it shows into the note if a card needs it.")


def drop_queries(page: Page) -> Page:
    """Return the page without what plugins compute, with a problem for each kind."""
    dropped: set[int] = set()
    first_lines: dict[str, int] = {}
    for start, end, name in list_queries(page.lines):
        dropped.update(range(start, end))
        first_lines.setdefault(f"a block of {name}", page.numbers[start])
    if dropped:
        pairs = zip(page.lines, page.numbers, strict=True)
        page = page.replace_lines(pair for number, pair in enumerate(pairs) if number not in dropped)
    page, commands = drop_commands(page)
    for name, line in (first_lines | commands).items():
        page = page.report(ProblemCode.SYNTAX_DROPPED, line, Message("{name} is on no card", name=name), HINT)
    return page


def drop_commands(page: Page) -> tuple[Page, dict[str, int]]:
    """Return the page without commands within lines, and the first line of each kind, by its name."""
    first_lines: dict[str, int] = {}
    if not any("<%" in line or "`=" in line or "`$=" in line for line in page.lines):
        return page, first_lines
    lines: list[str] = []
    for line, number, is_code in zip(page.lines, page.numbers, find_code(page.lines), strict=True):
        rest = line
        if not is_code:
            for name, pattern in COMMANDS.items():
                if (shorter := pattern.sub("", rest)) != rest:
                    first_lines.setdefault(name, number)
                    rest = shorter
        lines.append(rest)
    return page.replace(lines=tuple(lines)), first_lines


def list_queries(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the first line of each query, the line after its end, and the name of what runs it."""
    number = 0
    if not any(map(QUERY.search, lines)):
        return
    while number < len(lines):
        fence = FENCE.match(lines[number])
        if fence is None:
            number += 1
            continue
        start, closing = number, compile_closing(fence["sign"])
        language = LANGUAGE.match(lines[number], fence.end())
        number = next((n + 1 for n in range(start + 1, len(lines)) if closing.match(lines[n])), len(lines))
        if language and (name := LANGUAGES.get(language["name"].lower())):
            yield start, number, name
