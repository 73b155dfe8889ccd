"""The state of each text of a card: who translated it, and whether the card shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from notedeck.config.languages import LanguagePair
from notedeck.model import Value
from notedeck.translation.memory.entries import Entry, Memory
from notedeck.translation.memory.review import describe_doubt, describe_stamp, find_reasons

EntryIndex = Mapping[tuple[str, str], Entry]


class TextState(Enum):
    """The state of a text."""

    MISSING = "missing"  # there is no translation
    DOUBTFUL = "doubtful"  # there is one that cards do not show
    MACHINE = "machine"  # cards show what an engine wrote
    HUMAN = "human"  # cards show what a person wrote


class StatedText(Value, frozen=True):
    """A text of the notes with its translation, "" without one; `reason` is a clause for people.

    `context` and `line` are those of the entry in the file of the memory; 0 is the line of one that is not there.
    """

    msgid: str
    text: str = ""
    state: TextState = TextState.MISSING
    reason: str = ""
    context: str = ""
    line: int = 0


def index_entries(memory: Memory) -> EntryIndex:
    """Return the entries in use by their keys, the first of equal ones."""
    used = (entry for entry in reversed(memory.entries) if not entry.obsolete)
    return {entry.key: entry for entry in used}


def find_state(msgid: str, path: str, index: EntryIndex, pair: LanguagePair) -> StatedText:
    """Return the state of a text in the note with this path: of the entry that the card shows, if it shows one."""
    entries = [entry for key in ((path, msgid), ("", msgid)) if (entry := index.get(key))]
    entry = next((entry for entry in entries if entry.is_visible), entries[0] if entries else None)
    if entry is None:
        return StatedText(msgid)
    state, reason = judge_entry(entry, pair)
    return StatedText(msgid, entry.msgstr, state, reason, entry.context, entry.line)


def judge_entry(entry: Entry, pair: LanguagePair) -> tuple[TextState, str]:
    """Return the state of an entry, and the reason for a doubt or for a missing text."""
    if not entry.msgstr:
        return TextState.MISSING, describe_stamp(entry)
    if entry.is_visible:
        return (TextState.MACHINE if entry.is_from_engine else TextState.HUMAN), ""
    return TextState.DOUBTFUL, describe_doubt(entry) or find_reasons(entry, pair)


def count_states(texts: Sequence[StatedText]) -> dict[TextState, int]:
    """Return how many texts have each state."""
    return {state: sum(text.state is state for text in texts) for state in TextState}
