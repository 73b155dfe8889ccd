"""Offer the translations that people wrote beside their notes to the memory. What people wrote into it stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from notedeck.model import Value
from notedeck.translation.memory.entries import Entry, Memory
from notedeck.translation.memory.stamps import STAMP
from notedeck.translation.parallel.pairs import ParallelText


class Kind(Enum):
    """What becomes of a text: the field of the offer in which it is named."""

    ADDED = "added"
    PRESENT = "present"
    KEPT = "kept"
    UNCLEAR = "unclear"


class Offer(Value, frozen=True):
    """The memory with the translations that it lacked, and what became of all texts that cards show.

    `added` are new in the memory, `present` were there already, `kept` differ from what a person wrote there, and
    `unclear` have no translation, or none that can be used.
    """

    memory: Memory
    added: tuple[ParallelText, ...] = ()
    present: tuple[ParallelText, ...] = ()
    kept: tuple[ParallelText, ...] = ()
    unclear: tuple[ParallelText, ...] = ()


def offer_texts(memory: Memory, texts: Sequence[ParallelText]) -> Offer:
    """Return the memory with these translations where it has none, or only one of an engine.

    Of several translations of one text the most frequent counts, for an entry of one note only those of that note.
    """
    choices = {msgid: choose_texts(own) for msgid, own in group_by_msgid(texts).items()}
    results: dict[Kind, list[ParallelText]] = defaultdict(list)
    entries = []
    for entry in memory.entries:
        text = None if entry.obsolete else find_choice(entry, choices)
        kind = classify(entry, text) if text else None
        if text and kind:
            results[kind].append(text)
        entries.append(set_human_text(entry, text.msgstr) if text and kind is Kind.ADDED else entry)
    return Offer(memory.replace(entries=tuple(entries)), **{kind.value: tuple(own) for kind, own in results.items()})


def group_by_msgid(texts: Iterable[ParallelText]) -> Mapping[str, Sequence[ParallelText]]:
    """Return the translations of each text."""
    groups: dict[str, list[ParallelText]] = defaultdict(list)
    for text in texts:
        groups[text.msgid].append(text)
    return groups


def choose_texts(texts: Sequence[ParallelText]) -> Mapping[str, ParallelText]:
    """Return the best of the translations of one text by the path of its note, and that of all notes by ""."""
    by_path: dict[str, list[ParallelText]] = defaultdict(list)
    for text in texts:
        by_path[text.place.path].append(text)
    return {"": choose_text(texts), **{path: choose_text(own) for path, own in by_path.items()}}


def choose_text(texts: Sequence[ParallelText]) -> ParallelText:
    """Return the most frequent translation; one that cannot be used only if there is no other."""
    usable = [text for text in texts if not text.reason] or texts
    counts = Counter(text.msgstr for text in usable)
    return max(usable, key=lambda text: counts[text.msgstr])


def find_choice(entry: Entry, choices: Mapping[str, Mapping[str, ParallelText]]) -> ParallelText | None:
    """Return the translation for an entry, None without one."""
    return choices.get(entry.msgid, {}).get(entry.context)


def classify(entry: Entry, text: ParallelText) -> Kind | None:
    """Return what becomes of a translation, None for an unusable one of a text that cards show translated."""
    is_human = bool(entry.msgstr) and not entry.is_from_engine
    if text.reason:
        return None if entry.is_visible else Kind.UNCLEAR
    if not is_human:
        return Kind.ADDED
    return Kind.PRESENT if entry.msgstr == text.msgstr else Kind.KEPT


def set_human_text(entry: Entry, msgstr: str) -> Entry:
    """Return an entry with a translation that a person wrote, without the comment of an engine."""
    lines = (line for line in entry.comment.split("\n") if not STAMP.match(line))
    return replace(entry, msgstr=msgstr, comment="\n".join(lines), fuzzy=False, previous="")
