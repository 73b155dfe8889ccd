"""Which decks a person renames in Anki, and in which order, where all cards of a deck now belong in another one.

Anki renames a deck with all decks below it. To a name that a deck has already it adds a `+`, so that deck moves away
first; where two take each other's places, one of them gets another name for a while.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from notedeck.anki.deck_names import SEPARATOR, fold_deck_name, is_within, list_deck_and_parents
from notedeck.model import Value

TEMPORARY = " (moving)"  # behind the name of a deck for a while


class Rename(Value, frozen=True):
    """A deck that gets another name, and the decks with cards in and below it, as they are before all steps."""

    old: str
    new: str
    leaves: tuple[str, ...]


def plan_renames(whole: Mapping[str, str], decks: Iterable[str]) -> tuple[list[Rename], dict[str, str]]:
    """Return the renames in their order, and the decks whose cards have to be moved instead, with their new names.

    `whole` has the new names of decks all of whose cards belong there, `decks` all decks with cards.
    """
    in_anki = set(decks)
    pending = group_renames(whole, in_anki)
    present = {fold_deck_name(name) for deck in in_anki for name in list_deck_and_parents(deck)}
    steps: list[Rename] = []
    refused: dict[str, str] = {}
    while pending:
        step = next((rename for rename in pending if is_free(rename, present, pending)), None)
        if step is None and (step := next((rename for rename in pending if not find_rival(rename, pending)), None)):
            pending.remove(step)
            parts = split_rename(step, whole)
            pending += parts
            refused |= {leaf: whole[leaf] for leaf in step.leaves if not parts}
            continue
        if step is None:
            later = find_in_circle(pending)
            step = later.replace(new=later.new + TEMPORARY)
            pending[pending.index(later)] = later.replace(old=step.new)
        else:
            pending.remove(step)
        steps.append(step)
        present = set(move_decks(present, fold_deck_name(step.old), fold_deck_name(step.new)))
    return steps, refused


def group_renames(whole: Mapping[str, str], decks: Iterable[str]) -> list[Rename]:
    """Return the renames of the uppermost decks of which all decks below move together."""
    names = [*decks]
    are_together = cache(lambda old, new: all(moves_along(deck, old, new, whole) for deck in names))
    groups: dict[tuple[str, str], list[str]] = {}
    for old, new in whole.items():
        above = next((pair for pair in list_pairs_above(old, new) if are_together(*pair)), (old, new))
        groups.setdefault(above, []).append(old)
    return [Rename(old, new, tuple(leaves)) for (old, new), leaves in groups.items()]


def list_pairs_above(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of decks above two that differ, while below them the names are the same; the uppermost first."""
    olds, news = old.split(SEPARATOR), new.split(SEPARATOR)
    for levels in range(min(len(olds), len(news)) - 1, 0, -1):
        pair = SEPARATOR.join(olds[:-levels]), SEPARATOR.join(news[:-levels])
        if olds[-levels:] == news[-levels:] and pair[0] != pair[1]:
            yield pair


def moves_along(deck: str, old: str, new: str, whole: Mapping[str, str]) -> bool:
    """Return whether a deck is not below `old`, or has its new name if that is renamed to `new`."""
    return not is_within(deck, old) or whole.get(deck) == new + deck[len(old) :]


def is_free(rename: Rename, present: Collection[str], pending: Iterable[Rename]) -> bool:
    """Return whether no deck has the new name, and no other rename will move one above it, to or fro."""
    new = fold_deck_name(rename.new)
    others = [other for other in pending if other is not rename]
    comes_below = (is_within(new, fold_deck_name(other.new)) and new != fold_deck_name(other.new) for other in others)
    goes_along = (is_within(new, fold_deck_name(other.old)) for other in (rename, *others))
    return new not in present and not any(comes_below) and not any(goes_along)


def find_rival(rename: Rename, pending: Iterable[Rename]) -> Rename | None:
    """Return another rename that will take away the deck with the new name."""
    new = fold_deck_name(rename.new)
    rivals = (other for other in pending if other is not rename and is_within(new, fold_deck_name(other.old)))
    others = (other for other in pending if other is not rename and fold_deck_name(other.new) == new)
    return None if next(others, None) else next(rivals, None)


def find_in_circle(pending: Sequence[Rename]) -> Rename:
    """Return one of the renames that wait for each other."""
    rename, seen = pending[0], [pending[0]]
    while (rival := find_rival(rename, pending)) and rival not in seen:
        rename = rival
        seen.append(rename)
    return rival or rename


def split_rename(rename: Rename, whole: Mapping[str, str]) -> list[Rename]:
    """Return the renames of the single decks; none if it is that of one already."""
    if rename.leaves == (rename.old,):
        return []
    return [Rename(leaf, whole[leaf], (leaf,)) for leaf in rename.leaves]


def move_decks(present: Iterable[str], old: str, new: str) -> Iterator[str]:
    """Yield the names of all decks after a rename; decks above the new name come into being."""
    for deck in present:
        yield new + deck[len(old) :] if is_within(deck, old) else deck
    yield from list_deck_and_parents(new)
