"""What the outcomes of a run say together: the answers to store."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.config.languages import LANGUAGES
from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Value
from notedeck.translation.doubts.echo import REPEATED as REPEATED_SOURCE
from notedeck.translation.doubts.echo import keep_letters
from notedeck.translation.doubts.language import OTHER_LANGUAGE
from notedeck.translation.doubts.sameness import find_repeated, find_same_ends
from notedeck.translation.memory.entries import EngineText
from notedeck.translation.memory.stamps import Verdict

REPEATED = EngineText("", Verdict.NONE, Message("other texts have the same answer"))
SAME_END = EngineText("", Verdict.NONE, Message("other texts have an answer with the same end"))
ECHO = EngineText("", Verdict.NONE, REPEATED_SOURCE)
MIN_TRANSLATED, MAX_SHARE_OF_ECHOES = 3, 0.1  # texts of a run, before a name may stay as it is
MIN_OTHERS, MIN_SHARE_OF_OTHERS = 3, 0.25  # of a request, in another language: then the short ones are, too


class Outcome(Value, frozen=True):
    """The result for one text.

    `text` is "" if there is none. `reason` says as a clause why it is not accepted. `damaged` counts the answers that
    lost something that must not be translated. `is_sent` is False if the glossary has the whole translation.
    """

    msgid: str
    text: str
    verdict: Verdict = Verdict.ACCEPTED
    reason: Message = NO_MESSAGE
    damaged: int = 0
    is_sent: bool = True

    @property
    def is_echo(self) -> bool:
        """Whether the answer is the source, as it is right for a name."""
        return self.is_sent and bool(self.text) and keep_letters(self.text) == keep_letters(self.msgid)


def refuse_other_language(outcomes: Sequence[Outcome], target: str) -> Sequence[Outcome]:
    """Return the outcomes of a request: none of them is accepted if many are in another language.

    A short text tells no language.
    """
    reason = OTHER_LANGUAGE.fill(language=LANGUAGES[target].name)
    others = sum(reason in outcome.reason.split("; ") for outcome in outcomes)
    if others < max(MIN_OTHERS, MIN_SHARE_OF_OTHERS * len(outcomes)):
        return outcomes
    return [outcome.replace(text="", verdict=Verdict.NONE, reason=outcome.reason or reason) for outcome in outcomes]


def collect_texts(outcomes: Sequence[Outcome], earlier: int = 0) -> dict[str, EngineText]:
    """Return the answers by source; those that too many sources have are none, and so are those with the same end.

    Names that stay are accepted from an engine that translates what else it gets; `earlier` texts of it are accepted
    from other runs.
    """
    answers = {outcome.msgid: outcome.text for outcome in outcomes}
    refused = {**dict.fromkeys(find_same_ends(answers), SAME_END), **dict.fromkeys(find_repeated(answers), REPEATED)}
    if not translates(outcomes, earlier):
        refused |= {outcome.msgid: ECHO for outcome in outcomes if outcome.is_echo}
    return {
        outcome.msgid: refused.get(outcome.msgid, EngineText(outcome.text, outcome.verdict, outcome.reason))
        for outcome in outcomes
    }


def translates(outcomes: Sequence[Outcome], earlier: int) -> bool:
    """Return whether an engine translated a few texts, and returned hardly any as it was."""
    echoes = sum(REPEATED_SOURCE in outcome.reason.split("; ") for outcome in outcomes)
    translated = sum(outcome.verdict is Verdict.ACCEPTED and not outcome.is_echo for outcome in outcomes)
    known = translated + (0 if echoes else earlier)
    return known >= MIN_TRANSLATED and echoes <= MAX_SHARE_OF_ECHOES * translated
