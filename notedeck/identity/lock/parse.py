"""Read the text of deck.lock: nothing is taken from a file that is damaged or that a merge left with a conflict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from notedeck.identity.lock.entries import Cloze, Entry, Lock, State
from notedeck.identity.lock.format import BUCKETS, END, FILE_NAME, HEADER, NO_THEME, SCHEMA, THEME, name_bucket
from notedeck.identity.lock.seals import SEAL_PATTERN, hash_above, open_seal
from notedeck.model import Key, Place, ThemeVersion
from notedeck.problems import DeckError, Problem, ProblemCode

MAX_SHOWN_LETTERS = 160  # of a line that a message quotes
SCHEMA_LINE = re.compile(r"# notedeck deck\.lock (\d{1,9})")
BUCKET_LINE = re.compile(r"# ([0-9a-f]{3})")
BUCKET_LINES = tuple(f"# {name_bucket(number)}" for number in range(BUCKETS))
CARD_LINE = re.compile(rf"(?P<text>\[.*\]) (?P<seal>{SEAL_PATTERN})")
END_LINE = re.compile(rf"# (?P<text>{END})(?: (?P<seal>{SEAL_PATTERN}))?")
THEME_LINE = re.compile(rf"# (?P<text>{THEME} (?P<digest>[0-9a-f]+) (?P<second>\d{{1,18}})) (?P<seal>{SEAL_PATTERN})")
CONFLICT_MARK = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)
GUID = re.compile(r"[!-~][ -~]{0,99}")
MAX_NUMBER = 10**11  # as a time, it is in the year 5138
STATES = list(State)
RESTORE_HINT = "Restore the file, for example with: git checkout -- deck.lock"
EARLY_HINT = "It is from before the first release. Delete it: cards that were renamed before then become new cards."
CONFLICT_HINT = (
    "Keep the card lines of both sides, delete the lines with <<<<<<<, ======= and >>>>>>>, and build again."
)


class LockDamageError(DeckError):
    """The file is damaged, incomplete, or no deck.lock; an earlier copy of it is needed."""

    def __init__(self, message: str, hint: str = RESTORE_HINT) -> None:
        """Store the message and how to restore the file."""
        super().__init__(message, hint)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file with the card that it describes; `text` is without the `seal`."""

    number: int
    text: str
    seal: str
    entry: Entry

    @property
    def name(self) -> str:
        """What the seal of the next line is made of."""
        return self.entry.guid


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that starts with `#`, below the header: it begins or ends a bucket, or has the version of the theme."""

    number: int
    text: str
    seal: str = ""
    bucket: str = ""
    theme: ThemeVersion | None = None

    @property
    def is_theme(self) -> bool:
        """Whether it is the line of the theme."""
        return self.text.startswith(THEME)

    @property
    def name(self) -> str:
        """What the seal of the next line is made of."""
        return THEME if self.is_theme else self.bucket


def parse_lock(text: str) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock that a text describes.

    A merge may leave two lines for one card: then the newer one is used, and a problem names both. Raises DeckError for
    an unknown schema, conflict marks, and damage of any kind.
    """
    lines = [line.rstrip(" \t\r") for line in text.removeprefix("\ufeff").split("\n")]
    if CONFLICT_MARK.search(text):
        raise describe_conflict(lines)
    check_schema(lines[0])
    check_not_cut(lines)
    check_buckets(lines)
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and number > len(HEADER)]
    items = [parse_marker(*item) if item[1][0] == "#" else parse_card(*item) for item in numbered]
    check_ends(items)
    check_seals(items)
    entries, problems = dedupe_lines([item for item in items if isinstance(item, Line)])
    return Lock(entries, find_theme_version(items)), problems


def check_schema(line: str) -> None:
    """Raise a DeckError unless the first line names the present schema."""
    schema = SCHEMA_LINE.fullmatch(line)
    if not schema:
        raise LockDamageError(f"{FILE_NAME}:1: this is not a notedeck deck.lock")
    if int(schema[1]) != SCHEMA:
        hint = "Update notedeck." if int(schema[1]) > SCHEMA else EARLY_HINT
        raise DeckError(f"{FILE_NAME} has schema {schema[1]}; this notedeck supports {SCHEMA}", hint)


def check_not_cut(lines: Sequence[str]) -> None:
    """Raise LockDamageError unless the last line is one that ends a bucket."""
    number = next(number for number in range(len(lines), 0, -1) if lines[number - 1])
    last = lines[number - 1]
    if not END_LINE.fullmatch(last):
        raise LockDamageError(f"{FILE_NAME} is cut off after line {number}, or something was appended: {last[:80]}")


def parse_marker(number: int, line: str) -> Marker:
    """Return a line that starts with `#`. Raises LockDamageError for one that notedeck does not write."""
    if bucket := BUCKET_LINE.fullmatch(line):
        return Marker(number, line, bucket=bucket[1])
    if end := END_LINE.fullmatch(line):
        return Marker(number, END, end["seal"] or "")
    if theme := THEME_LINE.fullmatch(line):
        return Marker(number, theme["text"], theme["seal"], theme=ThemeVersion(theme["digest"], int(theme["second"])))
    if line == NO_THEME:
        return Marker(number, THEME)
    raise LockDamageError(f"{FILE_NAME}:{number}: notedeck does not write such a line: {line[:80]}")


