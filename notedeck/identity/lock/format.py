"""deck.lock as text: one card a line, made so that git merges the lines of two people by itself.

The lines of one note stand together in note order, and the notes below one of 1,024 fixed lines each, chosen by a hash
of the path. Two new notes nearly always land between different lines that were there before, which git needs to merge
them; cards of one note merge where the note itself does.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from notedeck.identity.lock.entries import Cloze, Entry, Lock, State
from notedeck.model import Key, Place, ThemeVersion
from notedeck.problems import DeckError, Problem, ProblemCode

FILE_NAME = "deck.lock"
SCHEMA = 1
FIXED = 1024  # two people who add a note each get a conflict once in so many times
ABOUT = (
    f"# notedeck deck.lock {SCHEMA}",
    "# Which Anki note each card is. Commit this file with the notes, and leave it to notedeck to change it.",
    "# A line: path, titles above, title, style, number of its like, guid, Unix second of the last change, hashes of",
    "# the packed fields, sketch of the back, its words, and what else there is to remember.",
)
HEAD = re.compile(r"# notedeck deck\.lock (\d+)")
THEME_LINE = re.compile(r"# look ([0-9a-f]+) (\d+)")
MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
STATES = list(State)
SURROGATE = re.compile(r"[\ud800-\udfff]")
RESTORE = "Restore the file, for example with: git checkout -- deck.lock"
KEEP_BOTH = "Keep the card lines of both sides, delete the lines with <<<<<<<, ======= and >>>>>>>, and build again."


def bucket(path: str) -> str:
    """Three hexadecimal digits: below which fixed line a note's cards stand."""
    number = int.from_bytes(hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:2], "big")
    return f"{number % FIXED:03x}"


def dumps(lock: Lock) -> str:
    """The text of a lock; the entries of each note keep their order."""
    below: dict[str, list[Entry]] = {}
    for entry in sorted(lock.entries, key=lambda entry: entry.key.path):
        below.setdefault(bucket(entry.key.path), []).append(entry)
    rows = [
        *ABOUT,
        *([f"# look {lock.theme_version.digest} {lock.theme_version.changed}"] if lock.theme_version else []),
    ]
    for number in range(FIXED):
        name = f"{number:03x}"
        rows += (f"# {name}", *map(row, below.get(name, ())))
    return "\n".join(rows) + "\n"


def row(entry: Entry) -> str:
    """One card as a line."""
    parts = (*key_row(entry.key), entry.guid, entry.changed, dict(entry.digests), entry.sketch, entry.words)
    text = json.dumps([*parts, *([more] if (more := rest(entry)) else [])], ensure_ascii=False, separators=(",", ":"))
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def key_row(key: Key) -> list[Any]:
    return [key.path, list(key.breadcrumb), key.title, key.style, key.nth]


def rest(entry: Entry) -> dict[str, Any]:
    """What most cards do not have."""
    found: dict[str, Any] = {"id": entry.id, "was": entry.was and key_row(entry.was), "builds": entry.builds}
    if entry.state is not State.LIVE:
        found["state"] = entry.state.value
    found["clozes"] = [[one.number, one.text, one.place, *([] if one.live else [0])] for one in entry.clozes]
    return {name: value for name, value in found.items() if value}


def loads(text: str) -> tuple[Lock, tuple[Problem, ...]]:
    """The lock in a text. Of two lines for one card, as a merge may leave them, the newer counts and both are named.

    Raises DeckError for an unknown schema, conflict marks, and lines that are none of ours.
    """
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    refuse_conflict(lines)
    known = HEAD.match(lines[0])
    if not known:
        raise DeckError(f"{FILE_NAME}:1: this is no deck.lock of notedeck", RESTORE)
    if int(known[1]) != SCHEMA:
        raise DeckError(f"{FILE_NAME} has schema {known[1]}; this notedeck knows {SCHEMA}", "Update notedeck.")
    lock, problems = told_apart(
        [(at, line, entry(line, at)) for at, line in enumerate(lines, 1) if line and line[0] != "#"]
    )
    return replace(lock, theme_version=find_theme_version(lines)), problems


