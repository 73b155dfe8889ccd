"""Limit a whole deck to one note or folder, where the user named no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notedeck.identity import Change
from notedeck.media.tags import find_references
from notedeck.model import Deck, Source
from notedeck.problems import Problem
from notedeck.source.deck_root import is_under
from notedeck.source.names import format_display_name


def limit_deck(deck: Deck, part: str) -> Deck:
    """Return the deck with the cards of a part and the media that they use; "" leaves it whole."""
    if not part:
        return deck
    cards = tuple(card for card in deck.cards if is_under(card.key.path, part))
    media_names = {
        media.address for card in cards for side in (card.front, card.back) for media in find_references(side)
    }
    return deck.replace(
        cards=cards,
        assets=tuple(asset for asset in deck.assets if asset.name in media_names),
        skipped=tuple(skipped for skipped in deck.skipped if is_under(skipped.place.path, part)),
        removed=(),
        label="-".join([deck.name, *map(format_display_name, part.split("/"))]),
    )


def limit_notes(notes: Sequence[Source], part: str) -> tuple[Source, ...]:
    """Return the notes of a part."""
    return tuple(note for note in notes if is_under(note.path, part))


def limit_problems(problems: Iterable[Problem], part: str) -> tuple[Problem, ...]:
    """Return the problems of a part, and those of the files of the whole deck."""
    return tuple(p for p in problems if is_under(p.place.path, part) or "/" not in p.place.path)


def limit_changes(changes: Iterable[Change], part: str) -> tuple[Change, ...]:
    """Return the changes of a part."""
    return tuple(change for change in changes if is_under(change.place.path, part))
