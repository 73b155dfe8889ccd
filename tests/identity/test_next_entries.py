"""What the lock says of cards after a build stays within what the next build reads."""

from __future__ import annotations

import pytest

from notedeck.identity.lock.entries import MAX_SECOND, Entry, Lock, State
from notedeck.identity.lock.entry_json import MAX_NUMBER, format_entry, parse_entry
from notedeck.identity.next_entries import count_build, update_missing_entry
from notedeck.identity.scope import Scope
from notedeck.model import Key

ENTRY = Entry("abc", Key("a.md", (), "가", "basic"), 1_780_000_000, {"Front": "x"}, "", 1)


@pytest.mark.parametrize(
    ("modified", "now", "after"),
    [(10, 100, 100), (100, 10, 101), (MAX_SECOND - 1, 10, MAX_SECOND), (MAX_SECOND, 10, MAX_SECOND)],
)
def test_a_removed_card_gets_a_time_that_can_be_read_again(modified: int, now: int, after: int) -> None:
    entry = update_missing_entry(ENTRY.replace(modified=modified), Scope(now=now))
    assert (entry.state, entry.modified) == (State.REMOVED, after)
    assert parse_entry(format_entry(entry).encode()) == entry


@pytest.mark.parametrize(("builds", "state"), [(0, State.REMOVED), (2, State.REMOVED), (MAX_NUMBER, State.FORGOTTEN)])
def test_builds_are_counted_up_to_the_limit(builds: int, state: State) -> None:
    lock = Lock((ENTRY.replace(state=State.REMOVED, builds=builds),))
    (entry,) = count_build(lock, Scope(now=1, forget_after=3)).entries
    assert entry.state is state and parse_entry(format_entry(entry).encode()) == entry
