"""Inline footnotes: `^[text]` becomes `[^1]` with a definition at the end of the note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from notedeck.source.page import CODE_SPAN, Page, find_code

LABEL = re.compile(r"\[\^inline-(\d{1,9})\]")
TOKEN = re.compile(r"\\.|`+|\$|\^\[|[\[\]]")
MAX_FORMULA_CHARACTERS = 500
START = "^["
# What is around `^[a-z]` in a regular expression.
BEFORE_PATTERN = ("/", '"', "'")
AFTER_PATTERN = ("*", "+", "?", "{", "$", "-", "/")
BRACKETS = {START, "[", "]"}


@dataclass(slots=True)
class Numbering:
    """The texts of the footnotes so far; the first of them has the number `first`."""

    first: int
    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> str:
        """Add a footnote and return the reference to it."""
        self.texts.append(" ".join(text.split()))
        return f"[^inline-{self.first + len(self.texts) - 1}]"


def number_footnotes(page: Page) -> Page:
    """Return the page with references in the place of inline footnotes, and their texts at its end."""
    if not any(START in line for line in page.lines):
        return page
    *is_code, ends_in_code = find_code([*page.lines, ""])
    if ends_in_code:
        return page
    labels = (int(label) for line in page.lines for label in LABEL.findall(line))
    numbering = Numbering(1 + max(labels, default=0))
    lines = [
        line if code or START not in line else replace_footnotes(line, numbering)
        for line, code in zip(page.lines, is_code, strict=True)
    ]
    texts = [f"[^inline-{number}]: {text}" for number, text in enumerate(numbering.texts, numbering.first)]
    added = [(line, page.numbers[-1]) for text in texts for line in ("", text)]
    return page.replace_lines([*zip(lines, page.numbers, strict=True), *added])


def replace_footnotes(line: str, numbering: Numbering) -> str:
    """Return a line of prose with references in the place of its inline footnotes, the inner ones first."""
    parts: list[str] = []
    opened: list[int] = []  # where in `parts` the brackets are that are not closed yet
    position = start = 0
    while (token := TOKEN.search(line, position)) is not None:
        position = skip_literal(line, token)
        if token[0] not in BRACKETS:
            continue
        parts.append(line[start : token.start()])
        start = position
        if token[0] == "]" and opened:
            first = opened.pop()
            text = "".join(parts[first + 1 :])
            is_pattern = parts[first - 1][-1:] in BEFORE_PATTERN or line[position : position + 1] in AFTER_PATTERN
            is_note = parts[first] == START and text.strip() and not is_pattern
            parts[first:] = [numbering.add(text) if is_note else f"{parts[first]}{text}]"]
        else:
            opened += [] if token[0] == "]" else [len(parts)]
            parts.append(token[0])
    return "".join([*parts, line[start:]])


def skip_literal(line: str, token: re.Match[str]) -> int:
    """Return where to look on after a token: after the code or the formula that it opens, else after itself."""
    sign, position = token[0], token.end()
    if sign[0] == "`":
        span = CODE_SPAN.match(line, token.start())
        return span.end() if span else position
    if sign == "$":
        end = line.find("$", position, position + MAX_FORMULA_CHARACTERS)
        is_formula = end > position and not line[position].isspace() and not line[end - 1].isspace()
        return end + 1 if is_formula else position
    return position
