"""What of a deck is to be translated: each piece once, with the notes in which it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from notedeck.cards.clozes import remove_marks
from notedeck.config.languages import has_letters_of
from notedeck.model import Card
from notedeck.translation.segments.runs import plain_text, runs
from notedeck.translation.segments.tokens import words
from notedeck.util.cache import cache_key, code_fingerprint, get_many, put_many
from notedeck.util.html import parse_html

FILE = "segments.sqlite"


@dataclass(frozen=True, slots=True)
class Segment:
    """A text of the memory (`msgid`) and the paths of the notes in which it stands, in order."""

    msgid: str
    paths: tuple[str, ...]


def segments(cards: Iterable[Card], language: str, cache: Path | None = None) -> tuple[Segment, ...]:
    """The segments of all cards in the order in which they first stand."""
    wanted = [card for card in cards if card.translate]
    found: dict[str, dict[str, None]] = {}
    for card, msgids in zip(wanted, all_texts(wanted, language, cache), strict=True):
        for msgid in msgids:
            found.setdefault(msgid, {})[card.key.path] = None
    return tuple(Segment(msgid, tuple(paths)) for msgid, paths in found.items())


def all_texts(cards: Sequence[Card], language: str, cache: Path | None = None) -> list[tuple[str, ...]]:
    """The texts of each card; what the `cache` remembers of a card is not read again."""
    names = [cache_key(code_fingerprint(), language, card.front, card.back, card.breadcrumb) for card in cards]
    known = get_many(cache / FILE, names) if cache else {}
    fresh = {
        name: json.dumps([*texts(card, language)]) for name, card in zip(names, cards, strict=True) if name not in known
    }
    if cache:
        put_many(cache / FILE, fresh, used=known)
    return [tuple(json.loads(known.get(name) or fresh[name])) for name in names]


def texts(card: Card, language: str) -> Iterator[str]:
    """The texts of one card: the titles above it, front, back."""
    for title in map(plain_text, card.breadcrumb):
        if has_letters_of(words(title), language):
            yield title
    for side in (card.front, remove_marks(card.back)):
        for group in runs(parse_html(side), language) if has_letters_of(side, language) else ():
            yield from (run.text for run in group if has_letters_of(words(run.text), language))
