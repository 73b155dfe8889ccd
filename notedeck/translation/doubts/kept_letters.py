"""Letters of the source in a row, in a translation between Japanese and Chinese: an engine stopped half-way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.translation.doubts.language import HAN_ENCODINGS, is_encodable

WORD = re.compile("[぀-ヿ㐀-䶿一-鿿]+")
QUOTED = re.compile(r"[「『\"“‘][^「」『』\"“”‘’]{1,60}[」』\"”’]")
CHINESE = frozenset(["zh-CN", "zh-TW"])
# In a row, in both texts. Two languages share words of up to four characters; not with one that the target lacks.
MIN_LETTERS, MIN_FOREIGN_LETTERS = 5, 2


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation with a part of a sentence as the source has it."""
    pair = text.pair
    if {pair.source, pair.target} <= HAN_ENCODINGS.keys() and any(
        is_sentence_part(run, pair.target, may_share={pair.source, pair.target} <= CHINESE)
        for run in list_common_runs(QUOTED.sub(" ", text.translation), text.source)
    ):
        yield Doubt(Severity.DOUBTFUL, Message("much of it is not translated"))


def list_common_runs(translation: str, source: str) -> Iterator[str]:
    """Yield the parts of the words of a translation that the source has too, each as long as can be."""
    for word in WORD.findall(translation):
        start = 0
        while start < len(word):
            end = start + 1
            while end <= len(word) and word[start:end] in source:
                end += 1
            yield word[start : end - 1]
            start = max(end - 1, start + 1)


def is_sentence_part(run: str, target: str, *, may_share: bool) -> bool:
    """Return whether letters that both texts have are no word of the target language.

    Languages that may share whole sentences are told by their characters only.
    """
    is_foreign = any(WORD.match(letter) and not is_encodable(letter, HAN_ENCODINGS[target]) for letter in run)
    return len(run) >= MIN_FOREIGN_LETTERS and (is_foreign or (len(run) >= MIN_LETTERS and not may_share))
