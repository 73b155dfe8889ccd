"""Which entries of the memory an engine is asked about, and how far the memory is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notedeck.model import Value
from notedeck.source.deck_root import is_under
from notedeck.translation.memory.entries import Entry, Memory

Selector = Callable[[Entry], bool]
SELECTORS: dict[str, Selector] = {  # what the user can ask for again; never a text that a person wrote
    "doubtful": lambda entry: entry.is_doubtful and entry.is_from_engine,
    "open": lambda entry: entry.is_open,
    "machine": lambda entry: not entry.obsolete and (entry.is_open or entry.is_from_engine),
}


class MemoryCounts(Value, frozen=True):
    """How many entries in use cards show, of these by people, how many are doubtful, and how many are open."""

    accepted: int
    human: int
    doubtful: int
    open: int

    @property
    def total(self) -> int:
        """The number of entries in use."""
        return self.accepted + self.doubtful + self.open


def select_entries(memory: Memory, engine: str, again: str = "", part: str = "") -> Sequence[Entry]:
    """Return the entries to ask an engine about, of the notes in a part of the deck ("" for all).

    `again` is a key of SELECTORS, the path of a note or folder, or "" for what the engine was not asked about yet.
    """
    entries = [entry for entry in memory.entries if is_used_in(entry, part)]
    if not again:
        return [entry for entry in entries if entry.needs_engine(engine)]
    if again in SELECTORS:
        return [entry for entry in entries if SELECTORS[again](entry)]
    return [entry for entry in entries if SELECTORS["machine"](entry) and is_used_in(entry, again)]


def is_used_in(entry: Entry, part: str) -> bool:
    """Return whether an entry is in use in a note or folder; "" is everything."""
    return not part or any(is_under(path, part) for path in entry.paths)


def count_notes(memory: Memory) -> dict[str, MemoryCounts]:
    """Count the entries in use of each note, by its path; only a memory that is merged with the notes knows these."""
    entries: dict[str, list[Entry]] = {}
    for entry in memory.entries:
        for path in entry.paths:
            entries.setdefault(path, []).append(entry)
    return {path: count_entries(Memory(tuple(entries[path]))) for path in sorted(entries)}


def count_entries(memory: Memory) -> MemoryCounts:
    """Count the entries in use."""
    used = [entry for entry in memory.entries if not entry.obsolete]
    shown = [entry for entry in used if entry.is_visible]
    return MemoryCounts(
        accepted=len(shown),
        human=sum(not entry.is_from_engine for entry in shown),
        doubtful=sum(entry.is_doubtful for entry in used),
        open=sum(entry.is_open for entry in used),
    )


def count_accepted(memory: Memory, engine: str) -> int:
    """Count the texts of an engine that cards show."""
    shown = (entry for entry in memory.entries if entry.is_visible and entry.is_from_engine)
    return sum(entry.stamp is not None and entry.stamp.engine == engine for entry in shown)
