"""A word that a translation repeats again and again, as engines do that lost the thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity

MAX_EQUAL_WORDS = 3  # one after the other
WORD = re.compile(r"\w+(?:'\w+)*")


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a repeated word, unless the source repeats one, too."""
    if has_repeated_word(text.translation) and not has_repeated_word(text.source):
        yield Doubt(Severity.DOUBTFUL, Message("it repeats a word"))


def has_repeated_word(text: str) -> bool:
    """Return whether the same word stands more than MAX_EQUAL_WORDS times in a row."""
    words = (word[0].casefold() for word in WORD.finditer(text))
    return any(len(list(equal)) > MAX_EQUAL_WORDS for _, equal in groupby(words))
