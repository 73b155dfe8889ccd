"""The text of deck.lock (docs/lock-format.md): one card per line, arranged so that git merges two people's changes.

The lines of one note are together in note order, below one of 1,024 fixed lines, which a hash of the path chooses. Two
new notes nearly always get different fixed lines, so git merges them without a conflict; cards of one note merge where
the note itself does. Seals (`seals.py`) show whether lines are missing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.lock.seals import create_seal
from notedeck.model import Key, ThemeVersion

FILE_NAME = "deck.lock"
SCHEMA = 2
BUCKETS = 1024  # two people who each add a note get a merge conflict once in so many times
HEADER = (
    f"# notedeck deck.lock {SCHEMA}",
    "# The Anki note of each card. Commit this file with the notes; only notedeck should change it.",
    "# A line: path, titles above, title, style, number among equal keys, guid, Unix second of the last change,",
    "# digests of the packed fields, sketch of the back, number of its words, optional values; then a seal.",
)
THEME = "theme"
NO_THEME = "# theme none"
END = "end"
SURROGATE = re.compile(r"[\ud800-\udfff]")


def find_bucket(path: str) -> str:
    """Return three hexadecimal digits: the fixed line below which a note's cards are written."""
    number = int.from_bytes(hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:2], "big")
    return name_bucket(number % BUCKETS)


def name_bucket(number: int) -> str:
    """Return the three hexadecimal digits of a fixed line."""
    return f"{number:03x}"


def format_lock(lock: Lock) -> str:
    """Return the text of a lock; the entries of each note keep their order."""
    buckets: dict[str, list[Entry]] = {}
    for entry in sorted(lock.entries, key=lambda entry: entry.key.path):
        buckets.setdefault(find_bucket(entry.key.path), []).append(entry)
    names = map(name_bucket, range(BUCKETS))
    sections = (line for name in names for line in format_bucket(name, buckets.get(name, ())))
    return "\n".join((*HEADER, format_theme(lock.theme_version), *sections)) + "\n"


def format_theme(version: ThemeVersion | None) -> str:
    """Return the line of the theme."""
    if version is None:
        return NO_THEME
    text = f"{THEME} {version.digest} {version.modified}"
    return f"# {text} {create_seal(text, THEME)}"


def format_bucket(name: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the fixed line with this name, the cards below it, and the line that ends them."""
    yield f"# {name}"
    above = name
    for entry in entries:
        text = format_entry(entry)
        yield f"{text} {create_seal(text, above)}"
        above = entry.guid
    yield f"# {END} {create_seal(END, above)}" if entries else f"# {END}"


def format_entry(entry: Entry) -> str:
    """Return one card: a JSON array, without the last item if no optional value is set."""
    values = (*list_key_values(entry.key), entry.guid, entry.modified, dict(entry.digests), entry.sketch)
    optional = list_optional_values(entry)
    items = [*values, entry.word_count, *([optional] if optional else [])]
    text = json.dumps(items, ensure_ascii=False, separators=(",", ":"))
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def list_key_values(key: Key) -> list[Any]:
    """Return the five values of a key, in the order of the line."""
    return [key.path, list(key.breadcrumb), key.title, key.style, key.nth]


def list_optional_values(entry: Entry) -> dict[str, Any]:
    """Return the values that most cards do not have, by their names in the file."""
    values: dict[str, Any] = {
        "id": entry.id,
        "was": entry.previous_key and list_key_values(entry.previous_key),
        "builds": entry.builds,
    }
    if entry.state is not State.LIVE:
        values["state"] = entry.state.value
    values["clozes"] = [
        [cloze.number, cloze.text, cloze.context, *([] if cloze.live else [0])] for cloze in entry.clozes
    ]
    return {name: value for name, value in values.items() if value}
