"""Which notes have the cards that other notes had before, as deck.lock tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from notedeck.identity import Lock, State
from notedeck.model import Card


def list_new_paths(lock: Lock, cards: Iterable[Card]) -> Mapping[str, Sequence[str]]:
    """Return the paths of the notes that may have the cards of an earlier path, the likeliest first.

    A build notes in the lock where each card was before. Until then, a new card with the same title counts.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    live = [entry for entry in lock.entries if entry.state is State.LIVE]
    for entry in live:
        if entry.previous_path:
            counts[entry.previous_path][entry.key.path] += 1
    present = {(card.key.path, card.key.title) for card in cards}
    known = {(entry.key.path, entry.key.title) for entry in live}
    new_paths: dict[str, set[str]] = defaultdict(set)
    for path, title in present - known:
        new_paths[title].add(path)
    for path, title in known - present:
        counts[path].update(new_paths.get(title, ()))
    return {path: sort_paths(own) for path, own in counts.items() if own}


def sort_paths(counts: Counter[str]) -> list[str]:
    """Return paths, the most frequent first."""
    return sorted(counts, key=lambda path: (-counts[path], path))
