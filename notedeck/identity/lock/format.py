"""The text of deck.lock (docs/lock-format.md): one card per line, arranged so that git merges two people's changes.

The lines of one note are together in note order, below one of 1,024 fixed lines, which a hash of the path chooses. Two
new notes nearly always get different fixed lines, so git merges them without a conflict; cards of one note merge where
the note itself does. Seals (`seals.py`) show whether lines are missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from notedeck.identity.lock.entries import CardLine, Entry, Lock, PastMove
from notedeck.identity.lock.entry_json import format_entry
from notedeck.identity.lock.seals import create_seal

FILE_NAME = "deck.lock"
SCHEMA = 4
BUCKETS = 1024  # two people who each add a note get a merge conflict once in so many times
HEADER = (
    f"# notedeck deck.lock {SCHEMA}",
    "# The Anki note of each card. Commit this file with the notes; only notedeck should change it.",
    "# A line: path, titles above, title, style, number among equal keys, guid, Unix second of the last change,",
    "# digests of the content, sketch of the back, number of its words, optional values; then a seal.",
)
DECK, NAMESPACE, RENDERING, THEME = "deck", "namespace", "rendering", "theme"
MOVES = "moves"  # a line that is there only if there are some
SETTINGS = (DECK, NAMESPACE, RENDERING, THEME)  # lines between the header and the buckets
NO_VALUE = "none"
END = "end"


def find_bucket(path: str) -> str:
    """Return three hexadecimal digits: the fixed line below which a note's cards are written."""
    number = int.from_bytes(hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:2], "big")
    return name_bucket(number % BUCKETS)


def name_bucket(number: int) -> str:
    """Return the three hexadecimal digits of a fixed line."""
    return f"{number:03x}"


def format_lock(lock: Lock) -> str:
    """Return the text of a lock; the entries of each note keep their order."""
    return encode_lock(lock).decode("utf-8")


def encode_lock(lock: Lock) -> bytearray:
    """Return the same text as bytes, which take a third of its memory."""
    return bytearray().join(encode_parts(lock))


def encode_parts(lock: Lock) -> Iterator[bytes]:
    """Yield the text of a lock: the lines above the buckets, then bucket by bucket."""
    buckets: dict[str, list[Entry]] = {}
    entries = sorted(lock.entries, key=lambda entry: entry.key.path)
    for path, entries_of_note in groupby(entries, key=lambda entry: entry.key.path):
        buckets.setdefault(find_bucket(path), []).extend(entries_of_note)
    yield join_lines(line.encode() for line in (*HEADER, *format_settings(lock)))
    for name in map(name_bucket, range(BUCKETS)):
        yield lock.unread.get(name) or join_lines(encode_bucket(name, buckets.get(name, ()), lock.lines))


def join_lines(lines: Iterable[bytes]) -> bytes:
    """Return lines as one text, each with its end."""
    return b"\n".join((*lines, b""))


def format_settings(lock: Lock) -> Iterator[str]:
    """Yield the lines of what concerns the whole deck."""
    version = lock.theme_version
    theme = f"{version.digest} {version.modified}" if version else NO_VALUE
    deck = json.dumps(lock.deck, ensure_ascii=False)
    namespace = lock.namespace or NO_VALUE
    values = {DECK: deck, NAMESPACE: namespace, RENDERING: str(lock.rendering), THEME: theme}
    if lock.moves:
        values[MOVES] = json.dumps([*map(list_move_values, lock.moves)], ensure_ascii=False)
    for name, value in values.items():
        yield f"# {name} {value} {create_seal(f'{name} {value}'.encode(), name)}"


def list_move_values(move: PastMove) -> list[str | int]:
    """Return the values of a move, and 0 if it is not shown."""
    return [move.second, move.old, move.new, move.search, *([] if move.is_shown else [0])]


def encode_bucket(name: str, entries: Sequence[Entry], lines: Mapping[str, CardLine]) -> Iterator[bytes]:
    """Yield the fixed line with this name, the cards below it, and the line that ends them.

    `lines` are those of the last build by guid.
    """
    yield f"# {name}".encode()
    above = name
    for entry in entries:
        yield encode_card(entry, above, lines.get(entry.guid))
        above = entry.guid
    yield f"# {END} {create_seal(END.encode(), above)}".encode() if entries else f"# {END}".encode()


def encode_card(entry: Entry, above: str, line: CardLine | None) -> bytes:
    """Return the line of a card; `line` is that of the last build, which stays if entry and line above are the same."""
    if line is None or line.entry is not entry:
        return seal_line(format_entry(entry).encode("utf-8"), above)
    return line.line if line.above == above else seal_line(line.text, above)


def seal_line(text: bytes, above: str) -> bytes:
    """Return a line with its seal."""
    return b"%b %b" % (text, create_seal(text, above).encode())
