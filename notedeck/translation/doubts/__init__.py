"""Reasons to doubt a translation: one file for each kind of check; no check knows what a text means.

`benchmarks/doubts.py` measures them on real pairs: how many right translations they doubt, and how many spoilt ones
they let pass.
"""

from __future__ import annotations

from notedeck.config.languages import LanguagePair
from notedeck.messages import NO_MESSAGE, Message, join_messages
from notedeck.translation.doubts import (
    chatter,
    codes,
    echo,
    fillers,
    kept_letters,
    kept_source,
    language,
    length,
    numbers,
    repetition,
    service,
    signs,
)
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.segments.tokens import read_words

__all__ = ["Doubt", "Severity", "find_doubts", "format_reasons", "judge_text"]

VERDICTS = {
    Severity.REFUSED: Verdict.NONE,
    Severity.DOUBTFUL: Verdict.DOUBTFUL,
    Severity.REMARK: Verdict.ACCEPTED,
}
KEPT_CHECKS = (kept_source, kept_letters)
CHECKS = (fillers, echo, service, language, *KEPT_CHECKS, chatter, codes, length, numbers, signs, repetition)


def find_doubts(msgid: str, msgstr: str, pair: LanguagePair) -> list[Doubt]:
    """Return the reasons to doubt a translation, the most severe first."""
    text = CheckedText(read_words(msgid).strip(), read_words(msgstr).strip(), msgid, msgstr, pair)
    doubts = [doubt for check in CHECKS for doubt in check.find_doubts(text)]
    return sorted(doubts, key=lambda doubt: list(Severity).index(doubt.severity))


def format_reasons(doubts: list[Doubt]) -> Message:
    """Return the most severe reasons as one clause for people, "" without any."""
    return join_messages("; ", dict.fromkeys(doubt.reason for doubt in doubts if doubt.severity is doubts[0].severity))


def judge_text(msgid: str, msgstr: str, pair: LanguagePair) -> tuple[Verdict, Message]:
    """Return what an engine's translation is worth, and the reason as a clause for people, "" if it is accepted."""
    doubts = find_doubts(msgid, msgstr, pair)
    verdict = VERDICTS[doubts[0].severity] if doubts else Verdict.ACCEPTED
    return verdict, NO_MESSAGE if verdict is Verdict.ACCEPTED else format_reasons(doubts)
