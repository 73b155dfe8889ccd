"""Sections -> cards, through the style chosen; here each gets its key, trail, deck and tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from notedeck.identity.guids import normal
from notedeck.model import Card, Face, Key, Section, Source
from notedeck.naming import deck_name, tags_for
from notedeck.settings import Settings
from notedeck.styles import Style


def make(source: Source, sections: tuple[Section, ...], top: str, settings: Settings, style: Style) -> tuple[Card, ...]:
    """The cards of one note in order. `top` is the name of the whole deck."""
    deck, tags = deck_name(source, top, settings), tags_for(source, settings)
    drafts = (
        draft(source, section, face, style.NAME) for section in sections for face in style.cards(section, settings)
    )
    return tuple(replace(card, deck=deck, tags=tags) for card in told_apart(tuple(drafts)))


def draft(source: Source, section: Section, face: Face, style: str) -> Card:
    """A card before it is told apart from others of the same title."""
    key = normal(Key(source.path, section.trail, section.title, style))
    above, wanted = trail(section), section.translate and source.matter.translate
    return Card(
        key, section.place, face.front, face.back, above, modified=source.modified, id=section.id, translate=wanted
    )


def trail(section: Section) -> tuple[str, ...]:
    """The titles above a card, the note's first, each once."""
    named = section.note in (*section.trail[:1], section.title)
    return section.trail if named else (section.note, *section.trail)


def told_apart(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The same cards, equal keys numbered in their order."""
    seen: Counter[Key] = Counter()
    rows = []
    for card in cards:
        rows.append(replace(card, key=replace(card.key, nth=seen[card.key])))
        seen[card.key] += 1
    return tuple(rows)