def find_theme_version(lines: list[str]) -> ThemeVersion | None:
    """Return the newest theme version; a merge may leave two."""
    found = [ThemeVersion(match[1], int(match[2])) for match in map(THEME_LINE.fullmatch, lines) if match]
    return max(found, key=lambda stamp: stamp.changed, default=None)


def refuse_conflict(lines: list[str]) -> None:
    """Raises DeckError that shows both sides of the first conflict."""
    at = next((at for at, line in enumerate(lines) if MARK.fullmatch(line)), None)
    if at is None:
        return
    sides: list[list[str]] = [[]]
    for line in lines[at + 1 :]:
        if line.startswith(">>>>>>>"):
            break
        if MARK.fullmatch(line):
            sides.append([])
        elif line[:1] == "[":
            sides[-1].append(line)
    shown = "\n".join(f"  {side}: {short(rows)}" for side, rows in (("ours", sides[0]), ("theirs", sides[-1])))
    raise DeckError(f"{FILE_NAME}:{at + 1}: a merge left a conflict\n{shown}", KEEP_BOTH)


def short(lines: list[str]) -> str:
    """The first line of one side, so that a person knows the card."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return f"{lines[0][:160]}{more}" if lines else "(nothing)"


def entry(line: str, at: int) -> Entry:
    """A line as an entry."""
    try:
        path, breadcrumb, title, style, nth, guid, changed, digests, sketch, words, *more = json.loads(line)
        known = more[0] if more else {}
        was = key_of(*known["was"]) if "was" in known else None
        values = dict(digests), sketch, int(words), str(known.get("id", "")), was
        state, builds = State(known.get("state", "live")), int(known.get("builds", 0))
        clozes = tuple(cloze(*one) for one in known.get("clozes", ()))
        if not (isinstance(guid, str) and isinstance(sketch, str) and len(more) <= 1 and changed >= 0):
            raise ValueError
        return Entry(guid, key_of(path, breadcrumb, title, style, nth), int(changed), *values, state, builds, clozes)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DeckError(f"{FILE_NAME}:{at}: this line is no card: {line[:80]}", RESTORE) from None


def cloze(number: int, text: str, place: str, live: int = 1) -> Cloze:
    """Raises ValueError for what is no gap."""
    if not (isinstance(text, str) and isinstance(place, str)) or not isinstance(number, int) or number < 1:
        raise ValueError
    return Cloze(number, text, place, bool(live))


def key_of(path: str, breadcrumb: list[str], title: str, style: str, nth: int) -> Key:
    """Raises ValueError for what is no key."""
    if not all(isinstance(text, str) for text in (path, *breadcrumb, title, style)) or not isinstance(nth, int):
        raise ValueError
    return Key(path, tuple(breadcrumb), title, style, nth)


def told_apart(rows: list[tuple[int, str, Entry]]) -> tuple[Lock, tuple[Problem, ...]]:
    """Each guid once."""
    newest: dict[str, tuple[int, str, Entry]] = {}
    problems: list[Problem] = []
    for later in rows:
        one = newest.setdefault(later[2].guid, later)
        if one is not later:
            newest[later[2].guid] = max(one, later, key=lambda row: (row[2].changed, STATES.index(row[2].state)))
            problems += twice(one, later)
    return Lock(tuple(entry for _, _, entry in newest.values())), tuple(problems)


def twice(one: tuple[int, str, Entry], other: tuple[int, str, Entry]) -> Iterator[Problem]:
    """Two lines for one card."""
    if one[1] != other[1]:
        message = f"lines {one[0]} and {other[0]} are of one card:\n  {one[1][:160]}\n  {other[1][:160]}"
        hint = "Nothing to do: the newer line was taken, and this build writes one line."
        yield Problem(ProblemCode.DUPLICATE_LOCK_LINE, Place(FILE_NAME, other[0]), message, hint)
