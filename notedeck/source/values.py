"""What the keys of a note's front matter may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from notedeck.config import parsers
from notedeck.model import Place, Split
from notedeck.problems import Problem, ProblemCode
from notedeck.source.yaml_nodes import Entry

WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def parse_values(
    entries: tuple[Entry, ...], path: str, styles: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The values of the keys we know, and a problem for each that is not allowed.

    Other keys are no business of ours: notes carry those of Jekyll, Hugo, Obsidian and others.
    """
    known = value_parsers(styles)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in entries:
        key, place = entry.key.lower(), Place(path, entry.line + 1)
        if key not in known or entry.value is None:
            continue
        if key in values:
            problems.append(wrong(place, f'"{key}" stands here a second time', "Keep one of the two; this one counts."))
        try:
            values[key] = known[key](entry.value)
        except ValueError as error:
            code = ProblemCode.STYLE_UNKNOWN if key == "style" else ProblemCode.FRONT_MATTER_VALUE
            problems.append(wrong(place, f'"{key}" is {entry.written}', f"Allowed: {error}.", code))
    return values, tuple(problems)


def wrong(place: Place, message: str, hint: str, code: ProblemCode = ProblemCode.FRONT_MATTER_VALUE) -> Problem:
    """A value that is not used."""
    return Problem(code, place, message, hint)


def parse_flag(value: Any) -> bool:
    """One of YAML's words for yes and no."""
    return parsers.parse_flag(WORDS.get(value.lower(), value) if isinstance(value, str) else value)


def value_parsers(styles: tuple[str, ...]) -> Mapping[str, Callable[[Any], Any]]:
    """Return the parser of each key of front matter that notedeck reads; `styles` are the allowed style names."""
    return {
        "title": parsers.parse_line,
        "tags": parsers.parse_tags,
        "deck": parsers.parse_line,
        "notedeck": parse_flag,
        "split": parsers.choice_parser(Split),
        "style": partial(parsers.parse_name, allowed=styles),
        "lead_lines": parse_flag,
        "translate": parse_flag,
        "skip_headings": parsers.parse_lines,
    }
