"""Moves of cards between decks that members may still have to do: deck.lock remembers them, the package describes them.

Who only imports packages does not see what a build prints, and may import the third package after a move.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from notedeck.anki.card_searches import find_shared_fronts, search_deck, search_fronts
from notedeck.anki.deck_names import is_within, normalize_deck_name
from notedeck.identity.deck_moves import DeckMove
from notedeck.identity.lock.entries import Lock, PastMove
from notedeck.identity.reconcile import Reconciliation
from notedeck.model import Card

INTRODUCTION = "**Cards in decks with an earlier name?** Anki leaves them there. Do this, then delete the empty decks:"
SIGNS = re.compile(r"[`<>\x00-\x1f]")
MAX_KEPT = 60  # moves in deck.lock
MAX_SHOWN = 12  # of these in the description
MAX_LEAVES = 4  # of a deck whose cards are moved deck by deck; else the whole deck is renamed
MAX_SECONDS = 60 * 24 * 3600  # that a move is remembered
MAX_SEARCH = 300  # characters that a person copies
TOO_LONG = "?"  # in place of a search that nobody would copy; such a move is not shown, but its cards are known to move


def remember_moves(lock: Lock, reconciled: Reconciliation, moves: Sequence[DeckMove], now: int) -> Lock:
    """Return the lock with the moves that members may still have to do; `moves` are those of this build.

    `now` is a Unix second. What is shown is right at any later time, and for those who did it already. A build that
    changes nothing forgets nothing, so that deck.lock does not change with time alone.
    """
    if not (moves or (lock.moves and reconciled.changes)):
        return lock
    cards = group_by_deck(reconciled.cards)  # of a build of some notes, those of these notes
    recent = [move for move in lock.moves if now - move.second <= MAX_SECONDS]
    if not moves:
        shown = [move for move in recent if move.is_shown and not takes_others(move, cards)]
        return replace(lock, moves=tuple(mark_shown(recent, shown)))
    remembered = add_moves(recent, moves, cards, now)
    shared = find_shared_fronts(reconciled.cards)
    narrow = sorted({narrow_move(move, remembered, cards, shared) for move in remembered})
    right = [move for move in narrow if is_right(move, narrow, cards)]
    return replace(lock, moves=tuple(mark_shown(narrow, right[-MAX_SHOWN:])))


def add_moves(
    earlier: Iterable[PastMove], moves: Sequence[DeckMove], decks: Collection[str], now: int
) -> list[PastMove]:
    """Return the moves of a build and the earlier ones, which lead where the cards are after it."""
    new = [*list_lasting(moves, decks, now)]
    whole = {leaf.old: leaf.new for move in moves for leaf in move.leaves if leaf.search == search_deck(leaf.old)}
    followed = (follow_move(move, new, whole) for move in earlier)
    return sorted({*(move for move in followed if move.new != move.old), *new})[-MAX_KEPT:]


def mark_shown(moves: Iterable[PastMove], shown: Iterable[PastMove]) -> Iterator[PastMove]:
    """Return moves, of which the description of the deck shows some."""
    wanted = frozenset(shown)
    return (move.replace(is_shown=move in wanted) for move in moves)


def list_lasting(moves: Iterable[DeckMove], decks: Collection[str], now: int) -> Iterator[PastMove]:
    """Yield the moves of a build as they can be done after any later import; `decks` have the cards."""
    for move in moves:
        whole = PastMove(now, move.old, move.new)
        is_own = any(is_within(leaf.old, move.old) for leaf in move.leaves)  # not after a third name
        if move.is_rename and is_own and len(move.leaves) > MAX_LEAVES and not takes_others(whole, decks):
            yield whole
            continue
        for leaf in move.leaves:
            yield PastMove(now, leaf.old, leaf.new, leaf.lasting if len(leaf.lasting) <= MAX_SEARCH else TOO_LONG)


def group_by_deck(cards: Iterable[Card]) -> dict[str, list[Card]]:
    """Return the cards by the names of their decks."""
    groups: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        groups[card.deck].append(card)
    return dict(groups)


def narrow_move(
    move: PastMove, moves: Iterable[PastMove], cards: Mapping[str, Sequence[Card]], shared: Container[str]
) -> PastMove:
    """Return a move that would take other cards along as that of the cards which its new deck has now.

    By their fronts that is right for every member: these cards belong there, wherever they are. Several cards have a
    `shared` front.
    """
    is_shared = takes_others(move, cards) or any(may_take(move, other) for other in moves if other is not move)
    if not (is_shared and move.search and move.new in cards):
        return move
    search = search_fronts(move.old, cards[move.new], shared)
    return move.replace(search=search if len(search) <= MAX_SEARCH else TOO_LONG)


def is_right(move: PastMove, moves: Iterable[PastMove], decks: Collection[str]) -> bool:
    """Return whether a move takes only cards that belong in its new deck, whichever of all `moves` a member did."""
    if move.search == TOO_LONG or takes_others(move, decks) or not has_cards(move.new, decks):
        return False
    return not any(may_take(move, other) for other in moves if other is not move)


def may_take(move: PastMove, other: PastMove) -> bool:
    """Return whether a move of all cards in a deck would take some that another move brings elsewhere.

    Those that an earlier one finds by their fronts are gone by then.
    """
    if not takes_all(move):
        return False
    is_in_it = is_within(other.old, move.old) if not move.search else other.old == move.old
    is_gone = not takes_all(other) and other.search != TOO_LONG and other.second < move.second
    return is_in_it and not is_gone and other.new != move.new + other.old[len(move.old) :]


def takes_all(move: PastMove) -> bool:
    """Return whether a move is one of all cards in a deck."""
    return move.search in ("", search_deck(move.old))


def takes_others(move: PastMove, decks: Iterable[str]) -> bool:
    """Return whether a move of all cards in a deck would take some that belong there now."""
    if move.search == search_deck(move.old):
        return move.old in decks
    return not move.search and has_cards(move.old, decks)


def has_cards(deck: str, decks: Iterable[str]) -> bool:
    """Return whether a deck, or one below it, is among those with cards."""
    return any(is_within(name, deck) for name in decks)


def follow_move(move: PastMove, later: Iterable[PastMove], whole: Mapping[str, str]) -> PastMove:
    """Return an earlier move with the name that its new deck has after later ones.

    `whole` has the new names of decks all of whose cards went to the same one.
    """
    if move.search and move.new in whole:
        return move.replace(new=whole[move.new])
    for other in later:
        if not other.search and is_within(move.new, other.old):
            return move.replace(new=other.new + move.new[len(other.old) :])
    return move


def describe_moves(moves: Iterable[PastMove]) -> str:
    """Return the moves that are shown in Markdown for the description of a deck in Anki, "" without any."""
    steps = [f"- {describe_move(move)}" for move in moves if move.is_shown]
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
