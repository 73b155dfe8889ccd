"""Cards whose deck has another name now. Anki leaves them in the old one, as an import moves no card that it has.

A person renames whole decks before the import (`deck_renames.py`), then searches for single cards and moves them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import chain

from notedeck.anki.card_searches import CardSearch, find_shared_fronts, search_deck, search_fronts, search_some
from notedeck.anki.deck_names import fold_deck_name, quote_search
from notedeck.identity.changes import Change
from notedeck.identity.deck_renames import TEMPORARY, Rename, plan_renames
from notedeck.model import Card, Value

NameDeck = Callable[[Card, str], str]  # a card, and the path of a note -> the deck of the card in that note before
Targets = Mapping[str, Mapping[str, Sequence[Card]]]  # the deck before -> the deck now -> its cards


class DeckMove(Value, frozen=True):
    """A step in Anki that brings `count` cards from the deck `old` to `new`. Steps are done in their order.

    If it `is_rename`, the deck is renamed before the import, with all decks below it. Else the cards that `search`
    finds change their deck after the import. `leaves` are the same cards deck by deck, for a program.
    """

    old: str
    new: str
    count: int
    search: str
    is_rename: bool
    leaves: tuple[CardSearch, ...] = ()


def list_deck_moves(changes: Iterable[Change], cards: Iterable[Card], name_deck: NameDeck) -> tuple[DeckMove, ...]:
    """Return the steps that bring all cards into their decks."""
    targets = find_targets(changes, cards, name_deck)
    whole = {old: new for old, news in targets.items() if len(news) == 1 and (new := next(iter(news))) != old}
    renames, refused = plan_renames(whole, targets.keys())
    moves = [
        create_move(old, new, news)
        for old, news in targets.items()
        for new in news
        if new != old and refused.get(old, new if len(news) > 1 else "") == new
    ]
    steps = (*(create_rename(rename, targets) for rename in renames), *order_moves(moves))
    shared = find_shared_fronts(card for news in targets.values() for moving in news.values() for card in moving)
    return tuple(add_lasting(step, targets, shared) for step in steps)


def find_targets(changes: Iterable[Change], cards: Iterable[Card], name_deck: NameDeck) -> Targets:
    """Return the cards by the deck where Anki has them, and by the one in which they belong."""
    paths_before = {change.guid: change.old.path for change in changes if change.old and change.new}
    targets: dict[str, dict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for card in cards:
        old = name_deck(card, paths_before.get(card.guid, card.key.path))
        is_same = fold_deck_name(old) == fold_deck_name(card.deck)
        targets[old][old if is_same else card.deck].append(card)
    return targets


def create_rename(rename: Rename, targets: Targets) -> DeckMove:
    """Return the step that renames a deck; a program moves the cards at the last one."""
    count = sum(len(cards) for leaf in rename.leaves for cards in targets[leaf].values())
    is_last = not rename.new.endswith(TEMPORARY)
    leaves = (CardSearch(search_deck(leaf), leaf, new) for leaf in rename.leaves for new in targets[leaf] if is_last)
    return DeckMove(rename.old, rename.new, count, f'deck:"{quote_search(rename.old)}"', True, tuple(leaves))


def create_move(old: str, new: str, targets: Mapping[str, Sequence[Card]]) -> DeckMove:
    """Return the step that moves the cards of a deck that belong in `new`; `targets` are all cards of it."""
    moving, others = targets[new], [*chain.from_iterable(cards for deck, cards in targets.items() if deck != new)]
    search = search_some(old, moving, others, find_shared_fronts((*moving, *others)))
    return DeckMove(old, new, len(moving), search, False, (CardSearch(search, old, new),))


def add_lasting(move: DeckMove, targets: Targets, shared: Container[str]) -> DeckMove:
    """Return a step with the searches that still are right when its old decks have other cards.

    `shared` are the fronts that several cards of the deck have.
    """
    leaves = []
    for leaf in move.leaves:
        present = [card for news in targets.values() for card in news.get(leaf.old, ())]
        others = [card for new, cards in targets[leaf.old].items() for card in cards if new != leaf.new]
        moving = targets[leaf.old][leaf.new]
        lasting = search_fronts(leaf.old, moving, shared) if present or others else search_deck(leaf.old)
        leaves.append(leaf.replace(lasting=lasting))
    return move.replace(leaves=tuple(leaves))


def order_moves(moves: Sequence[DeckMove]) -> list[DeckMove]:
    """Return steps in an order in which no card comes into a deck from which others still have to go."""
    waiting, ordered = [*moves], []
    while waiting:
        move = next((each for each in waiting if not is_source(each.new, waiting, each)), None)
        if move is None:
            later = waiting[0]
            place = later.new + TEMPORARY
            move = later.replace(new=place, leaves=())
            waiting[0] = later.replace(old=place, search=search_deck(place))
        else:
            waiting.remove(move)
        ordered.append(move)
    return ordered


def is_source(deck: str, moves: Iterable[DeckMove], own: DeckMove) -> bool:
    """Return whether cards still have to go from a deck by another step than its `own`."""
    return any(move.old == deck for move in moves if move is not own)