def find_theme_version(items: Iterable[Line | Marker]) -> ThemeVersion | None:
    """Return the newest theme version; a merge may leave two."""
    versions = [item.theme for item in items if isinstance(item, Marker) and item.theme]
    return max(versions, key=lambda version: version.modified, default=None)


def check_buckets(lines: Sequence[str]) -> None:
    """Raise LockDamageError unless all buckets and the line of the theme are there."""
    present = set(lines)
    missing = next((line for line in BUCKET_LINES if line not in present), "")
    if not missing and not any(line.startswith(f"# {THEME}") for line in lines):
        missing = f"# {THEME}"
    if missing:
        raise LockDamageError(f"{FILE_NAME} is incomplete: of its {len(lines):,} lines none is `{missing}`")


def check_ends(items: Sequence[Line | Marker]) -> None:
    """Raise LockDamageError unless every bucket, and every line with a card, is followed by a card or an end.

    Git may leave the buckets of two people one after the other, so a bucket may occur twice.
    """
    for item, following in pairwise((*items, None)):
        is_open = isinstance(item, Line) or bool(item and item.bucket)
        is_closed = isinstance(following, Line) or bool(following and following.text == END)
        if is_open and not is_closed and item:
            raise LockDamageError(f"{FILE_NAME}:{item.number}: cards are missing below this line")


def check_seals(items: Sequence[Line | Marker]) -> None:
    """Raise LockDamageError at the first line that is not as it was written, or whose line above is nowhere.

    It need not be just above: a merge that keeps both sides puts other lines between.
    """
    above, is_below_card, others = THEME, False, frozenset[int]()
    for item in items:
        is_intact = not is_below_card
        if item.seal:
            opened = open_seal(item.text, item.seal)
            is_intact = opened == hash_above(above) or opened in (others := others or hash_names(items))
        if not is_intact:
            message = "this line was changed, or lines above it are missing"
            raise LockDamageError(f"{FILE_NAME}:{item.number}: {message}: {item.text[:80]}")
        above, is_below_card = item.name, isinstance(item, Line)


def hash_names(items: Iterable[Line | Marker]) -> frozenset[int]:
    """Return what stands for each line of the file in the seal of the next one."""
    return frozenset(hash_above(item.name) for item in items)


def describe_conflict(lines: Sequence[str]) -> DeckError:
    """Return the error that quotes both sides of the first merge conflict."""
    start = next((at for at, line in enumerate(lines) if CONFLICT_MARK.fullmatch(line)), 0)
    sides: list[list[str]] = [[]]
    for line in lines[start + 1 :]:
        if line.startswith(">>>>>>>"):
            break
        if CONFLICT_MARK.fullmatch(line):
            sides.append([])
        elif line[:1] == "[":
            sides[-1].append(line)
    quoted = (f"ours: {quote_first(sides[0])}", f"theirs: {quote_first(sides[-1])}")
    return DeckError(f"{FILE_NAME}:{start + 1}: there is an unresolved merge conflict", CONFLICT_HINT, quoted)


def quote_first(lines: list[str]) -> str:
    """Return the first line of one side, so that a person recognizes the card, and the number of further ones."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return f"{lines[0][:MAX_SHOWN_LETTERS]}{more}" if lines else "(nothing)"


def parse_card(number: int, text: str) -> Line:
    """Return a line with the card that it describes. Raises LockDamageError."""
    card = CARD_LINE.fullmatch(text)
    if not card:
        raise LockDamageError(f"{FILE_NAME}:{number}: this line describes no card: {text[:80]}")
    return Line(number, card["text"], card["seal"], parse_entry(card["text"], number))


def parse_entry(line: str, number: int) -> Entry:
    """Return the entry that a line describes; `number` is that of the line. Raises LockDamageError."""
    try:
        path, breadcrumb, title, style, nth, guid, modified, digests, sketch, word_count, *more = json.loads(line)
        optional = more[0] if more else {}
        if not GUID.fullmatch(guid) or len(more) > 1:
            raise ValueError
        return Entry(
            guid=guid,
            key=parse_key(path, breadcrumb, title, style, nth),
            modified=parse_number(modified),
            digests={parse_text(name): parse_text(digest) for name, digest in digests.items()},
            sketch=parse_text(sketch),
            word_count=parse_number(word_count),
            id=parse_text(optional.get("id", "")),
            previous_key=parse_key(*optional["was"]) if "was" in optional else None,
            state=State(optional.get("state", "live")),
            builds=parse_number(optional.get("builds", 0)),
            clozes=tuple(parse_cloze(*values) for values in optional.get("clozes", ())),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise LockDamageError(f"{FILE_NAME}:{number}: this line describes no card: {line[:80]}") from None


def parse_cloze(number: int, text: str, context: str, live: int = 1) -> Cloze:
    """Return a cloze deletion. Raises ValueError if a value has the wrong type."""
    if parse_number(number) == 0:
        raise ValueError
    return Cloze(number, parse_text(text), parse_text(context), bool(live))


def parse_key(path: str, breadcrumb: list[str], title: str, style: str, nth: int) -> Key:
    """Return a key. Raises ValueError if a value has the wrong type."""
    titles = tuple(map(parse_text, breadcrumb))
    return Key(parse_text(path), titles, parse_text(title), parse_text(style), parse_number(nth))


def parse_text(value: object) -> str:
    """Return a text. Raises ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError
    return value


def parse_number(value: object) -> int:
    """Return a number from 0 up to the largest that is stored. Raises ValueError for anything else."""
    if not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        raise ValueError
    return value


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
