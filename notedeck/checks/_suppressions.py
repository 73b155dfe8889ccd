"""Which findings are told, and how much they weigh: what authors ignore, and what deck.toml says."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from notedeck.config.settings import CheckSettings
from notedeck.model import Card, Place
from notedeck.problems import Problem


def told(problems: Iterable[Problem], cards: Iterable[Card], settings: CheckSettings) -> tuple[Problem, ...]:
    """The problems without those that a comment `<!-- notedeck: ignore -->` silences at the card of their place, and
    those that the settings turn off; the others with the weights of the settings."""
    shelf = Shelf(cards)
    rows = (problem for problem in problems if not shelf.silences(problem))
    return tuple(
        weighed(row, settings) for row in rows if settings.severities.get(row.code.slug, row.severity) is not None
    )


def weighed(problem: Problem, settings: CheckSettings) -> Problem:
    """A problem with the weight that the settings give to its code."""
    return replace(problem, severity_override=settings.severities.get(problem.code.slug))


class Shelf:
    """Finds the card that a place belongs to: the last one of the note that starts at or above its line."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            self.cards[card.place.path].append(card)
        for rows in self.cards.values():
            rows.sort(key=line_of)

    def silences(self, problem: Problem) -> bool:
        """Whether the author wants to hear nothing of it."""
        card = self.card_at(problem.place)
        return card is not None and card.ignores(problem.code.slug)

    def card_at(self, place: Place) -> Card | None:
        """The card of a place; that of a whole note is its first, as a comment at the head is its."""
        rows = self.cards.get(place.path, [])
        at = bisect.bisect_right(rows, place.line, key=line_of) - 1 if place.line else 0
        return rows[max(at, 0)] if rows else None


def line_of(card: Card) -> int:
    return card.place.line
