"""The numbers of a cloze note's gaps over all edits: never given to another gap, never given anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from notedeck.cards.clozes import MAX_CLOZE_NUMBER, ClozeDeletion, find_deletions, is_cloze, number_deletions
from notedeck.identity.digests import digest
from notedeck.identity.lock.entries import Cloze
from notedeck.identity.match.titles import alike
from notedeck.model import Card

LIKE = 0.6  # the least likeness of two texts that are one gap, edited: a typo or a longer form, not another word


def assigned(card: Card, known: Sequence[Cloze]) -> tuple[Cloze, ...]:
    """The gaps of a card with their numbers, then those that it had once.

    A gap is known by its text; else by the sentence around it, whose answer was edited; else by a like text. Any other
    gets a number that none ever had.
    """
    found = [replace(gap, place=digest(gap.place)) for gap in find_deletions(card.back)] if is_cloze(card) else []
    by_text = {cloze.text: cloze.number for cloze in known}
    numbers = {gap.text: by_text[gap.text] for gap in found if gap.text in by_text}
    for step in (in_place, by_likeness):
        numbers |= step(found, known, numbers)
    following = max((cloze.number for cloze in known), default=0)
    for gap in found:
        if gap.text not in numbers:
            numbers[gap.text] = following = following + 1
    live = tuple(Cloze(numbers[gap.text], gap.text, gap.place) for gap in found)
    gone = tuple(cloze for cloze in known if cloze.number not in set(numbers.values()))
    return (*live, *(replace(cloze, live=False) for cloze in gone))


def in_place(found: Sequence[ClozeDeletion], known: Sequence[Cloze], numbers: Mapping[str, int]) -> dict[str, int]:
    """Gaps that stand where another stood, in a sentence that is the same but for its gaps, and that no other is."""
    before = Counter(cloze.place for cloze in known if cloze.live)
    after = Counter(gap.place for gap in found)
    gone = {cloze.place: cloze.number for cloze in left(known, numbers) if before[cloze.place] == 1}
    fresh = (gap for gap in found if gap.text not in numbers and after[gap.place] == 1)
    return {gap.text: gone[gap.place] for gap in fresh if gap.place in gone}


def by_likeness(found: Sequence[ClozeDeletion], known: Sequence[Cloze], numbers: Mapping[str, int]) -> dict[str, int]:
    """Pairs of like texts, the most alike first."""
    fresh, gone = [gap.text for gap in found if gap.text not in numbers], left(known, numbers)
    rows = [(alike(cloze.text, text), text, cloze.number) for text in fresh for cloze in gone]
    pairs: dict[str, int] = {}
    for rate, text, number in sorted(rows, key=lambda row: -row[0]):
        if rate >= LIKE and text not in pairs and number not in pairs.values():
            pairs[text] = number
    return pairs


def left(known: Sequence[Cloze], numbers: Mapping[str, int]) -> list[Cloze]:
    """The gaps that were there and are not known again yet."""
    return [cloze for cloze in known if cloze.live and cloze.number not in numbers.values()]


def with_numbers(card: Card, clozes: Sequence[Cloze]) -> Card:
    """A cloze card as Anki takes it; any other as it is."""
    if not is_cloze(card):
        return card
    numbers = {cloze.text: cloze.number for cloze in clozes if cloze.live and cloze.number <= MAX_CLOZE_NUMBER}
    live = tuple(sorted(numbers.values()))
    return replace(card, back=number_deletions(card.back, numbers), clozes=live)
