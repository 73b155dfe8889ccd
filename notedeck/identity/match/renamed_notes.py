"""Removed cards whose note was renamed, when they are back in it: they keep the path that it had when they went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notedeck.identity.match.cards import CurrentCard, LockedCard, Match
from notedeck.identity.match.exact import join_cards, select_matches
from notedeck.identity.match.neighbours import find_main_targets
from notedeck.messages import Message

REASON = Message("back in its note, which was renamed")


def match_in_renamed_notes(
    current: Sequence[CurrentCard],
    removed: Sequence[LockedCard],
    live: Iterable[LockedCard],
    matches: Iterable[Match],
) -> list[Match]:
    """Match open cards with removed ones that have the same key but for the path, which their note had before.

    `live` are the cards of the lock that are in the notes, as far as it knows, and `matches` those of this build.
    """
    if not (current and removed):
        return []
    paths = find_new_paths(live, matches)
    gone = [old for old in removed if old.key.path in paths]
    pairs = join_cards(current, gone, lambda card: card.key.replace(path=paths.get(card.key.path, card.key.path)))
    return select_matches(pairs, REASON)


def find_new_paths(live: Iterable[LockedCard], matches: Iterable[Match]) -> dict[str, str]:
    """Return the present paths of notes by those that no card has any more."""
    renamed_now = find_main_targets((match.locked.key.path, match.current.key.path) for match in matches)
    renamed_before = find_main_targets((before, old.key.path) for old in live if (before := old.entry.previous_path))
    paths = {path: renamed_now.get(now, now) for path, now in renamed_before.items()} | renamed_now
    present = {match.current.key.path for match in matches}
    return {path: now for path, now in paths.items() if path not in present}
