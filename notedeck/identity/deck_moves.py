"""Cards whose deck has another name now. Anki leaves them in the old one, as an import moves no card that it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from itertools import takewhile

from notedeck.anki.deck_names import SEPARATOR, list_deck_and_parents, quote_search
from notedeck.identity.changes import Change
from notedeck.model import Card, Value

NameDeck = Callable[[Card, str], str]  # a card, and the path of a note -> the deck of the card in that note before


class DeckMove(Value, frozen=True):
    """Cards that belong in the deck `new` and are in `old` in the Anki of members.

    `search` finds them in Anki's browser. If it `is_whole`, no other card stays in `old`: a person can rename it.
    `leaves` are the single decks, old and new.
    """

    old: str
    new: str
    count: int
    search: str
    leaves: tuple[tuple[str, str], ...]
    is_whole: bool


def list_deck_moves(changes: Iterable[Change], cards: Iterable[Card], name_deck: NameDeck) -> tuple[DeckMove, ...]:
    """Return the moves from deck to deck, those of whole folders as one each."""
    paths_before = {change.guid: change.old.path for change in changes if change.old and change.new}
    moved: dict[tuple[str, str], list[Card]] = defaultdict(list)
    in_use: set[str] = set()  # decks of cards that did not move, and those above them
    for card in cards:
        old = name_deck(card, paths_before.get(card.guid, card.key.path))
        if old == card.deck:
            in_use.update(list_deck_and_parents(old))
        else:
            moved[old, card.deck].append(card)
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for old, new in moved:
        groups[find_renamed_parents(old, new, in_use)].append((old, new))
    return tuple(
        create_move(pair, leaves, [card for leaf in leaves for card in moved[leaf]], in_use)
        for pair, leaves in groups.items()
    )


def find_renamed_parents(old: str, new: str, in_use: Container[str]) -> tuple[str, str]:
    """Return the decks above that got another name, or the decks themselves if other cards stay there."""
    old_parts, new_parts = old.split(SEPARATOR), new.split(SEPARATOR)
    pairs = zip(reversed(old_parts[1:]), reversed(new_parts[1:]), strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    old_parent, new_parent = (SEPARATOR.join(parts[: len(parts) - common]) for parts in (old_parts, new_parts))
    return (old, new) if old_parent in in_use else (old_parent, new_parent)


def create_move(
    pair: tuple[str, str], leaves: Sequence[tuple[str, str]], cards: Sequence[Card], in_use: Container[str]
) -> DeckMove:
    """Return the move of cards between two decks."""
    old, new = pair
    search = f'deck:"{quote_search(old)}"'
    if old in in_use:
        sources = dict.fromkeys(f'"Source:{quote_search(card.key.path)}:*"' for card in cards)
        search += f" ({' OR '.join(sources)})" if len(sources) > 1 else f" {next(iter(sources))}"
    return DeckMove(old, new, len(cards), search, tuple(leaves), old not in in_use)
