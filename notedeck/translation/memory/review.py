"""The entries of the memory that a person should review."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from notedeck.config.languages import LanguagePair
from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Value
from notedeck.translation.doubts import find_doubts, format_reasons
from notedeck.translation.memory.entries import Entry, Memory


class Concern(Enum):
    """Why an entry needs a review."""

    FUZZY = "fuzzy"  # its source changed, or a check failed; cards do not show it
    SUSPICIOUS = "suspicious"  # cards show it, and a check found something unusual
    UNTRANSLATED = "untranslated"  # it has no text yet


class ReviewItem(Value, frozen=True):
    """An entry to review: its line in the file (0 for a new one), and the reason as a clause for people."""

    concern: Concern
    line: int
    msgid: str
    reason: Message = NO_MESSAGE


def review_memory(memory: Memory, pair: LanguagePair) -> Iterator[ReviewItem]:
    """Yield the entries in use that a person should review."""
    for entry in memory.entries:
        if entry.obsolete:
            continue
        if entry.is_open:
            yield ReviewItem(Concern.UNTRANSLATED, entry.line, entry.msgid, describe_stamp(entry))
            continue
        doubts = find_reasons(entry, pair)
        if entry.context and entry.context not in entry.paths:
            doubts = Message("it is for {context}, which does not have this text", context=entry.context)
        if entry.fuzzy:
            yield ReviewItem(Concern.FUZZY, entry.line, entry.msgid, describe_doubt(entry) or doubts)
        elif doubts:
            yield ReviewItem(Concern.SUSPICIOUS, entry.line, entry.msgid, doubts)


def find_reasons(entry: Entry, pair: LanguagePair) -> Message:
    """Return the reasons to doubt the text of an entry as a clause for people, "" without any."""
    return format_reasons(find_doubts(entry.msgid, entry.shown_text, pair))


def describe_doubt(entry: Entry) -> Message:
    """Return which change or engine made an entry doubtful, as a clause for people; "" if it does not say."""
    return Message("the source was: {previous}", previous=entry.previous) if entry.previous else describe_stamp(entry)


def describe_stamp(entry: Entry) -> Message:
    """Return which engine had which doubt about an entry, "" without one."""
    stamp = entry.stamp
    if stamp is None or not stamp.reason:
        return NO_MESSAGE
    return Message("{engine}: {reason}", engine=stamp.engine, reason=Message(stamp.reason))
