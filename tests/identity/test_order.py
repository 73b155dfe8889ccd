"""The order of deck.lock: a removed card keeps its line."""

from __future__ import annotations

import pytest

from notedeck.identity.lock.entries import Entry, Lock, order_entries
from notedeck.model import Key

CASES = (  # the lock before, the cards now, all cards after; cards are letters, and "/" begins another note
    ("abcd", "abcd", "abcd"),
    ("abcd", "ad", "abcd"),
    ("abcd", "", "abcd"),
    ("abcd", "da", "dabc"),
    ("abcd", "cxd", "abcxd"),
    ("ab/cd", "/cd", "cd/ab"),
    ("ab/cd", "b/c", "ab/cd"),
    ("ab/cd", "d/", "abd/c"),
)


def list_entries(letters: str) -> tuple[Entry, ...]:
    """Entries of two notes, their guids as letters."""
    notes = zip(("a.md", "b.md"), letters.split("/"), strict=False)
    return tuple(Entry(guid, Key(path, (), guid, "basic"), 1, {}) for path, guids in notes for guid in guids)


@pytest.mark.parametrize(("before", "now", "after"), CASES)
def test_removed_cards_keep_their_lines(before: str, now: str, after: str) -> None:
    live = list_entries(now)
    removed = [entry for entry in list_entries(before) if entry.guid not in now]
    ordered = order_entries(live, removed, Lock(list_entries(before)))
    assert "".join(entry.guid for entry in ordered) == after.replace("/", "")
