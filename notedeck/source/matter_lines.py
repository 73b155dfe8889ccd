"""Read front matter that is not valid, key by key: one bad line takes none of the others with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from notedeck.messages import explain_error
from notedeck.model import Value
from notedeck.source.entries import Entry, EntryValue, InvalidEntries

MAX_KEYS = 200  # each is parsed on its own
TAB_WIDTH = 4
BRACKETS = "[] \t"
QUOTES = "\"' \t"
REFERENCE_MARKS = ("&", "*", "!")  # YAML's names for other values, and its types
Parser = Callable[[str], tuple[Entry, ...] | None]


class Part(Value, frozen=True):
    """A key with the lines of its value, from `line` on (from 1)."""

    text: str
    line: int


def parse_parts(text: str, key: re.Pattern[str], parse: Parser) -> tuple[tuple[Entry, ...], list[InvalidEntries]]:
    """Return the entries that can be read, and an error for each key that is not valid.

    `key` matches at the start of a line, with the groups `key` and `value`; `parse` reads valid text.
    """
    entries: list[Entry] = []
    errors: list[InvalidEntries] = []
    for part in islice(split_parts(text, key), MAX_KEYS):
        try:
            read = parse(part.text) or ()
        except InvalidEntries as error:
            last_line = part.text.count("\n")
            errors.append(InvalidEntries(explain_error(error), part.line + min(error.line, last_line) - 1))
            read = repair_part(part.text, key, parse)
        entries += [entry.replace(line=part.line + entry.line - 1) for entry in read]
    return tuple(entries), errors


def split_parts(text: str, key: re.Pattern[str]) -> Iterator[Part]:
    """Yield the keys; a TOML table (`[name]`) and what is below it are one part, and so is a text all indented."""
    lines = text.removesuffix("\n").split("\n")
    is_table = False
    starts: list[int] = []
    for index, line in enumerate(lines):
        if not is_table and ((is_table := line.startswith("[")) or key.match(line)):
            starts.append(index)
    starts = starts or [0]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Part("\n".join([*lines[start:end], ""]), start + 1)


def repair_part(text: str, key: re.Pattern[str], parse: Parser) -> tuple[Entry, ...]:
    """Return the entry that a key with a bad value was meant to be, if that is clear."""
    first = text.split("\n", 1)[0]
    for repaired in (text.expandtabs(TAB_WIDTH), first):
        try:
            return parse(repaired) or ()
        except InvalidEntries:
            continue
    match = key.match(first)
    value = guess_value(match["value"]) if match else None
    return (Entry(match["key"], value, 1, match["value"].strip()),) if match and value else ()


def guess_value(written: str) -> EntryValue:
    """Return the text or list that a value without the quotes that it needs stands for; None for nothing else."""
    written = written.strip()
    if written.startswith(("{", *REFERENCE_MARKS)):
        return None
    if written.startswith("["):
        items = (item.strip(QUOTES) for item in written.strip(BRACKETS).split(","))
        return [item for item in items if item and not item.startswith(REFERENCE_MARKS)]
    return written.strip(QUOTES)
