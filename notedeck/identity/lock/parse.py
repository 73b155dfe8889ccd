"""Read the text of deck.lock: nothing is taken from a file that is damaged or that a merge left with a conflict."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import pairwise

from notedeck.identity import rendering
from notedeck.identity.lock.conflicts import has_conflicts, keep_both_sides
from notedeck.identity.lock.damage import LockDamageError
from notedeck.identity.lock.duplicates import dedupe_lines, report_merge
from notedeck.identity.lock.entries import CardLine, Entry, Lock, PastMove, join_moves
from notedeck.identity.lock.entry_json import parse_entry
from notedeck.identity.lock.format import (
    BUCKETS,
    DECK,
    END,
    FILE_NAME,
    HEADER,
    MOVES,
    NAMESPACE,
    NO_VALUE,
    RENDERING,
    SCHEMA,
    SETTINGS,
    THEME,
    name_bucket,
)
from notedeck.identity.lock.seals import LETTERS, SEAL_LETTERS, SEAL_PATTERN, are_right, hash_above, open_seal
from notedeck.messages import Message
from notedeck.model import ThemeVersion, Value
from notedeck.problems import DeckError, Problem
from notedeck.util.collector import spare_objects
from notedeck.util.kept_results import keep_results_of_equals

SCHEMA_LINE = re.compile(r"# notedeck deck\.lock (\d{1,9})")
BUCKET_LINE = re.compile(r"# ([0-9a-f]{3})")
BUCKET_LINES = tuple(f"# {name_bucket(number)}" for number in range(BUCKETS))
FIRST_LETTERS = {b"#", b"[", b""}  # of lines that are as they were written
BLANKS = b" \t\r"
STRANGE_ENDS = (b" \n", b"\t\n", b"\r")
END_LINE = re.compile(rf"# (?P<text>{END})(?: (?P<seal>{SEAL_PATTERN}))?")
SETTING_NAMES = "|".join((*SETTINGS, MOVES))
SETTING_LINE = re.compile(rf"# (?P<text>(?P<name>{SETTING_NAMES}) (?P<value>.+)) (?P<seal>{SEAL_PATTERN})")
THEME_VALUE = re.compile(r"(?P<digest>[0-9a-f]+) (?P<second>\d{1,18})")
NAMESPACE_VALUE = re.compile(rf"[a-z2-7]{{16}}|{NO_VALUE}")
MAX_DIGITS = 9
UPDATE_HINT = Message("Update notedeck on this computer: pip install --upgrade notedeck, or pull it with git.")
EARLY_HINT = Message(
    "It is from before the first release. Delete it: cards that were renamed before then become new cards."
)


class Marker(Value, frozen=True):
    """A line that starts with `#`, below the header: it begins or ends a bucket, or has a setting of the deck."""

    number: int
    text: bytes
    above: str
    seal: str = ""
    bucket: str = ""
    setting: str = ""
    value: str = ""

    @property
    def is_end(self) -> bool:
        """Whether it ends a bucket."""
        return self.text == END.encode()

    @property
    def name(self) -> str:
        """What the seal of the next line is made of."""
        return self.setting or self.bucket


Item = CardLine | Marker


def parse_lock(text: str) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock that a text describes, as `parse_lock_data` does."""
    return parse_lock_data(text.encode("utf-8", "surrogatepass"))


