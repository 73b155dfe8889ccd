"""How much of each card is translated."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.config.settings import Extent
from notedeck.model import Card


def limit_cards(cards: Iterable[Card], extent: Extent) -> tuple[Card, ...]:
    """Return the cards with a translation, without their backs if only titles have one."""
    translatable = tuple(card for card in cards if card.translate)
    return translatable if extent is Extent.ALL else tuple(card.replace(back="") for card in translatable)
