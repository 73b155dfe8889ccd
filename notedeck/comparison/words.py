"""Which words of a text changed: line by line, then word by word within the lines that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum

from notedeck.comparison.readable import Line
from notedeck.model import Value

CJK = "\u3040-\u30ff\u3400-\u9fff"  # written without spaces; Hangul is not
TOKEN = re.compile(rf"(?:[{CJK}]|[^\s{CJK}]+)\s*|^\s+")
MAX_COMPARED_TOKENS = 2_000  # of two lines that are compared word by word; the time grows with its square
MIN_LIKENESS = 0.3  # lines with fewer words in common are different lines


class Kind(Enum):
    """What happened to a part of a line."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Part(Value, frozen=True):
    """A part of a line."""

    kind: Kind
    text: str


class ChangedLine(Value, frozen=True):
    """A line that changed, in parts; `number` is its line in the note, or that of the text before it, 0 if unknown."""

    parts: tuple[Part, ...]
    number: int = 0


def compare_lines(old: Sequence[Line], new: Sequence[Line]) -> tuple[ChangedLine, ...]:
    """Return the lines that differ, in order."""
    old_texts, new_texts = [line.text for line in old], [line.text for line in new]
    matcher = SequenceMatcher(None, old_texts, new_texts, autojunk=False)
    changed: list[ChangedLine] = []
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            number = find_number(new, new_start) or find_number(old, old_start)
            changed += compare_block(old[old_start:old_end], new[new_start:new_end], number)
    return tuple(changed)


def find_number(lines: Sequence[Line], position: int) -> int:
    """Return the line in the note of the line at a position, or of the nearest one before it."""
    return next((line.number for line in reversed(lines[: position + 1]) if line.number), 0)


def compare_block(old: Sequence[Line], new: Sequence[Line], number: int) -> Iterator[ChangedLine]:
    """Yield the differences between lines of which none is the same; like ones are paired in order.

    A line has its number among the new ones, else among the old ones, else `number`.
    """
    if len(old) == len(new) == 1 and not are_alike(old[0].text, new[0].text):
        parts = Part(Kind.REMOVED, old[0].text), Part(Kind.ADDED, new[0].text)
        yield ChangedLine(parts, new[0].number or old[0].number or number)
        return
    waiting = list(new)
    for line in old:
        position = next((at for at, other in enumerate(waiting) if are_alike(line.text, other.text)), None)
        if position is None:
            yield ChangedLine((Part(Kind.REMOVED, line.text),), number)
            continue
        yield from list_added(waiting[:position], number)
        other = waiting[position]
        yield ChangedLine(tuple(compare_texts(line.text, other.text)), other.number or line.number or number)
        del waiting[: position + 1]
    yield from list_added(waiting, number)


def list_added(lines: Sequence[Line], number: int) -> Iterator[ChangedLine]:
    """Yield lines that are new."""
    for line in lines:
        yield ChangedLine((Part(Kind.ADDED, line.text),), line.number or number)


def are_alike(old: str, new: str) -> bool:
    """Return whether two lines have enough words in common to be one line that changed."""
    old_words, new_words = list_words(old), list_words(new)
    if len(old_words) + len(new_words) > MAX_COMPARED_TOKENS:
        return False
    if len(old_words) == len(new_words) == 1:
        return True
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    return matcher.ratio() >= MIN_LIKENESS


def list_words(text: str) -> list[str]:
    """Return the words of a text."""
    return [token.strip() for token in TOKEN.findall(text)]


def compare_texts(old: str, new: str) -> Iterator[Part]:
    """Yield the parts of two lines word by word; what was removed stands before what was added in its place.

    White space belongs to the word before it.
    """
    old_tokens, new_tokens = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(None, list_words(old), list_words(new), autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old_tokens[old_start:old_end]), "".join(new_tokens[new_start:new_end])
        if kind == "equal":
            yield Part(Kind.SAME, added)
            continue
        if removed:
            yield Part(Kind.REMOVED, removed)
        if added:
            yield Part(Kind.ADDED, added)
