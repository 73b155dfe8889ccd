"""Limit a whole deck to one note or folder, where the user named no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from notedeck.identity import Change, Entry, Lock
from notedeck.media.tags import find_references
from notedeck.model import Deck, Removed, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.source.deck_root import is_under
from notedeck.source.names import format_display_name

Guided = TypeVar("Guided", Removed, Entry)


def limit_deck(deck: Deck, part: str, lock: Lock) -> Deck:
    """Return the deck with the cards of a part, also removed ones, and the media that they use; "" leaves it whole.

    `lock` tells where the removed cards were.
    """
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
        removed=limit_removed(deck.removed, part, lock),
        label="-".join([deck.name, *map(format_display_name, part.split("/"))]),
    )


def limit_removed(removed: Iterable[Guided], part: str, lock: Lock) -> tuple[Guided, ...]:
    """Return those of the removed cards that were in a part."""
    guids = {entry.guid for entry in lock.entries if is_under(entry.key.path, part)}
    return tuple(card for card in removed if card.guid in guids)


def limit_notes(notes: Sequence[Source], part: str) -> tuple[Source, ...]:
    """Return the notes of a part."""
    return tuple(note for note in notes if is_under(note.path, part))


def limit_problems(problems: Iterable[Problem], part: str) -> tuple[Problem, ...]:
    """Return the problems of a part, those of the files of the whole deck, and copies elsewhere of removed cards."""
    return tuple(
        problem
        for problem in problems
        if is_under(problem.place.path, part)
        or "/" not in problem.place.path
        or problem.code is ProblemCode.COPY_OF_REMOVED
    )


def limit_changes(changes: Iterable[Change], part: str) -> tuple[Change, ...]:
    """Return the changes of a part."""
    return tuple(change for change in changes if is_under(change.place.path, part))
