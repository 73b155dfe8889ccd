"""Translations for one note follow it when it gets another name, or when their text goes to another note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from notedeck.translation.memory.entries import Entry, Memory

if TYPE_CHECKING:
    from notedeck.translation.segments.collect import Segment


def follow_notes(memory: Memory, segments: Sequence[Segment], new_paths: Mapping[str, Sequence[str]]) -> Memory:
    """Return the memory with the notes that have the texts now as contexts of entries whose own note lacks them.

    `segments` are those of all notes. `new_paths` are the notes that may have the cards of an earlier path, the
    likeliest first. Where none of these has the text, a note that is gone is the only one that has it now.
    """
    paths = {segment.msgid: segment.paths for segment in segments}
    notes = {path for segment in segments for path in segment.paths}
    keys = {entry.key for entry in memory.entries}
    entries = []
    for entry in memory.entries:
        own = paths.get(entry.msgid, () if entry.context in notes else [*notes])
        candidates = [path for path in own if (path, entry.msgid) not in keys]
        is_elsewhere = entry.context and entry.context not in own
        context = find_context(entry, candidates, new_paths, notes) if is_elsewhere else ""
        followed = replace(entry, context=context) if context else entry
        keys.add(followed.key)
        entries.append(followed)
    return memory.replace(entries=tuple(entries))


def find_context(
    entry: Entry, candidates: Sequence[str], new_paths: Mapping[str, Sequence[str]], notes: set[str]
) -> str:
    """Return the note that an entry is for now, "" if that is not certain."""
    likely = next((path for path in list_later_paths(entry.context, new_paths) if path in candidates), "")
    if likely or entry.context in notes or len(candidates) != 1:
        return likely
    return candidates[0]


def list_later_paths(path: str, new_paths: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the notes that may have the cards of a path, also after several renames."""
    seen, waiting = {path}, [path]
    while waiting:
        later = [new for new in new_paths.get(waiting.pop(0), ()) if new not in seen]
        yield from later
        seen.update(later)
        waiting += later
