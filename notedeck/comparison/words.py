"""Which words of a text changed: line by line, then word by word within the lines that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby

from rapidfuzz.distance import Indel

from notedeck.comparison.readable import Line
from notedeck.model import Value

CJK = "\u3040-\u30ff\u3400-\u9fff"  # written without spaces; Hangul is not
TOKEN = re.compile(rf"(?:[{CJK}]|[^\s{CJK}]+)\s*|^\s+")
MAX_SEARCHED_LINES = 20  # for the one that a line became
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


class Block(Value, frozen=True):
    """A range of two sequences that is the same in both, or differs."""

    is_same: bool
    old: slice
    new: slice


def split_blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Yield the ranges of two sequences, the same and the different ones in turn.

    The library compares 64 items at once, so that long texts do not take their square in time.
    """
    for is_same, group in groupby(Indel.opcodes(old, new), key=lambda code: code.tag == "equal"):
        codes = list(group)
        first, last = codes[0], codes[-1]
        yield Block(is_same, slice(first.src_start, last.src_end), slice(first.dest_start, last.dest_end))


def compare_lines(old: Sequence[Line], new: Sequence[Line]) -> tuple[ChangedLine, ...]:
    """Return the lines that differ, in order."""
    changed: list[ChangedLine] = []
    for block in split_blocks([line.text for line in old], [line.text for line in new]):
        if not block.is_same:
            number = find_number(new, block.new.start) or find_number(old, block.old.start)
            changed += compare_block(old[block.old], new[block.new], number)
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
        near = waiting[:MAX_SEARCHED_LINES]
        position = next((at for at, other in enumerate(near) if are_alike(line.text, other.text)), None)
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
    if len(old_words) == len(new_words) == 1:
        return True
    return Indel.normalized_similarity(old_words, new_words) >= MIN_LIKENESS


def list_words(text: str) -> list[str]:
    """Return the words of a text."""
    return [token.strip() for token in TOKEN.findall(text)]


def compare_texts(old: str, new: str) -> Iterator[Part]:
    """Yield the parts of two lines word by word; what was removed stands before what was added in its place.

    White space belongs to the word before it.
    """
    old_tokens, new_tokens = TOKEN.findall(old), TOKEN.findall(new)
    for block in split_blocks(list_words(old), list_words(new)):
        removed, added = "".join(old_tokens[block.old]), "".join(new_tokens[block.new])
        if block.is_same:
            yield Part(Kind.SAME, max(removed, added, key=len))  # one of them may end the line
            continue
        if removed:
            yield Part(Kind.REMOVED, removed)
        if added:
            yield Part(Kind.ADDED, added)
