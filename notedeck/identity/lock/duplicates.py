"""Two lines for one card, as a merge can leave them: the newer one counts."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.identity.lock.entries import CardLine, Entry, State
from notedeck.identity.lock.format import FILE_NAME
from notedeck.messages import NO_MESSAGE, Message, format_count
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

STATES = list(State)


def dedupe_lines(lines: Sequence[CardLine]) -> tuple[dict[str, CardLine], frozenset[str]]:
    """Return one line per guid, the newest, and the guids of the cards that have several different ones."""
    newest = {line.entry.guid: line for line in lines}
    if len(newest) == len(lines):
        return newest, frozenset()
    newest.clear()
    doubled = set()
    for line in lines:
        earlier = newest.setdefault(line.entry.guid, line)
        if earlier.text != line.text:
            doubled.add(line.entry.guid)
            newest[line.entry.guid] = join_lines(earlier, line)
    return newest, frozenset(doubled)


def join_lines(first: CardLine, second: CardLine) -> CardLine:
    """Return the newer one of two lines of one card, as `join_entries` does."""
    newer = max(first, second, key=lambda line: rank_entry(line.entry))
    joined = join_entries(first.entry, second.entry)
    return newer if joined is newer.entry else newer.replace(entry=joined)


def join_entries(first: Entry, second: Entry) -> Entry:
    """Return the newer one of two entries of one card.

    If both are equally new, some members may have the one and some the other: without digests, the card is changed.
    """
    newer = max(first, second, key=rank_entry)
    is_same = first.modified != second.modified or is_same_content(first, second)
    return newer if is_same else newer.replace(digests={})


def is_same_content(first: Entry, second: Entry) -> bool:
    """Return whether packages have the same of two entries."""
    states = {first.state, second.state}
    if State.LIVE in states:
        return states == {State.LIVE} and first.digests == second.digests
    return State.FORGOTTEN in states or bool(first.copies) == bool(second.copies)


def rank_entry(entry: Entry) -> tuple[int, int]:
    """Return what decides which of two entries of one card is the newer one."""
    return entry.modified, STATES.index(entry.state)


def report_merge(count: int, *, is_conflict: bool) -> tuple[Problem, ...]:
    """Return the problem that says how a merge was resolved, in which so many cards had two lines; none without one."""
    if not count and not is_conflict:
        return ()
    marks = (
        Message("the merge conflicts in this file were resolved")
        if is_conflict
        else Message("this file has lines of two versions")
    )
    cards = (
        Message(": {cards} had two lines, and the newer ones were used", cards=format_count(count, "card"))
        if count
        else NO_MESSAGE
    )
    hint = Message("Commit the file that this build writes.")
    return (Problem(ProblemCode.LOCK_MERGED, Place(FILE_NAME), marks + cards, hint),)
