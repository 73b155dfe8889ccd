"""The segments of a deck: each text to translate once, with the notes that contain it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from notedeck.cards.clozes import remove_marks
from notedeck.config.languages import has_letters_of
from notedeck.model import Card, Value
from notedeck.translation.segments.pictures import find_pictures
from notedeck.translation.segments.runs import find_runs, format_title
from notedeck.translation.segments.tokens import read_words
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.cache.texts import get_many, put_many
from notedeck.util.soup import parse_html

CACHE_NAME = "segments.sqlite"


class Segment(Value, frozen=True):
    """A text of the memory (`msgid`) and the paths of the notes that contain it, in order."""

    msgid: str
    paths: tuple[str, ...]


def collect_segments(cards: Iterable[Card], language: str, cache: Path | None = None) -> tuple[Segment, ...]:
    """Return the segments of all cards in the order of their first appearance."""
    translatable = [card for card in cards if card.translate]
    paths: dict[str, dict[str, None]] = {}
    for card, msgids in zip(translatable, extract_texts(translatable, language, cache), strict=True):
        for msgid in msgids:
            paths.setdefault(msgid, {})[card.key.path] = None
    return tuple(Segment(msgid, tuple(card_paths)) for msgid, card_paths in paths.items())


def extract_texts(cards: Sequence[Card], language: str, cache: Path | None = None) -> list[tuple[str, ...]]:
    """Return the texts to translate of each card, from the folder `cache` where it has them."""
    keys = [cache_key(code_fingerprint(), language, card.front, card.back, card.breadcrumb) for card in cards]
    cached = get_many(cache / CACHE_NAME, keys) if cache else {}
    fresh = {
        key: json.dumps([*extract_card_texts(card, language)])
        for key, card in zip(keys, cards, strict=True)
        if key not in cached
    }
    if cache:
        put_many(cache / CACHE_NAME, fresh)
    return [tuple(json.loads(cached.get(key) or fresh[key])) for key in keys]


def extract_card_texts(card: Card, language: str) -> Iterator[str]:
    """Yield the texts to translate of one card: breadcrumb, front, back; of a side, the descriptions come last."""
    for title in map(format_title, card.breadcrumb):
        if has_letters_of(read_words(title), language):
            yield title
    for side in (card.front, remove_marks(card.back)):
        body = parse_html(side) if has_letters_of(side, language) else None
        for group in find_runs(body, language) if body else ():
            yield from (run.text for run in group if has_letters_of(read_words(run.text), language))
        yield from (picture.text for picture in (find_pictures(body, language) if body and "<img" in side else ()))
