"""Matches without doubt: by an id that the author wrote, or by the key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import product
from typing import TypeVar

from notedeck.identity.lock.entries import State
from notedeck.identity.match.cards import (
    CurrentCard,
    LockedCard,
    Match,
    compare_backs,
    exclude_matched,
    get_back_digest,
)
from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Key

DIGITS = re.compile(r"\d+")
MIN_BACK_WORDS = 4  # that a back needs before it outweighs a number in a title
MAX_COMPARED_PAIRS = 100_000  # of equal titles in their notes; with more, their backs are not compared
MIN_BACK_LIKENESS = 0.3  # of two cards with the same title that are matched by their backs
FOLLOWED = Message("followed through the commits since the last build")
COPIED = Message("copied, then deleted; the copy is new, so the reviews stay here")

T = TypeVar("T", CurrentCard, LockedCard)
Group = tuple[str, tuple[str, ...], str, str]


def match_unchanged(current: Iterable[CurrentCard], locked: Iterable[LockedCard]) -> list[Match]:
    """Match live cards whose key and back are the same, unless an id or a name has to decide about one of them.

    They are nearly all cards of most builds; only what is left of a deck takes further work.
    """
    names = {(card.key.style, card.key.title) for card in current if card.card.unique_in_deck}
    anonymous = [card for card in current if not card.card.id and not card.card.unique_in_deck]
    open_locked = [old for old in locked if old.entry.state is State.LIVE and not old.entry.id]
    if names:
        open_locked = [old for old in open_locked if (old.key.style, old.key.title) not in names]
    locked_by_key = {old.key: old for old in open_locked}
    if len(locked_by_key) < len(open_locked):
        return match_by_key_and_back(anonymous, open_locked)
    matches = []
    for card in anonymous:
        old = locked_by_key.get(card.key)
        if old and get_back_digest(old) == get_back_digest(card):
            matches.append(Match(card, locked_by_key.pop(card.key)))
    return matches


def match_by_id(current: Iterable[CurrentCard], locked: Iterable[LockedCard]) -> list[Match]:
    """Match cards with an id of the author's, wherever they are now; several cards of one section in their order."""
    locked_by_id: dict[tuple[str, str], list[LockedCard]] = defaultdict(list)
    for old in sorted(locked, key=lambda card: card.key.nth):
        if old.entry.id:
            locked_by_id[old.entry.id, old.key.style].append(old)
    matches = []
    for card in current:
        same = locked_by_id.get((card.card.id, card.key.style)) if card.card.id else None
        if same:
            matches.append(Match(card, same.pop(0), Message('its id is "{id}"', id=card.card.id)))
    return matches


def match_by_name(current: Iterable[CurrentCard], locked: Iterable[LockedCard]) -> list[Match]:
    """Match cards that occur once in a deck, in whichever note they are found first."""
    locked_by_name = {(card.key.style, card.key.title): card for card in locked}
    pairs = ((card, locked_by_name.get((card.key.style, card.key.title))) for card in current)
    return [Match(card, old) for card, old in pairs if card.card.unique_in_deck and old is not None]


