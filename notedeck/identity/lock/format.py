"""The text of deck.lock (docs/lock-format.md): one card per line, arranged so that git merges two people's changes.

The lines of one note are together in note order, below one of 1,024 fixed lines, which a hash of the path chooses. Two
new notes nearly always get different fixed lines, so git merges them without a conflict; cards of one note merge where
the note itself does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from notedeck.identity.lock.entries import Cloze, Entry, Lock, State
from notedeck.model import Key, Place, ThemeVersion
from notedeck.problems import DeckError, Problem, ProblemCode

FILE_NAME = "deck.lock"
SCHEMA = 1
BUCKETS = 1024  # two people who each add a note get a merge conflict once in so many times
HEADER = (
    f"# notedeck deck.lock {SCHEMA}",
    "# The Anki note of each card. Commit this file with the notes; only notedeck should change it.",
    "# A line: path, titles above, title, style, number among equal keys, guid, Unix second of the last change,",
    "# digests of the packed fields, sketch of the back, number of its words, optional values.",
)
MAX_SHOWN_LETTERS = 160  # of a line that a message quotes
SCHEMA_LINE = re.compile(r"# notedeck deck\.lock (\d+)")
THEME_LINE = re.compile(r"# (?:theme|look) ([0-9a-f]+) (\d+)")  # "look" is what the first version wrote
CONFLICT_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
STATES = list(State)
SURROGATE = re.compile(r"[\ud800-\udfff]")
RESTORE_HINT = "Restore the file, for example with: git checkout -- deck.lock"
CONFLICT_HINT = (
    "Keep the card lines of both sides, delete the lines with <<<<<<<, ======= and >>>>>>>, and build again."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file with the card that it describes."""

    number: int
    text: str
    entry: Entry


def find_bucket(path: str) -> str:
    """Return three hexadecimal digits: the fixed line below which a note's cards are written."""
    number = int.from_bytes(hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:2], "big")
    return f"{number % BUCKETS:03x}"


def format_lock(lock: Lock) -> str:
    """Return the text of a lock; the entries of each note keep their order."""
    buckets: dict[str, list[Entry]] = {}
    for entry in sorted(lock.entries, key=lambda entry: entry.key.path):
        buckets.setdefault(find_bucket(entry.key.path), []).append(entry)
    lines = [
        *HEADER,
        *([f"# theme {lock.theme_version.digest} {lock.theme_version.modified}"] if lock.theme_version else []),
    ]
    for number in range(BUCKETS):
        name = f"{number:03x}"
        lines += (f"# {name}", *map(format_entry, buckets.get(name, ())))
    return "\n".join(lines) + "\n"


def format_entry(entry: Entry) -> str:
    """Return the line of one card: a JSON array, without the last item if no optional value is set."""
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


def parse_lock(text: str) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock that a text describes.

    A merge may leave two lines for one card: then the newer one is used, and a problem names both. Raises DeckError for
    an unknown schema, conflict marks, and lines that describe no card.
    """
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    check_no_conflict(lines)
    schema = SCHEMA_LINE.match(lines[0])
    if not schema:
        raise DeckError(f"{FILE_NAME}:1: this is not a notedeck deck.lock", RESTORE_HINT)
    if int(schema[1]) != SCHEMA:
        raise DeckError(f"{FILE_NAME} has schema {schema[1]}; this notedeck supports {SCHEMA}", "Update notedeck.")
    cards = [
        Line(number, line, parse_entry(line, number)) for number, line in enumerate(lines, 1) if line and line[0] != "#"
    ]
    entries, problems = dedupe_lines(cards)
    return Lock(entries, find_theme_version(lines)), problems


def find_theme_version(lines: list[str]) -> ThemeVersion | None:
    """Return the newest theme version; a merge may leave two."""
    matches = filter(None, map(THEME_LINE.fullmatch, lines))
    versions = [ThemeVersion(match[1], int(match[2])) for match in matches]
    return max(versions, key=lambda version: version.modified, default=None)


def check_no_conflict(lines: list[str]) -> None:
    """Raise a DeckError that quotes both sides of the first merge conflict, if there is one."""
    start = next((at for at, line in enumerate(lines) if CONFLICT_MARK.fullmatch(line)), None)
    if start is None:
        return
    sides: list[list[str]] = [[]]
    for line in lines[start + 1 :]:
        if line.startswith(">>>>>>>"):
            break
        if CONFLICT_MARK.fullmatch(line):
            sides.append([])
        elif line[:1] == "[":
            sides[-1].append(line)
    quoted = (f"ours: {quote_first(sides[0])}", f"theirs: {quote_first(sides[-1])}")
    raise DeckError(f"{FILE_NAME}:{start + 1}: there is an unresolved merge conflict", CONFLICT_HINT, quoted)


def quote_first(lines: list[str]) -> str:
    """Return the first line of one side, so that a person recognizes the card, and the number of further ones."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return f"{lines[0][:MAX_SHOWN_LETTERS]}{more}" if lines else "(nothing)"


