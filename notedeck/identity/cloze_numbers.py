"""Number the cloze deletions of a note: over all edits, no number goes to another deletion, or is used again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from notedeck.cards.clozes import MAX_CLOZE_NUMBER, ClozeDeletion, find_deletions, is_cloze, number_deletions
from notedeck.identity.digests import compute_digest
from notedeck.identity.lock.entries import Cloze
from notedeck.identity.match.titles import compare_titles
from notedeck.model import Card

MAX_COMPARED_PER_DELETION = 40  # deletions that may each be the same one, edited; comparing all takes quadratic time
MIN_LIKENESS = 0.6  # of two texts that are one deletion, edited: a typo or a longer form, but not another word


def assign_numbers(card: Card, previous: Sequence[Cloze]) -> tuple[Cloze, ...]:
    """Return the cloze deletions of a card with their numbers, then those that it once had.

    A deletion keeps its number if its text is the same, else if the sentence around it is (its answer was edited), else
    if its text is similar. Any other gets a number that none ever had.
    """
    if not previous and not is_cloze(card):
        return ()
    matches = find_deletions(card.back) if is_cloze(card) else ()
    deletions = [deletion.replace(place=compute_digest(deletion.place)) for deletion in matches]
    by_text = {cloze.text: cloze.number for cloze in previous}
    numbers = {deletion.text: by_text[deletion.text] for deletion in deletions if deletion.text in by_text}
    for match_deletions in (match_by_sentence, match_by_likeness):
        numbers |= match_deletions(deletions, previous, numbers)
    last = max((cloze.number for cloze in previous), default=0)
    for deletion in deletions:
        if deletion.text not in numbers:
            last += 1
            numbers[deletion.text] = last
    live = tuple(Cloze(numbers[deletion.text], deletion.text, deletion.place) for deletion in deletions)
    used = set(numbers.values())
    gone = tuple(cloze for cloze in previous if cloze.number not in used)
    return (*live, *(cloze.replace(live=False) for cloze in gone))


def match_by_sentence(
    deletions: Sequence[ClozeDeletion], previous: Sequence[Cloze], numbers: Mapping[str, int]
) -> dict[str, int]:
    """Return the numbers of deletions whose sentence is the same but for its deletions, and occurs once."""
    previous_counts = Counter(cloze.context for cloze in previous if cloze.live)
    current_counts = Counter(deletion.place for deletion in deletions)
    missing = list_unmatched(previous, numbers)
    by_sentence = {cloze.context: cloze.number for cloze in missing if previous_counts[cloze.context] == 1}
    new = (item for item in deletions if item.text not in numbers and current_counts[item.place] == 1)
    return {deletion.text: by_sentence[deletion.place] for deletion in new if deletion.place in by_sentence}


def match_by_likeness(
    deletions: Sequence[ClozeDeletion], previous: Sequence[Cloze], numbers: Mapping[str, int]
) -> dict[str, int]:
    """Return the numbers of deletions with similar texts, the most similar first; none if hundreds changed at once."""
    texts = [deletion.text for deletion in deletions if deletion.text not in numbers]
    missing = list_unmatched(previous, numbers)
    if len(texts) * len(missing) > MAX_COMPARED_PER_DELETION * (len(texts) + len(missing)):
        return {}
    rated = [(compare_titles(cloze.text, text), text, cloze.number) for text in texts for cloze in missing]
    matched: dict[str, int] = {}
    used: set[int] = set()
    for likeness, text, number in sorted(rated, key=lambda pair: -pair[0]):
        if likeness >= MIN_LIKENESS and text not in matched and number not in used:
            matched[text] = number
            used.add(number)
    return matched


def list_unmatched(previous: Sequence[Cloze], numbers: Mapping[str, int]) -> list[Cloze]:
    """Return the live deletions of the last build whose number is not assigned yet."""
    used = set(numbers.values())
    return [cloze for cloze in previous if cloze.live and cloze.number not in used]


def apply_numbers(card: Card, clozes: Sequence[Cloze]) -> Card:
    """Return a cloze card with its deletions in Anki's syntax; any other card as it is."""
    if not is_cloze(card):
        return card
    numbers = {cloze.text: cloze.number for cloze in clozes if cloze.live and cloze.number <= MAX_CLOZE_NUMBER}
    return card.replace(back=number_deletions(card.back, numbers), clozes=tuple(sorted(numbers.values())))
