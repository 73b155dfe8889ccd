"""The translation memory as values: what is translated, by whom, and what needs a review.

A comment `# mt <engine> <day> s=<hash> t=<hash>` above an entry records that an engine translated it, with hashes of
the source and of the translation. If the hash of the translation differs, or without the comment, a person wrote it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from notedeck.model import Value
from notedeck.translation.hidden import remove_hidden

if TYPE_CHECKING:
    from notedeck.translation.segments.collect import Segment

ENGINE_COMMENT = re.compile(
    r"^mt (?P<engine>\S+) (?P<day>\S+) s=(?P<source>[0-9a-f]{8}) t=(?P<target>[0-9a-f]{8})$", re.M
)
MIN_SIMILARITY_PERCENT = 70  # of a new source to an unused one whose translation it takes over


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation.

    `comment` holds the lines of people and engines above it, `paths` the notes that contain the source. `fuzzy` means
    that the source changed (it was `previous`) or that a check failed; cards do not show the entry. `obsolete` means
    that the source is no longer in the notes. `context` is the path of a note, for a translation that is valid only
    there. `line` is the line in the file.
    """

    msgid: str
    msgstr: str = ""
    context: str = ""
    paths: tuple[str, ...] = ()
    comment: str = ""
    fuzzy: bool = False
    previous: str = ""
    obsolete: bool = False
    line: int = field(default=0, compare=False)

    @property
    def is_from_engine(self) -> bool:
        """Whether the text is exactly what an engine wrote."""
        comment = ENGINE_COMMENT.search(self.comment)
        return comment is not None and comment["target"] == create_short_hash(self.msgstr)

    @property
    def shown_text(self) -> str:
        """The text without the hidden characters that its source does not have: what cards show and checks look at."""
        return remove_hidden(self.msgstr, self.msgid)

    @property
    def is_visible(self) -> bool:
        """Whether cards may show the entry."""
        return bool(self.msgstr) and not self.fuzzy and not self.obsolete

    def needs_engine(self, engine: str) -> bool:
        """Return whether to ask an engine: there is no text, or only a doubtful one that an engine wrote.

        The same engine is not asked about the same source again.
        """
        if self.obsolete or (self.msgstr and not (self.fuzzy and self.is_from_engine)):
            return False
        comment = ENGINE_COMMENT.search(self.comment)
        return comment is None or (comment["engine"], comment["source"]) != (engine, create_short_hash(self.msgid))


class Memory(Value, frozen=True):
    """All entries: those in use in the order of the notes, then the obsolete ones."""

    entries: tuple[Entry, ...] = ()

    def build_lookup(self) -> Mapping[tuple[str, str], str]:
        """Return the translations that cards may show, by context ("" for all notes) and source."""
        return {(entry.context, entry.msgid): entry.shown_text for entry in self.entries if entry.is_visible}


def create_short_hash(text: str) -> str:
    """Return eight hexadecimal digits for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def merge_segments(memory: Memory, segments: Sequence[Segment]) -> Memory:
    """Return the memory for the present notes: new sources are added, changed ones fuzzy, unused ones obsolete."""
    by_msgid: dict[str, list[Entry]] = {}
    for entry in memory.entries:
        by_msgid.setdefault(entry.msgid, []).append(entry)
    current = {segment.msgid for segment in segments}
    unused = [entry for entry in memory.entries if entry.msgid not in current and entry.msgstr]
    replaceable = [entry for entry in unused if not entry.obsolete]
    entries: list[Entry] = []
    for segment in segments:
        existing = by_msgid.get(segment.msgid)
        entries += [use_entry(entry, segment) for entry in existing] if existing else [add_entry(segment, replaceable)]
    return Memory((*entries, *(replace(entry, obsolete=True, paths=()) for entry in unused)))


def use_entry(entry: Entry, segment: Segment) -> Entry:
    """Return an entry as in use in the notes of a segment."""
    paths = (entry.context,) if entry.context in segment.paths else segment.paths
    return replace(entry, obsolete=False, paths=paths)


def add_entry(segment: Segment, replaceable: Sequence[Entry]) -> Entry:
    """Return an entry for a new source; a similar one that is no longer used gives its translation as a proposal."""
    from rapidfuzz import fuzz, process

    msgids = [entry.msgid for entry in replaceable]
    best = process.extractOne(segment.msgid, msgids, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY_PERCENT)
    if best is None:
        return Entry(segment.msgid, paths=segment.paths)
    old = replaceable[best[2]]
    return replace(old, msgid=segment.msgid, context="", paths=segment.paths, fuzzy=True, previous=old.msgid)


def add_engine_texts(
    memory: Memory, texts: Mapping[str, str], engine: str, day: str, doubtful: Iterable[str] = ()
) -> Memory:
    """Return the memory with an engine's translations by source; "" is one that the engine could not translate.

    Sources in `doubtful` become fuzzy. A text that a person wrote is never replaced.
    """
    fuzzy = frozenset(doubtful)
    entries = (
        set_engine_text(entry, texts[entry.msgid], engine, day, entry.msgid in fuzzy)
        if entry.needs_engine(engine) and entry.msgid in texts
        else entry
        for entry in memory.entries
    )
    return Memory(tuple(entries))


def set_engine_text(entry: Entry, text: str, engine: str, day: str, fuzzy: bool) -> Entry:
    """Return an entry with the text of an engine and the comment that records it."""
    comment = f"mt {engine} {day} s={create_short_hash(entry.msgid)} t={create_short_hash(text)}"
    others = [line for line in entry.comment.split("\n") if line and not ENGINE_COMMENT.match(line)]
    return replace(entry, msgstr=text, comment="\n".join([*others, comment]), fuzzy=fuzzy, previous="")
