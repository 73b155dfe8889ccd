"""The translation memory as values: what is translated, by whom, and what needs a review.

A stamp above an entry (`stamps.py`) records that an engine translated it. Without one, or if the text is another than
the engine wrote, it is a person's, and no engine ever replaces it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from notedeck.model import Value
from notedeck.translation.hidden import remove_hidden
from notedeck.translation.memory.stamps import Stamp, Verdict, add_stamp, create_short_hash, find_stamp

if TYPE_CHECKING:
    from notedeck.translation.segments.collect import Segment

MIN_SIMILARITY_PERCENT = 70  # of a new source to an unused one whose translation it takes over


@dataclass(frozen=True, slots=True)
class PoExtras:
    """What other programs write into an entry, and notedeck only keeps."""

    extracted: str = ""  # comments for translators
    flags: tuple[str, ...] = ()  # other than "fuzzy"
    previous_context: str = ""
    plural: str = ""  # the source in the plural, and its translations by number
    plural_texts: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation.

    `comment` holds the lines of people and engines above it, `paths` the notes that contain the source, as long as the
    program runs: the file does not name them, so that a renamed note changes none of its lines. `fuzzy` means
    that the source changed (it was `previous`) or that a check failed; cards do not show the entry. `obsolete` means
    that the source is no longer in the notes. `context` is the path of a note, for a translation that is valid only
    there. `line` is the line in the file.
    """

    msgid: str
    msgstr: str = ""
    context: str = ""
    paths: tuple[str, ...] = field(default=(), compare=False)
    comment: str = ""
    fuzzy: bool = False
    previous: str = ""
    obsolete: bool = False
    extras: PoExtras = PoExtras()
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What tells the entry from all others: its context and its source."""
        return self.context, self.msgid

    @property
    def stamp(self) -> Stamp | None:
        """The stamp of the engine that was asked last, None if none was."""
        return find_stamp(self.comment)

    @property
    def is_from_engine(self) -> bool:
        """Whether the text is exactly what an engine wrote, and no person approved it by taking away its doubt."""
        stamp = self.stamp
        if stamp is None or stamp.target_hash != create_short_hash(self.msgstr):
            return False
        return self.fuzzy or stamp.verdict is not Verdict.DOUBTFUL

    @property
    def is_open(self) -> bool:
        """Whether the entry is in use and has no text."""
        return not self.msgstr and not self.obsolete and not self.extras.plural

    @property
    def is_doubtful(self) -> bool:
        """Whether the entry is in use and has a text that cards do not show."""
        return bool(self.msgstr) and self.fuzzy and not self.obsolete

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

        The same engine is not asked about a doubtful text of the same source again.
        """
        if self.is_open:
            return True
        stamp = self.stamp
        if stamp is None or not (self.is_doubtful and self.is_from_engine):
            return False
        return (stamp.engine, stamp.source_hash) != (engine, create_short_hash(self.msgid))


class EngineText(Value, frozen=True):
    """What an engine answered: the text, "" without one, and what it is worth; `reason` is a clause for people."""

    text: str
    verdict: Verdict = Verdict.ACCEPTED
    reason: str = ""


