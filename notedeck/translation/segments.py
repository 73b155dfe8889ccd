"""What of a deck is to be translated: each piece once, with the notes in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from notedeck.model import Card
from notedeck.translation.languages import is_in
from notedeck.translation.runs import parsed, plain_text, runs
from notedeck.translation.tokens import words


@dataclass(frozen=True, slots=True)
class Segment:
    """A text of the memory (`msgid`) and the paths of the notes in which it stands, in order."""

    msgid: str
    paths: tuple[str, ...]


def segments(cards: Iterable[Card], language: str) -> tuple[Segment, ...]:
    """The segments of all cards in the order in which they first stand."""
    found: dict[str, dict[str, None]] = {}
    for card in cards:
        for msgid in texts(card, language) if card.translate else ():
            found.setdefault(msgid, {})[card.key.path] = None
    return tuple(Segment(msgid, tuple(paths)) for msgid, paths in found.items())


def texts(card: Card, language: str) -> Iterator[str]:
    """The texts of one card: the titles above it, front, back."""
    for title in map(plain_text, card.trail):
        if is_in(words(title), language):
            yield title
    for side in (card.front, card.back):
        for group in runs(parsed(side), language) if is_in(side, language) else ():
            yield from (run.text for run in group if is_in(words(run.text), language))