def match_by_key(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards whose path, titles above, title and style are the same.

    Equal titles in one note, and titles that differ only in a number ("Question 3"), are matched by their backs first:
    an insertion above gives each of them the key of its neighbour.
    """
    if not (current and locked):
        return []
    current_groups, locked_groups = group_by_key(current), group_by_key(locked)
    budget = PairBudget()
    matches = []
    for group, cards in current_groups.items():
        if group in locked_groups:
            matches += match_group(cards, locked_groups[group], budget)
    return matches


class PairBudget:
    """How many pairs of cards with equal titles in one note may still have their backs compared."""

    def __init__(self) -> None:
        """Start with MAX_COMPARED_PAIRS."""
        self.pairs = MAX_COMPARED_PAIRS

    def has_room_for(self, pairs: int) -> bool:
        """Return whether so many pairs may be compared, and count them."""
        is_enough = pairs <= self.pairs
        self.pairs -= pairs if is_enough else 0
        return is_enough


def group_by_key(cards: Iterable[T]) -> dict[Group, list[T]]:
    """Group cards by everything in their keys but numbers."""
    groups: dict[Group, list[T]] = defaultdict(list)
    for card in cards:
        groups[card.key.path, card.key.breadcrumb, hide_numbers(card.key.title), card.key.style].append(card)
    return groups


@lru_cache(maxsize=1024)  # equal titles come together
def hide_numbers(title: str) -> str:
    """Return a title with a `#` in the place of each number."""
    return DIGITS.sub("#", title)


def match_group(current: Sequence[CurrentCard], locked: Sequence[LockedCard], budget: PairBudget) -> list[Match]:
    """Match the cards of one group, the surest first; uncertain ones stay unmatched."""
    matches: list[Match] = []
    for match_cards in (
        match_by_key_and_back,
        match_by_back,
        partial(match_by_likeness, budget=budget),
        match_by_title,
    ):
        matches += match_cards(*exclude_matched(matches, current, locked))
    return matches


def match_by_key_and_back(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards with the same key and the same back."""
    return [Match(card, old) for card, old in join_cards(current, locked, get_key_and_back)]


def match_by_back(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards with the same back, if the titles are the same or the back has enough words."""
    matches = select_matches(join_cards(current, locked, get_title_and_back))
    open_current, open_locked = exclude_matched(matches, current, locked)
    with_words = [card for card in open_locked if card.word_count >= MIN_BACK_WORDS]
    return matches + select_matches(join_cards(open_current, with_words, get_back_digest), Message("same text"))


def match_by_likeness(current: Sequence[CurrentCard], locked: Sequence[LockedCard], budget: PairBudget) -> list[Match]:
    """Match cards whose title occurs several times by the likeness of their backs, the most alike first."""
    current_by_title, locked_by_title = group_by_title(current), group_by_title(locked)
    shared_titles = [title for title in current_by_title if title in locked_by_title]
    groups = ((current_by_title[title], locked_by_title[title]) for title in shared_titles)
    rated = [
        (compare_backs(old, card).overall, card, old)
        for cards, old_cards in groups
        if len(cards) + len(old_cards) > 2 and budget.has_room_for(len(cards) * len(old_cards))
        for card, old in product(cards, old_cards)
    ]
    rated.sort(key=lambda pair: (-pair[0], abs(pair[1].key.nth - pair[2].key.nth)))
    return select_matches((card, old) for likeness, card, old in rated if likeness >= MIN_BACK_LIKENESS)


def match_by_title(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards with the same title in their order, if as many are left before and after."""
    current_by_title, locked_by_title = group_by_title(current), group_by_title(locked)
    titles = [title for title, cards in current_by_title.items() if len(cards) == len(locked_by_title.get(title, ()))]
    return select_matches(
        pair for title in titles for pair in zip(current_by_title[title], locked_by_title[title], strict=True)
    )


def group_by_title(cards: Iterable[T]) -> dict[str, list[T]]:
    """Group cards by their titles."""
    groups: dict[str, list[T]] = defaultdict(list)
    for card in cards:
        groups[card.key.title].append(card)
    return groups


def get_key_and_back(card: LockedCard | CurrentCard) -> tuple[Key, str]:
    """Return what two cards must share that did not change at all."""
    return card.key, get_back_digest(card)


def get_title_and_back(card: LockedCard | CurrentCard) -> tuple[str, str]:
    """Return what two cards must share of which only the number among equal keys changed."""
    return card.key.title, get_back_digest(card)


def join_cards(
    current: Sequence[CurrentCard],
    locked: Sequence[LockedCard],
    get_value: Callable[[CurrentCard | LockedCard], object],
) -> Iterator[tuple[CurrentCard, LockedCard]]:
    """Yield pairs of cards with the same value, in order."""
    locked_by_value: dict[object, list[LockedCard]] = defaultdict(list)
    for old in reversed(locked):
        locked_by_value[get_value(old)].append(old)
    for card in current:
        if same := locked_by_value.get(get_value(card)):
            yield card, same.pop()


def match_located(
    current: Sequence[CurrentCard], locked: Sequence[LockedCard], guids: Mapping[Key, str], reason: Message
) -> list[Match]:
    """Match cards whose guids are known by their present keys, as from the commits since the last build."""
    if not guids:
        return []
    locked_by_guid = {card.entry.guid: card for card in locked}
    pairs = ((card, locked_by_guid[guid]) for card in current if (guid := guids.get(card.key)) in locked_by_guid)
    return select_matches(pairs, reason)


def select_matches(pairs: Iterable[tuple[CurrentCard, LockedCard]], reason: Message = NO_MESSAGE) -> list[Match]:
    """Return the pairs in their order as matches, each card only once."""
    used: set[CurrentCard | LockedCard] = set()
    matches = []
    for card, old in pairs:
        if card not in used and old not in used:
            matches.append(Match(card, old, reason))
            used |= {card, old}
    return matches
