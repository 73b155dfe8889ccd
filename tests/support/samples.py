"""Cards and decks made by hand."""

from __future__ import annotations

from notedeck.identity import create_guid
from notedeck.model import Asset, Card, Deck, Key, Place

SECOND = 1_700_000_000  # when the sample notes were last changed, in Unix seconds


def create_card(
    title: str,
    back: str = "<p>A</p>",
    *,
    front: str = "",
    deck: str = "학습::aws",
    breadcrumb: tuple[str, ...] = ("AWS",),
    tags: tuple[str, ...] = ("자바", "path::aws"),
    modified: int = SECOND,
) -> Card:
    """Return a card ready for packing; `front` is the title when it is left out."""
    key = Key("aws.md", breadcrumb, title, "basic")
    return Card(key, Place("aws.md", 3), front or title, back, breadcrumb, deck, tags, create_guid(key, ""), modified)


def create_deck(*cards: Card, name: str = "학습", description: str = "", assets: tuple[Asset, ...] = ()) -> Deck:
    """Return a deck of these cards."""
    return Deck(name, description, cards, assets)
