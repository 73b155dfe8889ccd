"""The nouns of Korean texts, without a dictionary: words that stand alone in them, and also with particles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from notedeck.korean.words import is_noun_ending, is_noun_phrase
from notedeck.util.patterns import compile_lazily

WORD = compile_lazily("[가-힣]+")
CASE_PARTICLES = frozenset("을를이가은는의")  # of these a noun has one somewhere; adverbs have 도 and 에, too
VERB_SYLLABLES = ("하", "되")  # after a noun: 포함하는 is no 포함하 with a particle
MIN_SYLLABLES = 2  # a noun of one syllable is too often the start of another word


class NounIndex:
    """The nouns of some texts. A noun has a case particle somewhere, and stands alone or with another ending, too."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Collect the endings of all words."""
        self._endings: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, tuple[str, str]] = {}
        for word in {word for text in texts for word in WORD.findall(text)}:
            for end in range(MIN_SYLLABLES, len(word) + 1):
                if is_noun_ending(word[end:]):
                    self._endings[word[:end]].add(word[end:])

    def is_noun(self, word: str) -> bool:
        """Return whether a word without a particle is a noun."""
        endings = self._endings.get(word)
        if word[-1:] in VERB_SYLLABLES and word[:-1] in self._endings:
            return False
        return (
            endings is not None and len(endings) > 1 and not CASE_PARTICLES.isdisjoint(endings) and is_noun_phrase(word)
        )

    def split_word(self, word: str) -> tuple[str, str]:
        """Return the noun in a word and what follows it; the word itself and "" if it has none."""
        parts = self._parts.get(word)
        if parts is None:
            splits = ((word[:end], word[end:]) for end in range(MIN_SYLLABLES, len(word) + 1))
            nouns = (split for split in splits if is_noun_ending(split[1]))
            parts = self._parts[word] = next((noun for noun in nouns if self.is_noun(noun[0])), (word, ""))
        return parts
