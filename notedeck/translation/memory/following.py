"""Translations for one note follow it when it gets another name, or when their text goes to another note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from notedeck.translation.memory.entries import Memory

if TYPE_CHECKING:
    from notedeck.translation.segments.collect import Segment


def follow_notes(
    memory: Memory,
    segments: Sequence[Segment],
    new_paths: Mapping[str, Sequence[str]],
    unread: Set[str] = frozenset(),
) -> Memory:
    """Return the memory with the notes that have the texts now as contexts of entries whose own note lacks them.

    `segments` are those of all notes but the `unread`, whose entries stay as they are. `new_paths` are the notes that
    may have the cards of an earlier path, the likeliest first. Where none of these has the text and the note is gone,
    the only note that has it gets its entry, unless it has a translation for all notes.
    """
    paths = {segment.msgid: segment.paths for segment in segments}
    notes = {path for segment in segments for path in segment.paths}
    keys = {entry.key for entry in memory.entries}
    common = {entry.msgid for entry in memory.entries if entry.msgstr and not entry.context}
    entries = []
    for entry in memory.entries:
        own = paths.get(entry.msgid, () if entry.context in notes else [*notes])
        candidates = [path for path in own if (path, entry.msgid) not in keys]
        context = entry.context
        if context and context not in own and context not in unread:
            is_only = len(candidates) == 1 and context not in notes and entry.msgid not in common
            context = find_context(context, candidates, new_paths) or (candidates[0] if is_only else context)
        followed = replace(entry, context=context)
        keys.add(followed.key)
        entries.append(followed)
    return memory.replace(entries=tuple(entries))


def find_context(context: str, candidates: Sequence[str], new_paths: Mapping[str, Sequence[str]]) -> str:
    """Return the likeliest of some notes to have what another had, "" if none is likely."""
    return next((path for path in list_later_paths(context, new_paths) if path in candidates), "")


def list_later_paths(path: str, new_paths: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the notes that may have the cards of a path, also after several renames."""
    seen, waiting = {path}, [path]
    while waiting:
        later = [new for new in new_paths.get(waiting.pop(0), ()) if new not in seen]
        yield from later
        seen.update(later)
        waiting += later
