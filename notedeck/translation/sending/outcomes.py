"""What the outcomes of a run say together: the answers to store."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.model import Value
from notedeck.translation.doubts.sameness import find_repeated
from notedeck.translation.memory.entries import EngineText
from notedeck.translation.memory.stamps import Verdict

REPEATED = EngineText("", Verdict.NONE, "other texts have the same answer")


class Outcome(Value, frozen=True):
    """The result for one text.

    `text` is "" if there is none. `reason` says as a clause why it is not accepted. `damaged` counts the answers that
    lost something that must not be translated.
    """

    msgid: str
    text: str
    verdict: Verdict = Verdict.ACCEPTED
    reason: str = ""
    damaged: int = 0


def collect_texts(outcomes: Sequence[Outcome]) -> dict[str, EngineText]:
    """Return the answers by source; those that too many sources have are none."""
    repeated = find_repeated({outcome.msgid: outcome.text for outcome in outcomes})
    return {
        outcome.msgid: REPEATED
        if outcome.msgid in repeated
        else EngineText(outcome.text, outcome.verdict, outcome.reason)
        for outcome in outcomes
    }
