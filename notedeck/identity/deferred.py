"""Defer new cards of a note in which an error may have hidden that they are known cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from notedeck.identity.lock.entries import Lock, State
from notedeck.identity.match.cards import CurrentCard, Match
from notedeck.identity.scope import Scope
from notedeck.messages import Message, format_count
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

HINT = Message("Fix the error that is reported for this note, and build again; its other cards stay as they are.")


def defer_cards(
    current: Sequence[CurrentCard], matches: Mapping[CurrentCard, Match], lock: Lock, scope: Scope
) -> tuple[list[CurrentCard], tuple[Problem, ...]]:
    """Return the cards that can be packed now, and a problem for each note with cards that cannot.

    A typo in the name of a style, for example, turns a note's cards into others that the lock does not know, while
    those that it knows are missing. Packed, they would be in Anki beside the old ones, without reviews.
    """
    if not scope.unread:
        return list(current), ()
    matched_guids = {match.locked.entry.guid for match in matches.values()}
    incomplete_notes = {
        entry.key.path
        for entry in lock.entries
        if entry.state is State.LIVE and entry.guid not in matched_guids and not scope.has_read(entry.key.path)
    }
    deferred = [card for card in current if card.key.path in incomplete_notes and card not in matches]
    deferred_cards = set(deferred)
    return [card for card in current if card not in deferred_cards], tuple(create_problems(deferred))


def create_problems(deferred: Sequence[CurrentCard]) -> Iterator[Problem]:
    """Yield one problem for each note."""
    cards_by_note: dict[str, list[CurrentCard]] = defaultdict(list)
    for card in deferred:
        cards_by_note[card.key.path].append(card)
    for path, cards in cards_by_note.items():
        message = Message(
            "{cards} not packed: the error in this note may hide known cards",
            cards=format_count(len(cards), "new card"),
        )
        yield Problem(ProblemCode.CARDS_DEFERRED, Place(path, cards[0].card.place.line), message, HINT)
