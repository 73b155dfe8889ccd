"""Sections -> cards, through the style chosen; here each gets its key, trail, deck and tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from notedeck.cards.directives import ignored_codes, style_of, unknown, unmet
from notedeck.cards.naming import deck_name, tags_for
from notedeck.config.settings import CardSettings, NamingSettings
from notedeck.identity.guids import normal
from notedeck.model import Card, CardDraft, Key, Section, Source
from notedeck.problems import Problem


def make(
    source: Source, sections: tuple[Section, ...], top: str, settings: CardSettings, naming: NamingSettings
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """The cards of one note in order. `top` is the name of the whole deck."""
    deck, tags = deck_name(source, top, naming), tags_for(source, naming)
    made = [(section, style_of(section, settings).cards(section, settings)) for section in sections]
    drafts = [draft(source, section, face) for section, drafts in made for face in drafts]
    cards = tuple(replace(card, deck=deck, tags=tags) for card in told_apart(drafts))
    return cards, (*unknown(sections), *unmet(source, made, settings))


def draft(source: Source, section: Section, face: CardDraft) -> Card:
    """A card before it is told apart from others of the same title."""
    below = (*section.breadcrumb, section.title) if face.title else section.breadcrumb
    key = Key(source.path, () if face.unique_in_deck else below, face.title or section.title, face.style)
    above = breadcrumb(section)
    return Card(
        normal(key),
        replace(section.place, line=face.line or section.place.line),
        face.front,
        face.back,
        (*above, section.title) if face.title and section.title not in above[-1:] else above,
        modified=source.modified,
        id=f"{section.id}#{face.title}" if section.id and face.title else section.id,
        translate=section.translate and source.matter.translate and face.translate,
        reverse=face.reverse,
        reversed=face.reversed,
        unique_in_deck=face.unique_in_deck,
        ignored=ignored_codes(section.directives),
    )


def breadcrumb(section: Section) -> tuple[str, ...]:
    """The titles above a card, the note's first, each once."""
    named = section.note in (*section.breadcrumb[:1], section.title)
    return section.breadcrumb if named else (section.note, *section.breadcrumb)


def told_apart(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The same cards, equal keys numbered in their order."""
    seen: Counter[Key] = Counter()
    rows = []
    for card in cards:
        rows.append(replace(card, key=replace(card.key, nth=seen[card.key])))
        seen[card.key] += 1
    return tuple(rows)


def once(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards of a deck, of those that may stand only once in it the first."""
    rows: dict[object, Card] = {}
    for card in cards:
        rows.setdefault((card.key.style, card.key.title) if card.unique_in_deck else card.key, card)
    return tuple(rows.values())
