"""Which problems are reported, and with which severity: what authors ignore, and what deck.toml says."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable

from notedeck.config.settings import CheckSettings
from notedeck.model import Card, Place
from notedeck.problems import Problem


def apply_suppressions(
    problems: Iterable[Problem], cards: Iterable[Card], settings: CheckSettings
) -> tuple[Problem, ...]:
    """Return the problems that are reported, with the severities of the settings.

    Suppressed are those that a comment `<!-- notedeck: ignore -->` of their card names, and those that the settings
    turn off.
    """
    index = CardIndex(cards)
    remaining = (problem for problem in problems if not index.is_ignored(problem))
    return tuple(
        set_severity(problem, settings)
        for problem in remaining
        if settings.severities.get(problem.code.slug, problem.severity) is not None
    )


def set_severity(problem: Problem, settings: CheckSettings) -> Problem:
    """Return a problem with the severity that the settings give to its code."""
    return problem.replace(severity_override=settings.severities.get(problem.code.slug))


class CardIndex:
    """Finds the card at a place: the last one of the note that starts at or above its line."""

    def __init__(self, cards: Iterable[Card]) -> None:
        """Sort the cards by note and line."""
        self.cards: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            self.cards[card.place.path].append(card)
        for of_note in self.cards.values():
            of_note.sort(key=find_card_line)

    def is_ignored(self, problem: Problem) -> bool:
        """Return whether the card at the problem's place ignores its code."""
        card = self.find_card(problem.place)
        return card is not None and card.has_suppressed(problem.code.slug)

    def find_card(self, place: Place) -> Card | None:
        """Return the card at a place; for a whole note its first card, as a comment at the head belongs to it."""
        cards = self.cards.get(place.path, [])
        index = bisect.bisect_right(cards, place.line, key=find_card_line) - 1 if place.line else 0
        return cards[max(index, 0)] if cards else None


def find_card_line(card: Card) -> int:
    """Return the line on which a card starts."""
    return card.place.line
