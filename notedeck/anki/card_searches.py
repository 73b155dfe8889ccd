"""Searches in Anki's browser for the cards in a deck, and for some of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from notedeck.anki.deck_names import SEPARATOR, quote_search
from notedeck.anki.fields import build_fields
from notedeck.model import Card, Value

TAG = re.compile(r"<[^>]*>")
MIN_LETTERS = 3  # of a front without tags in a search


class CardSearch(Value, frozen=True):
    """The cards that Anki has in the deck `old` and that belong in `new`.

    `search` finds them before any step. `lasting` finds none but them also when `old` has other cards.
    """

    search: str
    old: str
    new: str
    lasting: str = ""


def search_deck(deck: str) -> str:
    """Return a search for the cards in a deck, without those in decks below it."""
    name = quote_search(deck)
    return f'deck:"{name}" -deck:"{name}{SEPARATOR}*"'


def find_shared_fronts(cards: Iterable[Card]) -> frozenset[str]:
    """Return the fronts, as HTML, that several cards have: their titles above tell these apart."""
    counts = Counter(card.front for card in cards)
    return frozenset(front for front, count in counts.items() if count > 1)


def search_some(deck: str, cards: Sequence[Card], others: Sequence[Card], shared: Container[str]) -> str:
    """Return a search for those `cards` of a deck that has `others`, too, by their fronts; several have a `shared` one.

    A note that only moves is not updated: its field Source has the place before, or an earlier one.
    """
    fronts, other_fronts = list_fronts(cards, shared), list_fronts(others, shared)
    is_shorter = 0 < len(other_fronts) < len(fronts) and not set(fronts) & set(other_fronts)
    if is_shorter:
        return f"{search_deck(deck)} -{join_searches(other_fronts)}"
    return search_fronts(deck, cards, shared) if others else search_deck(deck)


def search_fronts(deck: str, cards: Sequence[Card], shared: Container[str]) -> str:
    """Return a search for cards in a deck by their fronts, whichever others are there; several have a `shared` one."""
    return f"{search_deck(deck)} {join_searches(list_fronts(cards, shared))}"


def join_searches(searches: Sequence[str]) -> str:
    """Return a search for what one of several finds."""
    return f"({' OR '.join(searches)})" if len(searches) > 1 else searches[0]


def list_fronts(cards: Iterable[Card], shared: Container[str]) -> list[str]:
    """Return searches for the fronts of cards, with the titles above for those that are `shared`."""
    return [*dict.fromkeys(search_front(card, with_titles=card.front in shared) for card in cards)]


def search_front(card: Card, *, with_titles: bool) -> str:
    """Return a search for the front of a card, and the titles above it."""
    fields = build_fields(card)
    front = f'"Front:{format_front(fields["Front"])}"'
    return f'({front} "Breadcrumb:{format_front(fields.get("Breadcrumb", ""))}")' if with_titles else front


def format_front(html: str) -> str:
    """Return a front as a search has it: tags may be any text, unless there is little else."""
    parts = [quote_search(part) for part in TAG.split(html)]
    return "*".join(parts) if sum(map(len, parts)) >= MIN_LETTERS else quote_search(html)
