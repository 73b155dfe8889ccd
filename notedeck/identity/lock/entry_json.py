"""An entry as the text of a line of deck.lock, a JSON array, and back."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Annotated, Any, TypeAlias

import msgspec

from notedeck.identity.lock.entries import MAX_SECOND, Cloze, Entry, State
from notedeck.model import Key
from notedeck.util.kept_results import keep_results_of_equals

MAX_NUMBER = 10**11
MAX_NOTE_ID = 10**16  # Anki's ids are milliseconds
MAX_NEW_CLOZES = 10**9  # how far a number can be counted on after it was read
GUID = re.compile(r"[!-~][ -~]{0,99}")
SURROGATE = re.compile(r"[\ud800-\udfff]")
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
DECODER = json.JSONDecoder()
WRONG_VALUES = (ValueError, TypeError, KeyError, AttributeError, RecursionError)  # what they lead to
Number: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
Second: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=MAX_SECOND)]


class EntryLine(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """The values of a line in their order; `optional` are those that most cards do not have, by name."""

    path: str
    breadcrumb: tuple[str, ...]
    title: str
    style: str
    nth: Number
    guid: str
    modified: Second
    digests: dict[str, str]
    sketch: str
    word_count: Number
    optional: dict[str, Any] = {}


LINE_DECODER = msgspec.json.Decoder(EntryLine)


def format_entry(entry: Entry) -> str:
    """Return one card: a JSON array, without the last item if no optional value is set."""
    values = (*list_key_values(entry.key), entry.guid, entry.modified, dict(entry.digests), entry.sketch)
    optional = list_optional_values(entry)
    text = ENCODER.encode([*values, entry.word_count, *([optional] if optional else [])])
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def list_key_values(key: Key) -> list[Any]:
    """Return the five values of a key, in the order of the line."""
    return [key.path, list(key.breadcrumb), key.title, key.style, key.nth]


def list_optional_values(entry: Entry) -> dict[str, Any]:
    """Return the values that most cards do not have, by their names in the file."""
    values = {
        "id": entry.id,
        "was": entry.previous_key and list_key_values(entry.previous_key),
        "builds": entry.builds,
        "state": "" if entry.state is State.LIVE else entry.state.value,
        "clozes": [list_cloze_values(cloze) for cloze in entry.clozes],
        "rendering": entry.rendering,
        "adopted": entry.adopted,
        "since": entry.since,
        "copies": list(entry.copies),
        "apart": list(entry.apart),
    }
    return {name: value for name, value in values.items() if value}


def list_cloze_values(cloze: Cloze) -> list[Any]:
    """Return the three values of a cloze deletion, and 0 if it is no longer in the note."""
    return [cloze.number, cloze.text, cloze.context, *([] if cloze.live else [0])]


@keep_results_of_equals
def parse_entry(data: bytes) -> Entry:
    """Return the entry that a text, as UTF-8, describes. Raises ValueError for any other text."""
    try:
        return create_entry(LINE_DECODER.decode(data))
    except WRONG_VALUES:
        return parse_strange_entry(data.decode("utf-8", "surrogatepass"))


def parse_entries(texts: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the entries of texts; one of another format has none."""
    for text in texts:
        with suppress(ValueError):
            yield parse_entry(text)


def parse_strange_entry(text: str) -> Entry:
    """Return the entry of a text that msgspec refuses, such as one with half of a character. Raises ValueError."""
    try:
        values, end = DECODER.raw_decode(text)
        line = EntryLine(*values)
        check_texts(line.title, line.guid, line.sketch, *line.digests.values())
        check_numbers(line.nth, line.modified, line.word_count)
        if end != len(text) or not 1 <= line.modified <= MAX_SECOND:
            raise ValueError
        return create_entry(line)
    except WRONG_VALUES:
        raise ValueError from None


def create_entry(line: EntryLine) -> Entry:
    """Return the entry with the values of a line. Raises one of WRONG_VALUES if they are no such values."""
    if not GUID.fullmatch(line.guid):
        raise ValueError
    key = create_key(line.path, line.breadcrumb, line.title, line.style, line.nth)
    entry = Entry(line.guid, key, line.modified, line.digests, line.sketch, line.word_count)
    return entry if line.optional == {} else entry.replace(**create_optional_values(line.optional))


def create_optional_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that most cards do not have, by their names in an entry. Raises an error for other values."""
    identifier, builds, rendering = values.get("id", ""), values.get("builds", 0), values.get("rendering", 0)
    adopted, since = values.get("adopted", 0), values.get("since", 0)
    copies, apart = tuple(values.get("copies", ())), tuple(values.get("apart", ()))
    check_texts(identifier, *copies, *apart)
    check_numbers(builds, rendering)
    check_numbers(since, limit=MAX_SECOND)
    check_numbers(adopted, limit=MAX_NOTE_ID)
    return {
        "id": identifier,
        "previous_key": create_checked_key(*values["was"]) if "was" in values else None,
        "state": State(values.get("state", "live")),
        "builds": builds,
        "clozes": tuple(create_cloze(*cloze) for cloze in values.get("clozes", ())),
        "rendering": rendering,
        "adopted": adopted,
        "since": since,
        "copies": copies,
        "apart": apart,
    }


def create_cloze(number: int, text: str, context: str, live: int = 1) -> Cloze:
    """Return a cloze deletion. Raises ValueError if a value has the wrong type."""
    check_texts(text, context)
    check_numbers(number)
    if not 1 <= number <= MAX_NUMBER - MAX_NEW_CLOZES:
        raise ValueError
    return Cloze(number, text, context, bool(live))


def create_checked_key(path: str, breadcrumb: Sequence[str], title: str, style: str, nth: int) -> Key:
    """Return a key. Raises an error for wrong types."""
    check_texts(title)
    check_numbers(nth)
    return create_key(path, breadcrumb, title, style, nth)


def create_key(path: str, breadcrumb: Sequence[str], title: str, style: str, nth: int) -> Key:
    """Return a key, in which texts that many keys share are the same objects. Raises TypeError for no texts."""
    return Key(sys.intern(path), share_titles(tuple(breadcrumb)), title, sys.intern(style), nth)


@lru_cache(maxsize=1024)  # equal ones come together
def share_titles(breadcrumb: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same object for equal breadcrumbs. Raises TypeError for anything but texts."""
    return tuple(map(sys.intern, breadcrumb))


def check_texts(*values: object) -> None:
    """Raise ValueError unless all values are texts."""
    for value in values:
        if not isinstance(value, str):
            raise ValueError


def check_numbers(*values: object, limit: int = MAX_NUMBER) -> None:
    """Raise ValueError unless all values are numbers from 0 up to the largest that is stored."""
    for value in values:
        if not isinstance(value, int) or not 0 <= value <= limit:
            raise ValueError
