"""Turn the sections of a note into cards: each style drafts cards, here they get key, breadcrumb, deck and tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from notedeck.cards.answers import remove_answers
from notedeck.cards.directives import find_empty_styles, find_style, find_unknown_directives, list_ignored_codes
from notedeck.cards.naming import list_tags, name_deck
from notedeck.config.settings import CardSettings, CodeLines, NamingSettings
from notedeck.korean.labels import fold_title
from notedeck.model import Card, CardDraft, Key, Place, Section, Source
from notedeck.problems import Problem

SCROLL = "scroll"  # the style sheet lets long lines of code scroll


def generate_cards(
    source: Source, sections: tuple[Section, ...], top: str, settings: CardSettings, naming: NamingSettings
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """Return the cards of one note in order, and the problems of its directives.

    `top` is the name of the top deck. The cards have no guids yet.
    """
    deck, tags = name_deck(source, top, naming), list_tags(source, naming)
    drafts = [(section, find_style(section, settings).draft_cards(section, settings)) for section in sections]
    cards = [
        complete_draft(source, section, draft, deck, tags, settings) for section, group in drafts for draft in group
    ]
    return number_duplicates(cards), (*find_unknown_directives(sections), *find_empty_styles(source, drafts, settings))


def complete_draft(
    source: Source, section: Section, draft: CardDraft, deck: str, tags: tuple[str, ...], settings: CardSettings
) -> Card:
    """Return the card of a draft. Cards of equal titles still have the same key."""
    titles = (*section.breadcrumb, section.title) if draft.title else section.breadcrumb
    key = Key(source.path, () if draft.unique_in_deck else titles, draft.title or section.title, draft.style)
    above = find_breadcrumb(section)
    return Card(
        key.to_nfc(),
        Place(section.place.path, draft.line) if draft.line else section.place,
        draft.front,
        draft.back,
        remove_answers((*above, section.title) if draft.title and section.title not in above[-1:] else above, draft),
        deck=deck,
        tags=tags,
        modified=source.modified,
        id=f"{section.id}#{draft.title}" if section.id and draft.title else section.id,
        translate=section.translate and source.matter.translate and draft.translate,
        reverse=draft.reverse,
        asks_both_ways=draft.asks_both_ways,
        unique_in_deck=draft.unique_in_deck,
        ignored=list_ignored_codes(section.directives),
        looks=(*draft.looks, *([SCROLL] if settings.code is CodeLines.SCROLL and "<pre" in draft.back else [])),
    )


def find_breadcrumb(section: Section) -> tuple[str, ...]:
    """Return the titles above a section's card: the note's title first, unless it is one of them anyway."""
    titles = (*section.breadcrumb[:1], section.title)
    has_note_title = section.note in titles or fold_title(section.note) in map(fold_title, titles)
    return section.breadcrumb if has_note_title else (section.note, *section.breadcrumb)


def number_duplicates(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards with equal keys numbered from 0 in their order."""
    counts: Counter[Key] = Counter()
    numbered = []
    for card in cards:
        nth = counts[card.key]
        numbered.append(card.replace(key=card.key.replace(nth=nth)) if nth else card)
        counts[card.key] += 1
    return tuple(numbered)
