"""What the keys of a note's front matter may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from notedeck.config import parsers as readers
from notedeck.config import settings
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.yaml_nodes import Entry

WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def values_of(entries: tuple[Entry, ...], path: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The values of the keys we know, and a problem for each that is not allowed.

    Other keys are no business of ours: notes carry those of Jekyll, Hugo, Obsidian and others.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in entries:
        key, place = entry.key.lower(), Place(path, entry.line + 1)
        if key not in READERS or entry.value is None:
            continue
        if key in values:
            problems.append(wrong(place, f'"{key}" stands here a second time', "Keep one of the two; this one counts."))
        try:
            values[key] = READERS[key](entry.value)
        except ValueError as error:
            code = ProblemCode.STYLE_UNKNOWN if key == "style" else ProblemCode.FRONT_MATTER_VALUE
            problems.append(wrong(place, f'"{key}" is {entry.written}', f"Allowed: {error}.", code))
    return values, tuple(problems)


def wrong(place: Place, message: str, hint: str, code: ProblemCode = ProblemCode.FRONT_MATTER_VALUE) -> Problem:
    """A value that is not used."""
    return Problem(code, place, message, hint)


def flag(value: Any) -> bool:
    """One of YAML's words for yes and no."""
    return readers.flag(WORDS.get(value.lower(), value) if isinstance(value, str) else value)


READERS: Mapping[str, Callable[[Any], Any]] = {
    "title": readers.text,
    "tags": readers.tags,
    "deck": readers.text,
    "notedeck": flag,
    "split": settings.READERS["split"],
    "style": settings.READERS["style"],
    "lead_lines": flag,
    "translate": flag,
    "skip_headings": settings.READERS["skip_headings"],
}
