"""What the outcomes of a run say together: the answers to store."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.config.languages import LANGUAGES
from notedeck.model import Value
from notedeck.translation.doubts.language import OTHER_LANGUAGE
from notedeck.translation.doubts.sameness import find_repeated, find_same_ends
from notedeck.translation.memory.entries import EngineText
from notedeck.translation.memory.stamps import Verdict

REPEATED = EngineText("", Verdict.NONE, "other texts have the same answer")
SAME_END = EngineText("", Verdict.NONE, "other texts have an answer with the same end")
MIN_OTHERS, MIN_SHARE_OF_OTHERS = 3, 0.25  # of a request, in another language: then the short ones are, too


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


def refuse_other_language(outcomes: Sequence[Outcome], target: str) -> Sequence[Outcome]:
    """Return the outcomes of a request: none of them is accepted if many are in another language.

    A short text tells no language.
    """
    reason = OTHER_LANGUAGE.format(LANGUAGES[target].name)
    others = sum(reason in outcome.reason.split("; ") for outcome in outcomes)
    if others < max(MIN_OTHERS, MIN_SHARE_OF_OTHERS * len(outcomes)):
        return outcomes
    return [outcome.replace(text="", verdict=Verdict.NONE, reason=outcome.reason or reason) for outcome in outcomes]


def collect_texts(outcomes: Sequence[Outcome]) -> dict[str, EngineText]:
    """Return the answers by source; those that too many sources have are none, and so are those with the same end."""
    answers = {outcome.msgid: outcome.text for outcome in outcomes}
    refused = {**dict.fromkeys(find_same_ends(answers), SAME_END), **dict.fromkeys(find_repeated(answers), REPEATED)}
    return {
        outcome.msgid: refused.get(outcome.msgid, EngineText(outcome.text, outcome.verdict, outcome.reason))
        for outcome in outcomes
    }