def parse_entry(line: str, number: int) -> Entry:
    """Return the entry that a line describes; `number` is that of the line. Raises DeckError."""
    try:
        path, breadcrumb, title, style, nth, guid, modified, digests, sketch, word_count, *more = json.loads(line)
        optional = more[0] if more else {}
        if not (isinstance(guid, str) and isinstance(sketch, str) and len(more) <= 1 and modified >= 0):
            raise ValueError
        return Entry(
            guid=guid,
            key=parse_key(path, breadcrumb, title, style, nth),
            modified=int(modified),
            digests=dict(digests),
            sketch=sketch,
            word_count=int(word_count),
            id=str(optional.get("id", "")),
            previous_key=parse_key(*optional["was"]) if "was" in optional else None,
            state=State(optional.get("state", "live")),
            builds=int(optional.get("builds", 0)),
            clozes=tuple(parse_cloze(*values) for values in optional.get("clozes", ())),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DeckError(f"{FILE_NAME}:{number}: this line describes no card: {line[:80]}", RESTORE_HINT) from None


def parse_cloze(number: int, text: str, context: str, live: int = 1) -> Cloze:
    """Return a cloze deletion. Raises ValueError if a value has the wrong type."""
    if not (isinstance(text, str) and isinstance(context, str)) or not isinstance(number, int) or number < 1:
        raise ValueError
    return Cloze(number, text, context, bool(live))


def parse_key(path: str, breadcrumb: list[str], title: str, style: str, nth: int) -> Key:
    """Return a key. Raises ValueError if a value has the wrong type."""
    if not all(isinstance(text, str) for text in (path, *breadcrumb, title, style)) or not isinstance(nth, int):
        raise ValueError
    return Key(path, tuple(breadcrumb), title, style, nth)


def dedupe_lines(lines: Sequence[Line]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return one entry per guid, the newest, and a problem for each pair of different lines of one card."""
    newest: dict[str, Line] = {}
    problems: list[Problem] = []
    for line in lines:
        earlier = newest.setdefault(line.entry.guid, line)
        if earlier is line:
            continue
        newest[line.entry.guid] = max(earlier, line, key=rank_line)
        if earlier.text != line.text:
            problems.append(create_duplicate_problem(earlier, line))
    return tuple(line.entry for line in newest.values()), tuple(problems)


def rank_line(line: Line) -> tuple[int, int]:
    """Return what decides which of two lines of one card is the newer one."""
    return line.entry.modified, STATES.index(line.entry.state)


def create_duplicate_problem(earlier: Line, later: Line) -> Problem:
    """Return the problem that quotes two lines of one card."""
    quoted = (earlier.text[:MAX_SHOWN_LETTERS], later.text[:MAX_SHOWN_LETTERS])
    message = f"lines {earlier.number} and {later.number} describe the same card"
    hint = "No action needed: the newer line was used, and this build writes one line."
    return Problem(ProblemCode.DUPLICATE_LOCK_LINE, Place(FILE_NAME, later.number), message, hint, quoted=quoted)
