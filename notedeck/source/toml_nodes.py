"""Parse TOML as text and lines: no value becomes a date or a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from notedeck.config.toml_limits import find_excess
from notedeck.messages import Message
from notedeck.source.entries import Entry, EntryValue, InvalidEntries

KEY = re.compile(
    r"[ \t]*\[*[ \t]*(?:\"(?P<quoted>[^\"\n]+)\"|'(?P<literal>[^'\n]+)'|(?P<bare>[\w-]+))[^=\n]*=?(?P<value>.*)"
)
POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def parse_table(text: str) -> tuple[Entry, ...]:
    """Return the entries of a TOML document in order. Raises InvalidEntries."""
    if excess := find_excess(text):
        raise InvalidEntries(*excess)
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:  # ValueError: a date such as 2024-13-45
        position = POSITION.search(str(error))
        line = int(position["line"] or 0) if position else 0
        text_of_error = POSITION.sub("", str(error))
        reason = Message("{text}", text=text_of_error[:1].lower() + text_of_error[1:])
        raise InvalidEntries(
            reason if text_of_error else Message("it is nested too deeply"), line or text.rstrip().count("\n") + 1
        ) from None
    places = find_places(text)
    return tuple(make_entry(key, value, places) for key, value in table.items())


def find_places(text: str) -> dict[str, tuple[int, str]]:
    """Return for each key at the start of a line of a TOML document the first such line (from 1) and its value."""
    places: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := KEY.match(line):
            places.setdefault(match["quoted"] or match["literal"] or match["bare"], (number, match["value"].strip()))
    return places


def make_entry(key: str, value: Any, places: Mapping[str, tuple[int, str]]) -> Entry:
    """Return the entry of a key that is at one of these places."""
    line, written = places.get(key, (1, ""))
    return Entry(key, plain_value(value), line, written or "a table")


def plain_value(value: Any) -> EntryValue:
    """Return a value as str, list or dict of such."""
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)
