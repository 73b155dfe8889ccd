"""The figures that are measured, in the order of the table, each with its limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

TIMES, SECONDS, MEGABYTES, POWER = " ×", " s", " MB", ""
MANY, SOME = "{many:,} cards", "{some:,} cards"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many cards and pictures are measured."""

    smallest: int = 1_000
    few: int = 2_000
    some: int = 10_000
    many: int = 100_000
    pictures: int = 200


QUICK_SIZES = Sizes(200, 400, 1_000, 4_000, 20)


@dataclass(frozen=True, slots=True)
class Target:
    """What is measured, with sizes to fill in, the limit that it should stay below, None for none, and its unit."""

    text: str
    limit: float | None
    unit: str = TIMES


TARGETS: Mapping[str, Target] = {
    "ankivalenz-wall": Target("{few:,} cards, first build: time against ankivalenz", 1.0),
    "ankivalenz-cpu": Target("the same: processor time against ankivalenz", 1.6),
    "markdown-anki-decks-wall": Target("the same: time against markdown-anki-decks", 0.15),
    "markdown-anki-decks-cpu": Target("the same: processor time against markdown-anki-decks", None),
    "nothing": Target(f"{SOME}, nothing changed: time against the first build", 0.02),
    "nothing-over-python": Target(f"{SOME}, nothing changed: time more than `python -c pass`", 0.4, SECONDS),
    "edited": Target(f"{SOME}, one note changed: time against the first build", 0.05),
    "renamed": Target(f"{SOME}, every folder renamed: time against the first build", 0.3),
    "many-first": Target(f"{MANY}, first build", 90, SECONDS),
    "many-memory": Target(f"{MANY}: peak of memory over all processes", 500, MEGABYTES),
    "many-nothing": Target(f"{MANY}, nothing changed", 2.5, SECONDS),
    "many-edited": Target(f"{MANY}, one note changed", 6, SECONDS),
    "growth-time": Target(f"from {{smallest:,}} to {MANY}: exponent of growth of processor time", 1.05, POWER),
    "growth-memory": Target(f"from {{smallest:,}} to {MANY}: exponent of growth of memory", 1.05, POWER),
    "packing-some": Target(f"packing {SOME}: processor time against bare SQLite and zip", 1.5),
    "packing-many": Target(f"packing {MANY}: processor time against bare SQLite and zip", 1.5),
    "version": Target("`--version`: processor time against `python -c pass`", 3),
    "help": Target("`--help`: processor time against `python -c pass`", 3),
    "watch": Target(f"`watch`, {SOME}: from the save of a note to the finished package", 0.5, SECONDS),
    "preview-first": Target(f"`preview`, {SOME}: time more than a first build", 1.0, SECONDS),
    "preview-nothing": Target(f"`preview`, {SOME}, nothing changed", 1.0, SECONDS),
    "pictures": Target("{pictures} PNG of 1 MB, first build: time against encoding them on one core", 0.6),
    "diff-first": Target(f"`diff`, {SOME}: time against a first build", 1.0),
    "diff-edited": Target("the same with one note changed, against such a build", 1.0),
    "check-first": Target(f"`check`, {SOME}: time against a first build", 1.0),
    "check-edited": Target("the same with one note changed, against such a build", 1.0),
}


def describe_target(name: str, sizes: Sizes) -> str:
    """Return what a figure says."""
    return TARGETS[name].text.format_map(asdict(sizes))


def format_value(name: str, value: float) -> str:
    """Return a figure with its unit."""
    unit = TARGETS[name].unit
    size = abs(value)
    digits = 0 if size >= 100 or unit == MEGABYTES else 1 if size >= 10 else 2 if size >= 1 else 3 if size >= 0.1 else 4
    return f"{value:,.{digits}f}{unit}"


def judge_value(name: str, value: float) -> str:
    """Return whether a figure stays below its limit: "yes" or "no", "" without a limit."""
    limit = TARGETS[name].limit
    return "" if limit is None else "yes" if value <= limit else "no"


def format_limit(name: str) -> str:
    """Return the limit of a figure with its unit, "" if it has none."""
    target = TARGETS[name]
    return "" if target.limit is None else f"≤ {target.limit:g}{target.unit}"
