"""Cards as an export has them: both sides in HTML, with cloze deletions that nothing has to draw any more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from notedeck.anki.fields import build_fields, build_tags
from notedeck.model import Card, Deck, Value

COLUMNS = (
    "guid",
    "deck",
    "breadcrumb",
    "front",
    "back",
    "front_translation",
    "back_translation",
    "tags",
    "note",
    "line",
)
BREADCRUMB_SIGN = " › "
DELETION = re.compile(r"\{\{c\d+::(?P<answer>.*?)(?:::(?P<hint>[^{}]*?))?\}\}", re.DOTALL)
GAP = "[…]"


class Pictures(Enum):
    """Where the pictures of a format are."""

    INSIDE = auto()  # if they are not too large together, else in a folder beside the file
    BESIDE = auto()  # in a folder beside the file
    NAMED = auto()  # nowhere: texts have their names


class ExportedCard(Value, frozen=True):
    """A card: its sides and their translations in HTML, the rest in plain text. `line` is that of its title."""

    guid: str
    deck: str
    breadcrumb: str
    front: str
    back: str
    front_translation: str
    back_translation: str
    tags: tuple[str, ...]
    note: str
    line: int


class ExportedDeck(Value, frozen=True):
    """A deck: its name, the language code of its notes, its cards in the order of the notes, and its style sheet.

    `media_urls` are the URLs of media files by their names, relative to the file or with the content itself.
    """

    name: str
    language: str
    cards: tuple[ExportedCard, ...]
    css: str
    media_urls: Mapping[str, str]


def export_card(card: Card) -> ExportedCard:
    """Return a card for an export."""
    fields = build_fields(card)
    sides = fields["Front"], fields["Back"], fields["FrontTranslation"], fields["BackTranslation"]
    front, back, front_translation, back_translation = fill_gaps(*sides) if card.clozes else sides
    return ExportedCard(
        guid=card.guid,
        deck=card.deck,
        breadcrumb=BREADCRUMB_SIGN.join(card.breadcrumb),
        front=front,
        back=back,
        front_translation=front_translation,
        back_translation=back_translation,
        tags=tuple(build_tags(card)),
        note=card.place.path,
        line=card.place.line,
    )


def fill_gaps(front: str, back: str, front_translation: str, back_translation: str) -> tuple[str, str, str, str]:
    """Return the sides of a cloze note: the gaps stand below its title, and are filled on the back."""
    return (
        front + hide_answers(back),
        show_answers(back),
        front_translation + hide_answers(back_translation),
        show_answers(back_translation),
    )


def list_exported_cards(deck: Deck) -> tuple[ExportedCard, ...]:
    """Return the cards of a deck for an export, in their order."""
    return tuple(map(export_card, deck.cards))


def hide_answers(back: str) -> str:
    """Return the back of a cloze note with gaps, or with the hints that its author gave; "" for an empty one."""
    if not back:
        return ""
    shown = DELETION.sub(lambda match: f"[{match['hint']}]" if match["hint"] else GAP, back)
    return f'<div class="asked">{shown}</div>'


def show_answers(back: str) -> str:
    """Return the back of a cloze note with its answers marked."""
    return DELETION.sub(lambda match: f"<mark>{match['answer']}</mark>", back)
