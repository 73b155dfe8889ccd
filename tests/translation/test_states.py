"""The state of a text is that of the entry that the card shows."""

from __future__ import annotations

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.translation.memory.entries import EngineText, Entry, Memory, set_engine_text
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.memory.states import TextState, find_state, index_entries

PAIR = LanguagePair("ko", "en")
DAY = "2026-11-01"
MACHINE = set_engine_text(Entry("큐"), EngineText("Queue"), "google", DAY)
DOUBTFUL = set_engine_text(Entry("큐"), EngineText("Q", Verdict.DOUBTFUL, "it is much shorter"), "google", DAY)
NONE = set_engine_text(Entry("큐"), EngineText("", Verdict.NONE, "it repeats the source"), "google", DAY)

CASES = {
    "no entry": ((), (TextState.MISSING, "")),
    "an open entry": ((Entry("큐"),), (TextState.MISSING, "")),
    "an answer without a translation": ((NONE,), (TextState.MISSING, "google: it repeats the source")),
    "a machine": ((MACHINE,), (TextState.MACHINE, "")),
    "a doubtful answer": ((DOUBTFUL,), (TextState.DOUBTFUL, "google: it is much shorter")),
    "a changed source": (
        (Entry("큐", "Queue", fuzzy=True, previous="큐 1"),),
        (TextState.DOUBTFUL, "the source was: 큐 1"),
    ),
    "a person": ((Entry("큐", "Queue"),), (TextState.HUMAN, "")),
    "an obsolete entry": ((Entry("큐", "Queue", obsolete=True),), (TextState.MISSING, "")),
    "one for the note": ((MACHINE, Entry("큐", "Line", context="a.md")), (TextState.HUMAN, "")),
    "one for another note": ((MACHINE, Entry("큐", "Line", context="b.md")), (TextState.MACHINE, "")),
    "a doubtful one for the note": (
        (MACHINE, Entry("큐", "Line", context="a.md", fuzzy=True)),
        (TextState.MACHINE, ""),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_states(name: str) -> None:
    entries, expected = CASES[name]
    text = find_state("큐", "a.md", index_entries(Memory(entries)), PAIR)
    assert (text.state, text.reason) == expected
