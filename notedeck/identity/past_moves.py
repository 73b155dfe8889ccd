"""Moves of cards between decks that members may still have to do: deck.lock remembers them, the package describes them.

Who only imports packages does not see what a build prints, and may import the third package after a move.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from notedeck.anki.card_searches import search_deck
from notedeck.anki.deck_names import is_within, normalize_deck_name
from notedeck.identity.deck_moves import DeckMove
from notedeck.identity.lock.entries import Lock, PastMove
from notedeck.identity.reconcile import Reconciliation

INTRODUCTION = "**Cards in decks with an earlier name?** Anki leaves them there. To move them:"
SIGNS = re.compile(r"[`<>\x00-\x1f]")
MAX_MOVES = 12
MAX_LEAVES = 4  # of a deck whose cards are moved deck by deck; else the whole deck is renamed
MAX_SECONDS = 60 * 24 * 3600  # that a move is remembered
MAX_SEARCH = 300  # characters that a person copies


def remember_moves(lock: Lock, reconciled: Reconciliation, moves: Sequence[DeckMove], now: int) -> Lock:
    """Return the lock with the moves that members may still have to do; `moves` are those of this build.

    `now` is a Unix second. What is remembered is right at any later time, and for those who did it already. A build
    that changes nothing forgets nothing, so that deck.lock does not change with time alone.
    """
    if not (moves or (lock.moves and reconciled.changes)):
        return lock
    decks = {card.deck for card in reconciled.cards}
    new = [*list_lasting(moves, decks, now)]
    kept = [follow_move(move, new) for move in lock.moves if now - move.second <= MAX_SECONDS]
    right = [move for move in kept if not takes_others(move, decks) and (not moves or has_cards(move.new, decks))]
    return replace(lock, moves=tuple(sorted({*right, *new}))[-MAX_MOVES:])


def list_lasting(moves: Iterable[DeckMove], decks: Collection[str], now: int) -> Iterator[PastMove]:
    """Yield the moves of a build as they can be done after any later import; `decks` have the cards."""
    for move in moves:
        whole = PastMove(now, move.old, move.new)
        is_own = any(is_within(leaf.old, move.old) for leaf in move.leaves)  # not after a third name
        if move.is_rename and is_own and len(move.leaves) > MAX_LEAVES and not takes_others(whole, decks):
            yield whole
            continue
        for leaf in move.leaves:
            if len(leaf.lasting) <= MAX_SEARCH:
                yield PastMove(now, leaf.old, leaf.new, leaf.lasting)


def takes_others(move: PastMove, decks: Iterable[str]) -> bool:
    """Return whether a move of all cards in a deck would take some that belong there now."""
    if move.search == search_deck(move.old):
        return move.old in decks
    return not move.search and has_cards(move.old, decks)


def has_cards(deck: str, decks: Iterable[str]) -> bool:
    """Return whether a deck, or one below it, is among those with cards."""
    return any(is_within(name, deck) for name in decks)


def follow_move(move: PastMove, later: Iterable[PastMove]) -> PastMove:
    """Return an earlier move with the name that its new deck has after later ones."""
    for other in later:
        if not other.search and is_within(move.new, other.old):
            return move.replace(new=other.new + move.new[len(other.old) :])
        if other.search == search_deck(move.new) and other.old == move.new:
            return move.replace(new=other.new)
    return move


def describe_moves(moves: Iterable[PastMove]) -> str:
    """Return the moves in Markdown for the description of a deck in Anki, "" without any."""
    steps = [f"- {describe_move(move)}" for move in moves]
    return "\n".join(["", "", INTRODUCTION, "", *steps]) if steps else ""


def describe_move(move: PastMove) -> str:
    """Return what a member does who has cards in a deck with an earlier name."""
    old, new = (quote(normalize_deck_name(name)) for name in (move.old, move.new))
    if move.search:
        return f"search for {quote(move.search)}, then *Cards > Change Deck* to {new}"
    return f"{old} is {new} now: if {new} has no cards, delete it, then rename {old}"


def quote(text: str) -> str:
    """Return text as code in Markdown; a sign that would end it or begin HTML is any sign in a search."""
    return f"`{SIGNS.sub('*', text)}`"
