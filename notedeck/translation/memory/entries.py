"""The translation memory `translations/<lang>.po` as values: what is translated, by whom, and what is to be looked at.

A line `# mt <engine> <day> s=<hash> t=<hash>` above an entry says that a machine made it of that source, and how it
read then; with another text, or without the line, it is a person's (facts, "Memory").
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from notedeck.translation.segments.collect import Segment

MACHINE = re.compile(r"^mt (?P<engine>\S+) (?P<day>\S+) s=(?P<source>[0-9a-f]{8}) t=(?P<target>[0-9a-f]{8})$", re.M)
ALIKE = 70  # per cent, from which a new source is taken for a changed one


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation: `comment` is what people and machines wrote above it, `paths` the notes it stands in.

    `fuzzy` means that the source changed (it was `previous`), or that a check failed: no card shows it. `obsolete`
    means that no note has it now. `context` parts two translations of the same source; it is the path of a note.
    `line` is where it stands in the file.
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
    def is_machines(self) -> bool:
        """Whether the text is as a machine left it."""
        found = MACHINE.search(self.comment)
        return found is not None and found["target"] == mark(self.msgstr)

    def wanted_by(self, engine: str) -> bool:
        """Whether an engine may be asked: nothing is there, or only a doubtful text of a machine.

        The same engine is not asked about the same source again.
        """
        if self.obsolete or (self.msgstr and not (self.fuzzy and self.is_machines)):
            return False
        found = MACHINE.search(self.comment)
        return found is None or (found["engine"], found["source"]) != (engine, mark(self.msgid))


@dataclass(frozen=True, slots=True)
class Memory:
    """All entries, those in use first, each in the order in which it first stands in the notes."""

    entries: tuple[Entry, ...] = ()

    def lookup(self) -> Mapping[tuple[str, str], str]:
        """The translations that cards may show, by context ("" for any) and source."""
        shown = (entry for entry in self.entries if entry.msgstr and not entry.fuzzy and not entry.obsolete)
        return {(entry.context, entry.msgid): entry.msgstr for entry in shown}


def mark(text: str) -> str:
    """A short hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def merged(memory: Memory, segments: Sequence[Segment]) -> Memory:
    """The memory for the present notes: new sources enter, changed ones become fuzzy, unused ones obsolete."""
    known: dict[str, list[Entry]] = {}
    for entry in memory.entries:
        known.setdefault(entry.msgid, []).append(entry)
    current = {segment.msgid for segment in segments}
    gone = [entry for entry in memory.entries if entry.msgid not in current and not entry.obsolete and entry.msgstr]
    rows: list[Entry] = []
    for segment in segments:
        old = known.get(segment.msgid)
        rows += [in_use(entry, segment) for entry in old] if old else [fresh(segment, gone)]
    unused = (entry for entry in memory.entries if entry.msgid not in current and entry.msgstr)
    return Memory((*rows, *(replace(entry, obsolete=True, paths=()) for entry in unused)))


def in_use(entry: Entry, segment: Segment) -> Entry:
    """An entry whose source the notes have, be it again."""
    paths = (entry.context,) if entry.context in segment.paths else segment.paths
    return replace(entry, obsolete=False, paths=paths)


def fresh(segment: Segment, gone: Sequence[Entry]) -> Entry:
    """An entry for a new source; if that is much like one that went, its translation stays as a proposal."""
    best = process.extractOne(segment.msgid, [one.msgid for one in gone], scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None:
        return Entry(segment.msgid, paths=segment.paths)
    old = gone[best[2]]
    return replace(old, msgid=segment.msgid, context="", paths=segment.paths, fuzzy=True, previous=old.msgid)


def filled(memory: Memory, texts: Mapping[str, str], engine: str, day: str, doubtful: Iterable[str] = ()) -> Memory:
    """The memory with an engine's translations by their sources, "" for those it failed at; `doubtful` become fuzzy.

    What a person wrote is never replaced.
    """
    unsure = frozenset(doubtful)
    rows = (
        by_machine(entry, texts[entry.msgid], engine, day, entry.msgid in unsure)
        if entry.wanted_by(engine) and entry.msgid in texts
        else entry
        for entry in memory.entries
    )
    return Memory(tuple(rows))


def by_machine(entry: Entry, text: str, engine: str, day: str, fuzzy: bool) -> Entry:
    """An entry as a machine translated it."""
    note = f"mt {engine} {day} s={mark(entry.msgid)} t={mark(text)}"
    others = [line for line in entry.comment.split("\n") if line and not MACHINE.match(line)]
    return replace(entry, msgstr=text, comment="\n".join([*others, note]), fuzzy=fuzzy, previous="")
