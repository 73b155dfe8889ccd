"""Dataview's inline fields: `author:: x` on a line of its own, and `[author:: x]` or `(author:: x)` within a line.

A line whose value is a sentence, or whose key is a question, is a flashcard of another plugin and stays.
"""

from __future__ import annotations

import re

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Page, find_code

KEY = r"(?:[^\W_][\w -]{0,30}\w|[^\W\d_a-zA-Z])"
MARK = r"(?:\*\*|__|==)?"
LINE_FIELD = re.compile(rf"[ \t>]*(?:[-*+][ \t]+)?{MARK}{KEY}{MARK}::{MARK}(?P<value>[ \t].*|)$")
BRACKETED = rf"\[{KEY}::[ \t][^\[\]\n]{{0,200}}\](?![(\[])"
INLINE_FIELD = re.compile(rf"[ \t]?(?:{BRACKETED}|\({KEY}::[ \t][^()\n]{{0,200}}\))")
SENTENCE = re.compile(r"[다요음임됨함까][.!?]?$|[.!?。]$")
LINK = re.compile(r"!?\[\[[^\[\]\n]+\]\]|https?://\S+")
FLASHCARDS = "flashcards"  # the tag of the plugin Spaced Repetition, whose cards are `question::answer`
MAX_WORDS = 8
MAX_CHARACTERS = 60


def drop_fields(page: Page) -> Page:
    """Return the page without inline fields, and with a problem that names the line of the first."""
    if not any("::" in line for line in page.lines) or has_flashcards(page):
        return page
    pairs: list[tuple[str, int]] = []
    numbers: list[int] = []
    for line, number, is_code in zip(page.lines, page.numbers, find_code(page.lines), strict=True):
        is_field_line = "::" in line and not is_code and not line.lstrip().startswith("<")
        rest = drop_field(line) if is_field_line else line
        if rest != line:
            numbers.append(number)
        if rest is not None:
            pairs.append((rest, number))
    if not numbers:
        return page
    hint = Message("Write it as a sentence if a card needs it.")
    message = Message("a field of Dataview (name:: value) is on no card")
    return page.replace_lines(pairs).report(ProblemCode.SYNTAX_DROPPED, numbers[0], message, hint)


def has_flashcards(page: Page) -> bool:
    """Return whether a note has flashcards of the plugin Spaced Repetition."""
    in_matter = any(tag.partition("::")[0] == FLASHCARDS for tag in page.matter.tags)
    return in_matter or any(f"#{FLASHCARDS}" in line for line in page.lines)


def drop_field(line: str) -> str | None:
    """Return a line of prose without its fields, None if nothing else is on it."""
    if is_field(line):
        return None
    parts: list[str] = []
    position = 0
    for span in CODE_SPAN.finditer(line) if "`" in line else ():
        parts += [INLINE_FIELD.sub("", line[position : span.start()]), span[0]]
        position = span.end()
    rest = "".join([*parts, INLINE_FIELD.sub("", line[position:])])
    return None if rest != line and not rest.strip(" \t>-*+") else rest


def is_field(line: str) -> bool:
    """Return whether a line is nothing but a field, and its value no sentence."""
    match = LINE_FIELD.match(line)
    if match is None or "|" in line.replace("\\|", "").partition("::")[0]:
        return False
    value = LINK.sub("", match["value"]).strip()
    return len(value) <= MAX_CHARACTERS and len(value.split()) <= MAX_WORDS and not SENTENCE.search(value)
