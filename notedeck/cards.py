"""Sections -> cards, through the style chosen; here each gets its key, trail, deck and tags."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from notedeck.identity.guids import normal
from notedeck.model import Card, Face, Key, Section, Source
from notedeck.naming import deck_name, tags_for
from notedeck.problems import Code, Problem
from notedeck.settings import Settings
from notedeck.styles import Style, styles

ASKED = "style="  # <!-- notedeck: style=cloze -->
SILENT = "ignore"  # <!-- notedeck: ignore=back-long -->, or without a code for all


def make(
    source: Source, sections: tuple[Section, ...], top: str, settings: Settings
) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
    """The cards of one note in order. `top` is the name of the whole deck."""
    deck, tags = deck_name(source, top, settings), tags_for(source, settings)
    drafts = [
        replace(draft(source, section, face), made_by=style.NAME)
        for section in sections
        for style in (style_of(section, settings),)
        for face in style.cards(section, settings)
    ]
    cards = tuple(replace(card, deck=deck, tags=tags) for card in told_apart(drafts))
    return cards, tuple(unknown(sections))


def style_of(section: Section, settings: Settings) -> Style:
    """What the author wrote at the section or at a title above, else what the settings say."""
    wanted = (row.removeprefix(ASKED) for row in section.asked if row.startswith(ASKED))
    return styles()[next((name for name in wanted if name in styles()), settings.style)]


def unknown(sections: Iterable[Section]) -> Iterable[Problem]:
    """What is asked for in a comment and is nothing we know, once for each wording."""
    allowed = [*(f"{ASKED}{name}" for name in sorted(styles())), SILENT, *(f"{SILENT}={code.slug}" for code in Code)]
    seen: set[str] = set()
    for section in sections:
        for row in section.asked:
            if not set(single(row)) <= {*allowed, *seen}:
                seen |= {row, *single(row)}
                near = difflib.get_close_matches(row, allowed, n=1)
                wanted = f"<!-- notedeck: {near[0]} -->" if near else ""
                hint = f"Did you mean {wanted}?" if near else "Allowed: style=NAME, ignore, and ignore=CODE,CODE."
                yield Problem(Code.COMMENT_UNKNOWN, section.place, f'"notedeck: {row}" in a comment is not known', hint)


def single(row: str) -> list[str]:
    """A comment's wish, one for each code of several."""
    name, sign, codes = row.partition("=")
    return [f"{SILENT}={code}" for code in codes.split(",")] if name == SILENT and sign else [row]


def codes_of(asked: Iterable[str]) -> tuple[str, ...]:
    """The codes that the author ignores, `*` for all of them."""
    rows = [one for row in asked for one in single(row) if one.partition("=")[0] == SILENT]
    return tuple(dict.fromkeys(one.partition("=")[2] or "*" for one in rows))


def draft(source: Source, section: Section, face: Face) -> Card:
    """A card before it is told apart from others of the same title."""
    below = (*section.trail, section.title) if face.title else section.trail
    key = Key(source.path, () if face.once else below, face.title or section.title, face.style)
    above = trail(section)
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
        both_ways=face.both_ways,
        once=face.once,
        ignored=codes_of(section.asked),
    )


def trail(section: Section) -> tuple[str, ...]:
    """The titles above a card, the note's first, each once."""
    named = section.note in (*section.trail[:1], section.title)
    return section.trail if named else (section.note, *section.trail)


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
        rows.setdefault((card.key.style, card.key.title) if card.once else card.key, card)
    return tuple(rows.values())
