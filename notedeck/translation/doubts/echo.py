"""The source in the place of its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.translation.doubts.language import HAN_ENCODINGS, SCRIPTS, is_encodable, is_latin

REPEATED = Message("it repeats the source")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ0-9][^\W_]*")
MAX_NAME_WORDS, MAX_PLAIN_NAME_WORDS, MAX_SHARED_CHARACTERS = 4, 2, 4


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation with the same letters and digits as its source, unless it may be right."""
    letters = keep_letters(text.source)
    if letters and letters == keep_letters(text.translation) and not may_stay(text.source, text.pair):
        yield Doubt(Severity.REFUSED, REPEATED)


def keep_letters(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return "".join(filter(str.isalnum, text)).casefold()


def may_stay(source: str, pair: LanguagePair) -> bool:
    """Return whether a text may be the same in both languages: a name, or a short word that they share."""
    if {pair.source, pair.target} <= HAN_ENCODINGS.keys():
        return is_shared_word(source, pair.target)
    words = LATIN_WORD.findall(source)
    if not is_latin(pair.source) or not 0 < len(words) <= MAX_NAME_WORDS:
        return False
    if len(words) == 1 and is_latin(pair.target):
        return True
    has_own_spelling = any(not word.isalpha() or not word[1:].islower() for word in words)
    is_short = has_own_spelling or len(words) <= MAX_PLAIN_NAME_WORDS
    return is_short and not any(word.isalpha() and word.islower() for word in words)


def is_shared_word(source: str, target: str) -> bool:
    """Return whether a text is a word in Han characters that the target language has, too."""
    characters = [*filter(str.isalnum, source)]
    return len(characters) <= MAX_SHARED_CHARACTERS and all(
        SCRIPTS["han"].match(character) and is_encodable(character, HAN_ENCODINGS[target]) for character in characters
    )
