"""Align the blocks of a note with those of its translation, by headings, order and structure.

The headings are aligned first, then the blocks below each pair of headings. Both are found by dynamic programming: the
best sequence of pairs and gaps in order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from notedeck.model import Value
from notedeck.translation.parallel.blocks import Block

First = TypeVar("First")
Second = TypeVar("Second")
GAP = -0.4  # for a block without a counterpart
NEVER = -1000.0
SAME_KIND, OTHER_KIND, OTHER_LEVEL = 0.6, -0.3, -1.2
MARKS, NO_MARKS = 1.5, -0.4  # for all marks in common, and for none
MAX_LENGTH_COST = 1.2
MIN_LENGTH = 12  # of a text whose length tells something, in characters


class Section(Value, frozen=True):
    """A heading, None for what comes before the first one, and the blocks below it up to the next heading."""

    heading: Block | None
    blocks: tuple[Block, ...]
    marks: frozenset[str]
    addresses: frozenset[str]
    length: int


def create_section(heading: Block | None, blocks: Sequence[Block]) -> Section:
    """Return the section with these blocks, and what all of them have together."""
    marks = frozenset(chain.from_iterable(block.marks for block in blocks))
    addresses = frozenset(chain.from_iterable(block.addresses for block in blocks))
    return Section(heading, tuple(blocks), marks, addresses, sum(block.length for block in blocks))


class Pair(Value, frozen=True):
    """A block and its counterpart in the translation; `section` is the heading above both, None without one."""

    block: Block
    other: Block
    section: Block | None = None


def align_notes(blocks: Sequence[Block], others: Sequence[Block]) -> tuple[tuple[Pair, ...], tuple[Block, ...]]:
    """Return the pairs of a note and its translation in order, and the blocks of the note without a counterpart."""
    ratio = find_ratio(blocks, others)
    sections, other_sections = split_sections(blocks), split_sections(others)
    pairs: list[Pair] = []
    single: list[Block] = []
    matches = align(sections, other_sections, lambda one, other: compare_sections(one, other, ratio))
    for section, counterpart in matches:
        if section and counterpart:
            if section.heading and counterpart.heading:
                pairs.append(Pair(section.heading, counterpart.heading, section.heading))
            below = align(section.blocks, counterpart.blocks, lambda one, other: compare_blocks(one, other, ratio))
            pairs += (Pair(one, other, section.heading) for one, other in below if one and other)
            single += (one for one, other in below if one and not other)
        elif section:
            single += filter(None, (section.heading, *section.blocks))
    return tuple(pairs), tuple(single)


def find_ratio(blocks: Sequence[Block], others: Sequence[Block]) -> float:
    """Return how many characters of the translation there are for each of the note."""
    lengths = [sum(block.length for block in note) for note in (blocks, others)]
    return max(lengths[1], 1) / max(lengths[0], 1)


def split_sections(blocks: Sequence[Block]) -> list[Section]:
    """Return the sections of a note in order; the first one has no heading."""
    starts = [number for number, block in enumerate(blocks) if block.level]
    first = create_section(None, blocks[: starts[0] if starts else len(blocks)])
    bounds = pairwise((*starts, len(blocks)))
    return [first, *(create_section(blocks[start], blocks[start + 1 : end]) for start, end in bounds)]


def compare_sections(section: Section, other: Section, ratio: float) -> float:
    """Return how likely it is that two sections are counterparts."""
    if section.heading is None or other.heading is None:
        return SAME_KIND if section.heading is other.heading else NEVER
    below = (
        compare_marks(section.marks, other.marks)
        + compare_marks(section.addresses, other.addresses)
        + compare_lengths(section.length, other.length, ratio)
    )
    return compare_blocks(section.heading, other.heading, ratio) + below


def compare_blocks(block: Block, other: Block, ratio: float) -> float:
    """Return how likely it is that two blocks are counterparts."""
    if bool(block.texts) != bool(other.texts) or bool(block.level) != bool(other.level):
        return NEVER
    kind = SAME_KIND if block.kind == other.kind else OTHER_LEVEL if block.level else OTHER_KIND
    return (
        kind
        + compare_marks(block.marks, other.marks)
        + compare_marks(block.addresses, other.addresses)
        + compare_lengths(block.length, other.length, ratio)
    )


def compare_marks(marks: frozenset[str], others: frozenset[str]) -> float:
    """Return what the marks of two texts say: a translation keeps most of them, and adds words of its own."""
    if not marks or not others:
        return 0.0
    share = len(marks & others) / min(len(marks), len(others))
    return MARKS * share if share else NO_MARKS


def compare_lengths(length: int, other: int, ratio: float) -> float:
    """Return what the lengths of two texts say, at most 0."""
    expected, actual = max(length * ratio, MIN_LENGTH), max(other, MIN_LENGTH)
    return -min(MAX_LENGTH_COST, 0.5 * abs(math.log(actual / expected)))


def align(
    first: Sequence[First], second: Sequence[Second], compare: Callable[[First, Second], float]
) -> list[tuple[First | None, Second | None]]:
    """Return both sequences in order as pairs, with None beside what has no counterpart.

    The sum of what `compare` returns for the pairs, and of GAP for all others, is the greatest possible.
    """
    steps = find_steps(first, second, compare)
    result: list[tuple[First | None, Second | None]] = []
    row, column = len(first), len(second)
    while row or column:
        takes_first, takes_second = steps[row][column]
        row, column = row - takes_first, column - takes_second
        result.append((first[row] if takes_first else None, second[column] if takes_second else None))
    return result[::-1]


def find_steps(
    first: Sequence[First], second: Sequence[Second], compare: Callable[[First, Second], float]
) -> list[list[tuple[bool, bool]]]:
    """Return the last step of the best way to each pair of lengths: whether it takes an item of either sequence."""
    scores = [number * GAP for number in range(len(second) + 1)]
    steps = [[(False, True)] * (len(second) + 1)]
    for item in first:
        above, scores = scores, [scores[0] + GAP]
        line = [(True, False)]
        for number, other in enumerate(second):
            ways = (
                (above[number] + compare(item, other), (True, True)),
                (above[number + 1] + GAP, (True, False)),
                (scores[number] + GAP, (False, True)),
            )
            score, step = max(ways)
            scores.append(score)
            line.append(step)
        steps.append(line)
    return steps
