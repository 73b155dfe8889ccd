"""One Markdown note with all cards: decks and fronts are headings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from notedeck.export.cards import ExportedCard, ExportedDeck, Pictures
from notedeck.export.markdown import convert_to_markdown

SUFFIX = ".md"
NAME_END = ""
ENCODING = "utf-8"
PICTURES = Pictures.BESIDE
START = "<!-- Cards, written by notedeck. -->"


def format_cards(deck: ExportedDeck) -> str:
    """Return the text of a file."""
    return "\n\n".join((START, f"# {deck.name}", *list_parts(deck))) + "\n"


def list_parts(deck: ExportedDeck) -> Iterator[str]:
    """Yield the headings of decks, and the cards below each."""
    for name, cards in groupby(deck.cards, key=lambda card: card.deck):
        yield f"## {name}"
        for card in cards:
            yield from list_card_parts(card, deck)


def list_card_parts(card: ExportedCard, deck: ExportedDeck) -> Iterator[str]:
    """Yield the front as a heading, what stands above and below it, the back and the translations."""
    title, *asked = convert_to_markdown(card.front, deck.media_urls).split("\n", 1)
    yield f"### {title.lstrip('# ')}"
    if card.breadcrumb:
        yield f"*{card.breadcrumb}*"
    yield from (part.strip() for part in asked if part.strip())
    for side in (card.back, card.front_translation, card.back_translation):
        if text := convert_to_markdown(side, deck.media_urls):
            yield text
