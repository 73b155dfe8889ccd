"""Numbers that a translation changed. Small ones may become words, and 10만 may become 100,000."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MAX_SPELLED_NUMBER = 12  # a smaller number may be a word, the name of a month, or part of one
UNIT = re.compile(r"\d\s*(?:만|억|조|천|백|万|亿|億|兆|千|百|thousand|million|billion|trillion|[kKmMbB]\b)")
BASE = re.compile(r"\d+ ?-?(?:진|進|进制)|\bbase[- ]\d+")  # 16진수 is "hexadecimal"


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for numbers that became others, and a remark for those that are missing or new."""
    source, translation = count_numbers(text.source), count_numbers(text.translation)
    missing, extra = source - translation, translation - source
    if not missing and not extra:
        return
    if has_unit(text) or not (is_changed(missing, extra)):
        yield Doubt(Severity.REMARK, Message("its numbers differ"))
    else:
        yield Doubt(Severity.DOUBTFUL, Message("its numbers differ"))


def count_numbers(text: str) -> Counter[str]:
    """Return how often each number occurs, without separators between its digits and zeros before it."""
    return Counter(re.sub("[.,]", "", number).lstrip("0") or "0" for number in NUMBER.findall(BASE.sub(" ", text)))


def has_unit(text: CheckedText) -> bool:
    """Return whether a number is written with a unit such as 만, which a translation multiplies."""
    return UNIT.search(text.source) is not None or UNIT.search(text.translation) is not None


def is_changed(missing: Counter[str], extra: Counter[str]) -> bool:
    """Return whether numbers became others: some for others, or one that is never a word is gone."""
    return bool(missing and extra) or any(map(is_never_spelled, (*missing, *extra)))


def is_never_spelled(number: str) -> bool:
    """Return whether a number is too large to be a word."""
    return len(number) > len(str(MAX_SPELLED_NUMBER)) or int(number) > MAX_SPELLED_NUMBER
