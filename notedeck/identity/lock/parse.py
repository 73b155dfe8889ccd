"""Read the text of deck.lock: nothing is taken from a file that is damaged or that a merge left with a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from notedeck.identity.lock.damage import LockDamageError, check_merged
from notedeck.identity.lock.duplicates import dedupe_lines
from notedeck.identity.lock.entries import CardLine, Lock
from notedeck.identity.lock.entry_json import parse_entry
from notedeck.identity.lock.format import BUCKETS, END, FILE_NAME, HEADER, NO_THEME, SCHEMA, THEME, name_bucket
from notedeck.identity.lock.seals import SEAL_LETTERS, SEAL_PATTERN, hash_above, open_seal
from notedeck.model import ThemeVersion
from notedeck.problems import DeckError, Problem
from notedeck.util.kept import keep_results_of_equals

SCHEMA_LINE = re.compile(r"# notedeck deck\.lock (\d{1,9})")
BUCKET_LINE = re.compile(r"# ([0-9a-f]{3})")
BUCKET_LINES = tuple(f"# {name_bucket(number)}" for number in range(BUCKETS))
CARD_LINE = re.compile(rf"\[.*\] {SEAL_PATTERN}")
END_LINE = re.compile(rf"# (?P<text>{END})(?: (?P<seal>{SEAL_PATTERN}))?")
THEME_LINE = re.compile(rf"# (?P<text>{THEME} (?P<digest>[0-9a-f]+) (?P<second>\d{{1,18}})) (?P<seal>{SEAL_PATTERN})")
EARLY_HINT = "It is from before the first release. Delete it: cards that were renamed before then become new cards."


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


Item = CardLine | Marker


@keep_results_of_equals
def parse_lock(text: str) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock that a text describes.

    A merge may leave two lines for one card: then the newer one is used, and a problem names both. Raises DeckError for
    an unknown schema, conflict marks, and damage of any kind.
    """
    lines = [line.rstrip(" \t\r") for line in text.removeprefix("\ufeff").split("\n")]
    check_merged(lines)
    check_schema(lines[0])
    check_not_cut(lines)
    check_buckets(lines)
    items = parse_lines(lines)
    check_ends(items)
    displaced = check_seals(items)
    cards, problems = dedupe_lines(item for item in items if isinstance(item, CardLine))
    entries = tuple(card.entry for card in cards.values())
    in_place = {guid: card for guid, card in cards.items() if guid not in displaced} if displaced else cards
    return Lock(entries, find_theme_version(items), in_place), problems


def parse_lines(lines: Sequence[str]) -> list[Item]:
    """Return the lines below the header that are not empty. Raises LockDamageError."""
    items: list[Item] = []
    above = THEME
    for number, line in enumerate(lines[len(HEADER) :], len(HEADER) + 1):
        if line:
            item = parse_marker(number, line) if line[0] == "#" else parse_card(number, line, above)
            items.append(item)
            above = item.name
    return items


def parse_card(number: int, line: str, above: str) -> CardLine:
    """Return a line with the card that it describes; `above` is the name of the line above. Raises LockDamageError."""
    if not CARD_LINE.fullmatch(line):
        raise describe_bad_card(number, line)
    text, seal = line[: -SEAL_LETTERS - 1], line[-SEAL_LETTERS:]
    try:
        return CardLine(number, text, seal, above, parse_entry(text))
    except ValueError:
        raise describe_bad_card(number, text) from None


def describe_bad_card(number: int, text: str) -> LockDamageError:
    """Return the error for a line in which a card is expected."""
    return LockDamageError(f"{FILE_NAME}:{number}: this line describes no card: {text[:80]}")


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


def find_theme_version(items: Iterable[Item]) -> ThemeVersion | None:
    """Return the newest theme version; a merge may leave two."""
    versions = [item.theme for item in items if isinstance(item, Marker) and item.theme]
    return max(versions, key=lambda version: version.modified, default=None)


def check_buckets(lines: Sequence[str]) -> None:
    """Raise LockDamageError unless all buckets and the line of the theme are there."""
    present = {line for line in lines if line.startswith("#")}
    missing = next((line for line in BUCKET_LINES if line not in present), "")
    if not missing and not any(line.startswith(f"# {THEME}") for line in present):
        missing = f"# {THEME}"
    if missing:
        raise LockDamageError(f"{FILE_NAME} is incomplete: of its {len(lines):,} lines none is `{missing}`")


def check_ends(items: Sequence[Item]) -> None:
    """Raise LockDamageError unless every bucket, and every line with a card, is followed by a card or an end.

    Git may leave the buckets of two people one after the other, so a bucket may occur twice.
    """
    for item, following in pairwise((*items, None)):
        is_open = isinstance(item, CardLine) or bool(item and item.bucket)
        is_closed = isinstance(following, CardLine) or bool(following and following.text == END)
        if is_open and not is_closed and item:
            raise LockDamageError(f"{FILE_NAME}:{item.number}: cards are missing below this line")


def check_seals(items: Sequence[Item]) -> frozenset[str]:
    """Return the guids of cards whose seal is made of another line than the one above them.

    A merge that keeps both sides puts other lines between the two. Raises LockDamageError at the first line that is
    not as it was written, or whose line above is nowhere.
    """
    above, is_below_card = THEME, False
    displaced: list[str] = []
    names = frozenset[int]()
    for item in items:
        opened = open_seal(item.text, item.seal) if item.seal else None
        if opened is None and is_below_card:
            raise describe_bad_seal(item)
        if opened is not None and opened != hash_above(above):
            names = names or frozenset(hash_above(other.name) for other in items)
            if opened not in names:
                raise describe_bad_seal(item)
            displaced.append(item.name)
        above, is_below_card = item.name, isinstance(item, CardLine)
    return frozenset(displaced)


def describe_bad_seal(item: Item) -> LockDamageError:
    """Return the error for a line whose seal is wrong or missing."""
    message = "this line was changed, or lines above it are missing"
    return LockDamageError(f"{FILE_NAME}:{item.number}: {message}: {item.text[:80]}")