class Memory(Value, frozen=True):
    """All entries: those in use, then the obsolete ones; and the header of the file.

    New ones stand after the one before them in the notes; no other changes its place. `header` are the fields of the
    file's header, `header_comment` the lines above it.
    """

    entries: tuple[Entry, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    header_comment: str = ""

    @property
    def has_contexts(self) -> bool:
        """Whether some entries are only for one note."""
        return any(entry.context for entry in self.entries)

    def build_lookup(self) -> Mapping[tuple[str, str], str]:
        """Return the translations that cards may show, by context ("" for all notes) and source."""
        return {(entry.context, entry.msgid): entry.shown_text for entry in self.entries if entry.is_visible}


def merge_part(memory: Memory, segments: Sequence[Segment]) -> Memory:
    """Return the memory with the sources of a part of the notes; what else it has stays as it is."""
    used = {entry.key: entry for entry in merge_segments(memory, segments).entries if not entry.obsolete}
    return memory.replace(entries=(*(used.pop(entry.key, entry) for entry in memory.entries), *used.values()))


def merge_segments(memory: Memory, segments: Sequence[Segment]) -> Memory:
    """Return the memory for the present notes: new sources are added, changed ones fuzzy, unused ones obsolete."""
    current = {segment.msgid: segment for segment in segments}
    contexts: dict[str, set[str]] = {}
    for entry in memory.entries:
        contexts.setdefault(entry.msgid, set()).add(entry.context)
    unused = [entry for entry in memory.entries if entry.msgid not in current and is_worth_keeping(entry)]
    replaceable = [entry for entry in unused if not entry.obsolete and entry.msgstr]
    new_after: dict[str, list[Entry]] = {"": []}
    previous = ""
    for segment in segments:
        if segment.msgid not in contexts:
            new_after.setdefault(previous, []).extend(add_entries(segment, replaceable))
            continue
        previous = segment.msgid
        if not covers(contexts[previous], segment):
            new_after.setdefault(previous, []).append(Entry(segment.msgid, paths=segment.paths))
    used = [use_entry(entry, current[entry.msgid]) for entry in memory.entries if entry.msgid in current]
    last = {entry.msgid: number for number, entry in enumerate(used)}
    entries = new_after[""]
    for number, entry in enumerate(used):
        entries += [entry, *(new_after.get(entry.msgid, ()) if last[entry.msgid] == number else ())]
    obsolete = (replace(entry, obsolete=True, paths=()) for entry in unused)
    return memory.replace(entries=(*entries, *obsolete))


def is_worth_keeping(entry: Entry) -> bool:
    """Return whether an entry that no note uses has something that somebody wrote."""
    return bool(entry.msgstr or entry.extras.plural)


def use_entry(entry: Entry, segment: Segment) -> Entry:
    """Return an entry as in use in the notes of a segment."""
    paths = (entry.context,) if entry.context in segment.paths else segment.paths
    return replace(entry, obsolete=False, paths=paths)


def covers(contexts: Set[str], segment: Segment) -> bool:
    """Return whether entries with these contexts are enough for all notes with a text."""
    return "" in contexts or contexts >= set(segment.paths)


def add_entries(segment: Segment, replaceable: Sequence[Entry]) -> list[Entry]:
    """Return the entries for a new source; a similar one that is no longer used gives its translations as proposals."""
    entries: dict[str, Entry] = {}
    for old in sorted(find_similar(segment, replaceable), key=lambda old: bool(old.context)):
        context = old.context if old.context in segment.paths else ""
        paths = (context,) if context else segment.paths
        new = replace(old, msgid=segment.msgid, context=context, paths=paths, fuzzy=True, previous=old.msgid)
        entries.setdefault(context, new)
    if not covers(entries.keys(), segment):
        entries[""] = Entry(segment.msgid, paths=segment.paths)
    return [*entries.values()]


def find_similar(segment: Segment, replaceable: Sequence[Entry]) -> list[Entry]:
    """Return the entries with the source that is most similar to a new one, none if it is not similar enough."""
    from rapidfuzz import fuzz, process

    msgids = [entry.msgid for entry in replaceable]
    best = process.extractOne(segment.msgid, msgids, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY_PERCENT)
    return [entry for entry in replaceable if best is not None and entry.msgid == best[0]]


def add_engine_texts(
    memory: Memory, texts: Mapping[str, EngineText], engine: str, day: str, keys: Collection[tuple[str, str]]
) -> Memory:
    """Return the memory with an engine's answers, which are by source, in those entries whose keys are given.

    A text that a person wrote is never replaced.
    """
    entries = (
        set_engine_text(entry, texts[entry.msgid], engine, day)
        if entry.msgid in texts and entry.key in keys and (entry.is_open or entry.is_from_engine)
        else entry
        for entry in memory.entries
    )
    return memory.replace(entries=tuple(entries))


def set_engine_text(entry: Entry, answer: EngineText, engine: str, day: str) -> Entry:
    """Return an entry with an engine's answer and its stamp; an answer that is worth less than the text is left out."""
    is_worse = answer.verdict is Verdict.NONE or (answer.verdict is Verdict.DOUBTFUL and not entry.fuzzy)
    if entry.msgstr and is_worse:
        return entry
    text = "" if answer.verdict is Verdict.NONE else answer.text
    hashes = create_short_hash(entry.msgid), create_short_hash(text)
    comment = add_stamp(entry.comment, Stamp(engine, day, *hashes, answer.verdict, answer.reason))
    is_fuzzy = answer.verdict is Verdict.DOUBTFUL
    return replace(entry, msgstr=text, comment=comment, fuzzy=is_fuzzy, previous="")


def doubt_entries(memory: Memory, reasons: Mapping[tuple[str, str], str]) -> Memory:
    """Return the memory with those texts of engines as doubtful whose keys have a reason."""
    entries = (
        doubt_entry(entry, reasons[entry.key]) if entry.key in reasons and entry.is_from_engine else entry
        for entry in memory.entries
    )
    return memory.replace(entries=tuple(entries))


def doubt_entry(entry: Entry, reason: str) -> Entry:
    """Return an entry with the text of an engine as doubtful; the stamp keeps the engine and the day."""
    stamp = entry.stamp
    if stamp is None:
        return entry
    doubtful = stamp.replace(verdict=Verdict.DOUBTFUL, reason=reason)
    return replace(entry, comment=add_stamp(entry.comment, doubtful), fuzzy=True)
