"""The words that changed in the fields of cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from notedeck.anki.fields import build_fields
from notedeck.comparison.readable import Line, read_lines
from notedeck.comparison.summary import VISIBLE_FIELDS
from notedeck.comparison.words import ChangedLine, compare_lines
from notedeck.identity import Change, Entry, Kind
from notedeck.identity.removed.store import load_packed_fields
from notedeck.model import Card, Value

Words = Mapping[str, "tuple[FieldWords, ...]"]  # by guid


class FieldWords(Value, frozen=True):
    """A field of a card, and the lines of its text that changed."""

    field: str
    lines: tuple[ChangedLine, ...]


def find_words(changes: Iterable[Change], old: Mapping[str, Mapping[str, str]], cards: Mapping[str, Card]) -> Words:
    """Return the words that changed, by the guids of the cards; `old` are the earlier fields, where they are known."""
    words = {}
    for change in changes:
        if change.guid in old and change.guid in cards and change.kind is not Kind.NEW:
            compared = tuple(compare_fields(change, old[change.guid], cards[change.guid]))
            words[change.guid] = tuple(field for field in compared if field.lines)
    return {guid: fields for guid, fields in words.items() if fields}


def compare_fields(change: Change, old: Mapping[str, str], card: Card) -> Iterable[FieldWords]:
    """Yield the fields of a card that changed, without those that repeat another one, and without a new title."""
    new = build_fields(card)
    for name in change.fields:
        if name not in VISIBLE_FIELDS or (name == "Reverse" and card.asks_both_ways):
            continue
        before, after = read_lines(old.get(name, "")), read_card_lines(card, name, new[name])
        if not (name == "Front" and is_title(before, change) and len(after) == 1):
            yield FieldWords(name, compare_lines(before, after))


def read_card_lines(card: Card, name: str, html: str) -> tuple[Line, ...]:
    """Return the lines of a field, those of the back with their numbers in the note."""
    lines = read_lines(html)
    numbered = read_lines(card.back) if name == "Back" else ()
    return numbered if [line.text for line in numbered] == [line.text for line in lines] else lines


def is_title(lines: tuple[Line, ...], change: Change) -> bool:
    """Return whether the front of a renamed card was only its title, which the list shows in any case."""
    return change.kind is Kind.RENAMED and len(lines) == 1


def select_compared(changes: Iterable[Change], limit: int | None) -> list[Change]:
    """Return the changes of cards of which visible text changed, at most `limit` of them."""
    changed = (
        change for change in changes if change.kind is not Kind.NEW and not VISIBLE_FIELDS.isdisjoint(change.fields)
    )
    return list(islice(changed, limit))


def index_fields(cards: Iterable[Card], changes: Iterable[Change]) -> dict[str, dict[str, str]]:
    """Return the fields of those of the cards that changed, by guid."""
    wanted = {change.guid for change in changes}
    return {card.guid: build_fields(card) for card in cards if card.guid in wanted}


def recall_fields(cache: Path, entries: Iterable[Entry], changes: Iterable[Change]) -> dict[str, dict[str, str]]:
    """Return the fields of cards that changed as packages of this computer had them; `entries` are those before."""
    wanted = {change.guid for change in changes}
    known = [entry for entry in entries if entry.guid in wanted]
    packed = zip(known, load_packed_fields(cache, known), strict=True)
    return {entry.guid: fields for entry, fields in packed if fields}
