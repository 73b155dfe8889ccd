"""When a card was last changed, counting its pictures: one that was drawn anew must reach Anki as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from notedeck.media.locate import Local, Located, Wanted
from notedeck.media.tags import references
from notedeck.model import Card


def aged(card: Card, places: Mapping[Wanted, Located], seconds: Mapping[Path, int]) -> Card:
    """A card, not older than the newest of its own files (facts, "Importing again": a note's time decides)."""
    found = (one for side in (card.front, card.back) if "src=" in side for one in references(side))
    own = (places.get(Wanted(card.key.path, one.address, one.embedded)) for one in found)
    newest = max((seconds[place.file] for place in own if isinstance(place, Local)), default=0)
    return replace(card, modified=newest) if newest > card.modified else card
