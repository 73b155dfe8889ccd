"""What of the memory a person should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from notedeck.config.settings import TranslationSettings
from notedeck.translation.memory.entries import Memory
from notedeck.translation.quality import doubts


class Concern(Enum):
    """Why an entry should be looked at."""

    FUZZY = "fuzzy"  # its source changed, or a check failed; no card shows it
    SUSPICIOUS = "suspicious"  # cards show it, and something speaks against it
    UNTRANSLATED = "untranslated"  # there is nothing yet


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry: its line in the file (0 if it is not there yet), why it is named, and in words what is odd."""

    concern: Concern
    line: int
    msgid: str
    about: str = ""


def review(memory: Memory, settings: TranslationSettings, target: str) -> Iterator[Finding]:
    """The entries in use that a person should look at."""
    for entry in memory.entries:
        if entry.obsolete:
            continue
        if not entry.msgstr:
            yield Finding(Concern.UNTRANSLATED, entry.line, entry.msgid)
        elif entry.fuzzy:
            was = (
                f"it was: {entry.previous}"
                if entry.previous
                else "; ".join(doubts_of(entry.msgid, entry.msgstr, settings, target))
            )
            yield Finding(Concern.FUZZY, entry.line, entry.msgid, was)
        elif found := doubts_of(entry.msgid, entry.msgstr, settings, target):
            yield Finding(Concern.SUSPICIOUS, entry.line, entry.msgid, "; ".join(found))


def doubts_of(msgid: str, msgstr: str, settings: TranslationSettings, target: str) -> list[str]:
    return doubts(msgid, msgstr, settings.language, target)
