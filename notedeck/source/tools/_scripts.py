"""Scripts and style sheets in a page: a site runs them, GitHub drops their tags, and a card would show their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools._code import CodeFinder
from notedeck.source.tools._markdown import format_link

START = re.compile(r"[ \t]{0,12}<(?P<name>script|style)\b(?P<rest>.*)", re.IGNORECASE)
GIST = re.compile(r"\bsrc=[\"']?(?P<address>https?://gist\.github\.com/[\w/-]{1,200})")
NAMES = ("script", "style")
HINT = Message("Nothing to do, unless it draws what a card needs: then add a picture of that.")


@dataclass(slots=True)
class ScriptRemover:
    """Leaves out scripts and style sheets; `dropped` are their lines in the file."""

    page: Page
    is_code: Sequence[bool]
    dropped: list[int] = field(default_factory=list)

    def list_lines(self) -> Iterator[Line]:
        """Yield the lines that stay."""
        ends = find_ends(
            self.page.lines, find_code(self.page.lines)
        )  # indented lines in a script are no code of a note
        index = 0
        while index < len(self.page.lines):
            line, number = self.page.lines[index], self.page.numbers[index]
            match = None if self.is_code[index] else START.match(line)
            end = ends[match["name"].lower()][index] if match else None
            if end is None:
                yield line, number
                index += 1
                continue
            self.dropped.append(number)
            yield from self.replace_script(line, number, end)
            index = end + 1

    def replace_script(self, line: str, number: int, end: int) -> Iterator[Line]:
        """Yield what a script becomes: a link to a gist, and the text after its end."""
        if gist := GIST.search(line):
            self.dropped.pop()
            yield format_link("Gist", gist["address"]), number
        rest = re.split(r"</(?:script|style)>", self.page.lines[end], maxsplit=1, flags=re.IGNORECASE)[-1]
        if rest.strip():
            yield rest, self.page.numbers[end]


def find_ends(lines: Sequence[str], is_code: Sequence[bool]) -> dict[str, list[int | None]]:
    """Return for each kind and line the index of the next line with its end tag, None if code is before it."""
    ends: dict[str, list[int | None]] = {name: [None] * len(lines) for name in NAMES}
    for name, indexes in ends.items():
        next_end: int | None = None
        for index in range(len(lines) - 1, -1, -1):
            if is_code[index]:
                next_end = None
            elif f"</{name}>" in lines[index].lower():
                next_end = index
            indexes[index] = next_end
    return ends


def remove_scripts(page: Page, *, has_indented_code: bool = False) -> Page:
    """Return the page without scripts and style sheets, which are reported once; gists become links.

    `has_indented_code` is whether indented lines are code, as they are where indents mean nothing else.
    """
    if not any("<s" in line.lower() for line in page.lines):
        return page
    is_code = [*map(CodeFinder().is_code, page.lines)] if has_indented_code else find_code(page.lines)
    remover = ScriptRemover(page, is_code)
    page = page.replace_lines(remover.list_lines())
    if not remover.dropped:
        return page
    message = Message("a script or style sheet is on no card")
    return page.report(ProblemCode.SYNTAX_DROPPED, remover.dropped[0], message, HINT)
