"""The length of a translation: engines leave the rest of a text out, or go on talking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity, measure_text

MAX_ANSWER_RATIO = 50  # an answer that is as many times as long as what was sent is no translation
# From how many Latin letters on, how much less and more a translation may say. Outside are 0.2 % of the translations of
# Python's documentation.
LIMITS = (
    (200.0, 0.58, 1.6),
    (90.0, 0.5, 1.75),
    (45.0, 0.42, 2.1),
    (30.0, 0.35, 2.4),
    (20.0, 0.28, 2.8),
    (7.0, 0.15, 5.5),
)
SENTENCE_END = re.compile(r"[.。!?！？][)\"'”’」]?$")
# A translation of a sentence that ends with a letter and says less is cut off; 0.1 % of the right ones are so.
MIN_CUT_SIZE, MAX_CUT_RATIO = 20.0, 0.7


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation that says much less or much more than its source, or breaks off."""
    source_size = measure_text(text.source)
    ratio = measure_text(text.translation) / max(1.0, source_size)
    limits = (limit[1:] for limit in LIMITS if source_size >= limit[0])
    min_ratio, max_ratio = next(limits, (0.0, float("inf")))
    if not min_ratio <= ratio <= max_ratio:
        yield Doubt(Severity.DOUBTFUL, Message("it is much shorter") if ratio < 1 else Message("it is much longer"))
    elif source_size >= MIN_CUT_SIZE and ratio < MAX_CUT_RATIO and breaks_off(text):
        yield Doubt(Severity.DOUBTFUL, Message("it breaks off in a sentence"))


def breaks_off(text: CheckedText) -> bool:
    """Return whether a source ends as a sentence, and its translation within one."""
    return bool(SENTENCE_END.search(text.source)) and text.translation[-1:].isalnum()


def is_far_too_long(sent: str, answer: str) -> bool:
    """Return whether an answer cannot be a translation of what was sent, whatever its words are."""
    return len(answer) >= MAX_ANSWER_RATIO * max(1, len(sent))