@keep_results_of_equals
@spare_objects()
def parse_lock_data(data: bytes) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock that a text describes, in UTF-8.

    A merge may leave two lines for one card, or conflict marks around them: then the newer line is used, and a problem
    says so. Raises DeckError for an unknown schema, and damage of any kind.
    """
    text = strip_lines(data)
    lines = text.split(b"\n")
    is_merged = not {line[:1] for line in lines} <= FIRST_LETTERS and has_conflicts(lines)
    if is_merged:
        lines = keep_both_sides(lines)
        text = b"\n".join(lines)
    check_schema(decode_line(lines[0]))
    check_not_cut(lines)
    check_buckets(lines)
    items = parse_lines(text, lines)
    check_ends(items)
    displaced = check_seals(items)
    cards, doubled = dedupe_lines([item for item in items if isinstance(item, CardLine)])
    entries = tuple(card.entry for card in cards.values())
    changed = displaced | doubled
    in_place = {guid: card for guid, card in cards.items() if guid not in changed} if changed else cards
    problems = report_merge(len(doubled), is_conflict=is_merged)
    lock = Lock(
        entries=entries,
        deck=find_deck(items),
        namespace=find_namespace(items),
        rendering=find_rendering(items),
        theme_version=find_theme_version(items),
        moves=find_moves(items),
        lines=in_place,
    )
    check_rendering(lock)
    return lock, problems


def strip_lines(data: bytes) -> bytes:
    """Return a text without what an editor or git may have put at its start and at the ends of its lines."""
    text = data.removeprefix(codecs.BOM_UTF8)
    if any(end in text for end in STRANGE_ENDS) or text.endswith((b" ", b"\t")):
        return b"\n".join(line.rstrip(BLANKS) for line in text.split(b"\n"))
    return text


def decode_line(line: bytes) -> str:
    """Return a line as text."""
    return line.decode("utf-8", "surrogatepass")


def parse_lines(text: bytes, lines: Sequence[bytes]) -> list[Item]:
    """Return the lines of a text below the header that are not empty. Raises LockDamageError."""
    items: list[Item] = []
    above = THEME
    start = sum(len(line) + 1 for line in lines[: len(HEADER)])
    for number, line in enumerate(lines[len(HEADER) :], len(HEADER) + 1):
        end = start + len(line)
        if line:
            item: Item
            if line[:1] == b"#":
                item = parse_marker(number, decode_line(line), above)
            else:
                item = CardLine(number, text, start, end, above, parse_card(number, line))
            items.append(item)
            above = item.name
        start = end + 1
    return items


def parse_card(number: int, line: bytes) -> Entry:
    """Return the entry of the card that a line describes. Raises LockDamageError."""
    text, seal = line[: -SEAL_LETTERS - 1], line[-SEAL_LETTERS:]
    if line[:1] != b"[" or line[-SEAL_LETTERS - 2 : -SEAL_LETTERS] != b"] " or seal.translate(None, LETTERS):
        raise describe_bad_card(number, decode_line(line))
    try:
        return parse_entry(text)
    except ValueError:
        raise describe_bad_card(number, decode_line(text)) from None


def describe_bad_card(number: int, text: str) -> LockDamageError:
    """Return the error for a line in which a card is expected."""
    return LockDamageError(
        Message("{file}:{number}: this line describes no card: {text}", file=FILE_NAME, number=number, text=text[:80])
    )


def check_schema(line: str) -> None:
    """Raise a DeckError unless the first line names the present schema."""
    schema = SCHEMA_LINE.fullmatch(line)
    if not schema:
        raise LockDamageError(Message("{file}:1: this is not a notedeck deck.lock", file=FILE_NAME))
    if int(schema[1]) != SCHEMA:
        hint = UPDATE_HINT if int(schema[1]) > SCHEMA else EARLY_HINT
        raise DeckError(
            Message(
                "{file} has schema {schema}; this notedeck supports {schema2}",
                file=FILE_NAME,
                schema=schema[1],
                schema2=SCHEMA,
            ),
            hint,
        )


def check_not_cut(lines: Sequence[bytes]) -> None:
    """Raise LockDamageError unless the last line is one that ends a bucket."""
    number = next(number for number in range(len(lines), 0, -1) if lines[number - 1])
    last = decode_line(lines[number - 1])
    if not END_LINE.fullmatch(last):
        raise LockDamageError(
            Message(
                "{file} is cut off after line {number}, or something was appended: {last}",
                file=FILE_NAME,
                number=number,
                last=last[:80],
            )
        )


def parse_marker(number: int, line: str, above: str) -> Marker:
    """Return a line that starts with `#`. Raises LockDamageError for one that notedeck does not write."""
    if bucket := BUCKET_LINE.fullmatch(line):
        return Marker(number, line.encode(), above, bucket=bucket[1])
    if end := END_LINE.fullmatch(line):
        return Marker(number, END.encode(), above, end["seal"] or "")
    if match := SETTING_LINE.fullmatch(line):
        name = match["name"]
        return Marker(number, match["text"].encode(), name, match["seal"], setting=name, value=match["value"])
    raise LockDamageError(
        Message(
            "{file}:{number}: notedeck does not write such a line: {line}",
            file=FILE_NAME,
            number=number,
            line=line[:80],
        )
    )


def list_values(items: Iterable[Item], setting: str) -> list[str]:
    """Return the values of a setting: a merge may leave two."""
    return [item.value for item in items if isinstance(item, Marker) and item.setting == setting]


def find_deck(items: Iterable[Item]) -> str:
    """Return the name of the deck, the first one. Raises LockDamageError for what is no name, and without one."""
    names = list_values(items, DECK)
    if not names:
        raise LockDamageError(
            Message("{file} is incomplete: no line below the comments at its head names the deck", file=FILE_NAME)
        )
    with suppress(ValueError):
        if isinstance(name := json.loads(names[0]), str):
            return name
    raise LockDamageError(Message("{file}: this is no name of a deck: {name}", file=FILE_NAME, name=names[0][:80]))


def find_namespace(items: Iterable[Item]) -> str:
    """Return the namespace, of two the one that sorts first. Raises LockDamageError for what is none."""
    values = list_values(items, NAMESPACE)
    if all(map(NAMESPACE_VALUE.fullmatch, values)):
        return min((value for value in values if value != NO_VALUE), default="")
    raise LockDamageError(
        Message("{file}: this is no namespace of guids: {values}", file=FILE_NAME, values=", ".join(values)[:80])
    )


def find_rendering(items: Iterable[Item]) -> int:
    """Return the number of the rendering, the greatest one. Raises LockDamageError for what is no number."""
    values = list_values(items, RENDERING)
    if all(value.isdecimal() and len(value) <= MAX_DIGITS for value in values):
        return max(map(int, values))
    raise LockDamageError(
        Message("{file}: this is no number of a rendering: {values}", file=FILE_NAME, values=", ".join(values)[:80])
    )


def find_moves(items: Iterable[Item]) -> tuple[PastMove, ...]:
    """Return the moves between decks, in the order of their times. Raises LockDamageError for what are none."""
    values = list_values(items, MOVES)
    try:
        moves = [create_move(*move) for value in values for move in json.loads(value)]
    except (ValueError, TypeError, RecursionError):
        raise LockDamageError(
            Message("{file}: these are no moves between decks: {value}", file=FILE_NAME, value=values[0][:80])
        ) from None
    return join_moves(moves)


def create_move(second: object, old: object, new: object, search: object, is_shown: object = 1) -> PastMove:
    """Return a move with these values. Raises ValueError if one has another type."""
    if not (isinstance(second, int) and isinstance(old, str) and isinstance(new, str) and isinstance(search, str)):
        raise ValueError
    return PastMove(second, old, new, search, bool(is_shown))


def find_theme_version(items: Iterable[Item]) -> ThemeVersion | None:
    """Return the newest theme version."""
    versions = filter(None, map(parse_theme, list_values(items, THEME)))
    return max(versions, key=lambda version: version.modified, default=None)


def parse_theme(value: str) -> ThemeVersion | None:
    """Return the version of a theme in its value in deck.lock; None if there is none."""
    match = THEME_VALUE.fullmatch(value)
    return ThemeVersion(match["digest"], int(match["second"])) if match else None


def check_rendering(lock: Lock) -> None:
    """Raise DeckError if a newer program drew one of the cards: this one would draw them as before."""
    newest = max((lock.rendering, *(entry.rendering for entry in lock.entries)))
    if newest > rendering.RENDERING:
        message = Message(
            "{file} is of a newer notedeck: its cards have rendering {newest}, not {rendering}",
            file=FILE_NAME,
            newest=newest,
            rendering=rendering.RENDERING,
        )
        raise DeckError(message, UPDATE_HINT)


def check_buckets(lines: Sequence[bytes]) -> None:
    """Raise LockDamageError unless all buckets and the settings of the deck are there."""
    present = {decode_line(line) for line in lines if line[:1] == b"#"}
    missing = next((line for line in BUCKET_LINES if line not in present), "")
    for setting in SETTINGS:
        if not missing and not any(line.startswith(f"# {setting} ") for line in present):
            missing = f"# {setting}"
    if missing:
        raise LockDamageError(
            Message(
                "{file} is incomplete: of its {count:,} lines none is `{missing}`",
                file=FILE_NAME,
                count=len(lines),
                missing=missing,
            )
        )


def check_ends(items: Sequence[Item]) -> None:
    """Raise LockDamageError unless every bucket, and every line with a card, is followed by a card or an end.

    Git may leave the buckets of two people one after the other, so a bucket may occur twice.
    """
    for item, following in pairwise((*items, None)):
        if isinstance(following, CardLine) or (following and following.is_end):
            continue
        if item and (isinstance(item, CardLine) or item.bucket):
            raise LockDamageError(
                Message("{file}:{number}: cards are missing below this line", file=FILE_NAME, number=item.number)
            )


def check_seals(items: Sequence[Item]) -> frozenset[str]:
    """Return the guids of cards whose seal is made of another line than the one above them.

    A merge that keeps both sides puts other lines between the two. Raises LockDamageError at the first line that is
    not as it was written, or whose line above is nowhere.
    """
    sealed = [item for item in items if isinstance(item, CardLine) or item.seal]
    ends = (item for card, item in pairwise(items) if isinstance(card, CardLine) and isinstance(item, Marker))
    is_each_sealed = all(end.seal for end in ends)
    above = (item.above for item in sealed)
    if is_each_sealed and are_right((item.seal for item in sealed), (item.text for item in sealed), above):
        return frozenset()
    return find_displaced(items)


def find_displaced(items: Sequence[Item]) -> frozenset[str]:
    """Do what `check_seals` does, item by item."""
    is_below_card = False
    displaced: list[str] = []
    names = frozenset(hash_above(item.name) for item in items)
    for item in items:
        opened = open_seal(item.text, item.seal) if item.seal else None
        if opened is None and is_below_card:
            raise describe_bad_seal(item)
        if opened is not None and opened != hash_above(item.above):
            if opened not in names:
                raise describe_bad_seal(item)
            displaced.append(item.name)
        is_below_card = isinstance(item, CardLine)
    return frozenset(displaced)


def describe_bad_seal(item: Item) -> LockDamageError:
    """Return the error for a line whose seal is wrong or missing."""
    message = Message("this line was changed, or lines above it are missing")
    text = decode_line(item.text)
    return LockDamageError(
        Message("{file}:{line}: {message}: {text}", file=FILE_NAME, line=item.number, message=message, text=text[:80])
    )
