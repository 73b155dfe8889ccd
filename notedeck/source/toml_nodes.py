"""Parse TOML as text and lines: no value becomes a date or a number."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from notedeck.config.toml_limits import find_excess
from notedeck.source.entries import Entry, EntryValue, InvalidEntries

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
        message = POSITION.sub("", str(error)) or "it is nested too deeply"
        raise InvalidEntries(message[:1].lower() + message[1:], line or text.rstrip().count("\n") + 1) from None
    return tuple(make_entry(key, value, text) for key, value in table.items())


def make_entry(key: str, value: Any, text: str) -> Entry:
    """Return the entry of a key of the TOML document `text`."""
    match = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b[^=\n]*=?(?P<value>.*)", text, re.MULTILINE)
    line = text.count("\n", 0, match.start()) + 1 if match else 1
    return Entry(key, plain_value(value), line, (match and match["value"].strip()) or "a table")


def plain_value(value: Any) -> EntryValue:
    """Return a value as str, list or dict of such."""
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)
