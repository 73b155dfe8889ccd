"""A note or folder of a whole deck, if a build is asked for no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from notedeck.identity import Change
from notedeck.identity.scope import within
from notedeck.media.tags import references
from notedeck.model import Deck, Source
from notedeck.problems import Problem
from notedeck.source.names import display_name


def deck_of(deck: Deck, part: str) -> Deck:
    """The deck with the cards of a part alone, and the media that they use; "" leaves it whole."""
    if not part:
        return deck
    cards = tuple(card for card in deck.cards if within(card.key.path, part))
    names = {one.address for card in cards for side in (card.front, card.back) for one in references(side)}
    skipped = tuple(one for one in deck.skipped if within(one.place.path, part))
    assets = tuple(asset for asset in deck.assets if asset.name in names)
    label = "-".join([deck.name, *map(display_name, part.split("/"))])
    return replace(deck, cards=cards, assets=assets, skipped=skipped, removed=(), label=label)


def notes_of(notes: Sequence[Source], part: str) -> tuple[Source, ...]:
    """The notes of a part."""
    return tuple(note for note in notes if within(note.path, part))


def problems_of(problems: Iterable[Problem], part: str) -> tuple[Problem, ...]:
    """What is wrong with a part, or with the files of the whole deck."""
    return tuple(one for one in problems if within(one.place.path, part) or "/" not in one.place.path)


def changes_of(changes: Iterable[Change], part: str) -> tuple[Change, ...]:
    """What changed in a part."""
    return tuple(one for one in changes if within(one.place.path, part))
