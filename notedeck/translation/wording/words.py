"""The words of texts in one language: where a term stands alone, and which words may be its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from notedeck.config.languages import CYRILLIC, LANGUAGES, LATIN
from notedeck.korean.nouns import NounIndex
from notedeck.korean.words import ends_phrase, is_noun_phrase
from notedeck.translation.doubts.frequent_words import FREQUENT_WORDS
from notedeck.translation.wording.forms import normalise_word

KOREAN = "ko"
KOREAN_WORD = re.compile("[가-힣]+")
LATIN_WORD = re.compile(f"{LATIN}+")
SPACED_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*")
PHRASE_END = re.compile(r"[^\w\s'’]+|\d+|\s{2,}")  # also where a code or formula stood
ADVERB_END = "적"  # 일반적으로 and 기본적으로 are no nouns with a particle
MIN_CHARACTERS = 3  # of a word of a language with letters


class Use(NamedTuple):
    """A term at one place of a text, with the words before and after it, "" for none and for such as no term has."""

    term: str
    before: str
    after: str


class Words(Protocol):
    """The words of texts in one language, in normal forms."""

    def list_uses(self, text: str) -> list[Use]:
        """Return where a text has terms that are no part of a longer one."""

    def list_names(self, text: str) -> set[str]:
        """Return the words of a text that may be the translation of a term."""

    def list_words(self, text: str) -> set[str]:
        """Return all words of a text."""

    def show_name(self, name: str, texts: Iterable[str]) -> str:
        """Return a word that may be a translation as most of the texts write it."""


def read_language(texts: Iterable[str], language: str) -> Words | None:
    """Return the words of the texts in a language; None if it sets no spaces between words."""
    if language == KOREAN:
        return KoreanWords(texts)
    return SpacedWords(language) if LANGUAGES[language].letters in (LATIN, CYRILLIC) else None


class SpacedWords:
    """Words between spaces. Those that a language has everywhere are no terms."""

    def __init__(self, language: str) -> None:
        """Choose the words that are no terms."""
        self._frequent = FREQUENT_WORDS.get(language, frozenset())
        self._forms: dict[str, str] = {}

    def list_uses(self, text: str) -> list[Use]:
        """Return each word that may be a term."""
        return [
            Use(word, before * self._is_name(before), after * self._is_name(after))
            for phrase in PHRASE_END.split(text)
            for before, word, after in find_neighbours([*self._list_forms(phrase)])
            if self._is_name(word)
        ]

    def list_names(self, text: str) -> set[str]:
        """Return the words that the language does not have everywhere."""
        return {form for form in self._list_forms(text) if self._is_name(form)}

    def list_words(self, text: str) -> set[str]:
        """Return all words."""
        return set(self._list_forms(text))

    def show_name(self, name: str, texts: Iterable[str]) -> str:
        """Return the most frequent form, in small letters if a text has it so."""
        words: list[str] = [
            word for text in texts for word in SPACED_WORD.findall(text) if self._forms.get(word) == name
        ]
        counts = Counter(word.casefold() for word in words)
        return max(words, key=lambda word: (counts[word.casefold()], word.islower(), word))

    def _list_forms(self, text: str) -> Iterator[str]:
        for word in SPACED_WORD.findall(text):
            form = self._forms.get(word)
            if form is None:
                form = self._forms[word] = normalise_word(word)
            yield form

    def _is_name(self, form: str) -> bool:
        return len(form) >= MIN_CHARACTERS and form not in self._frequent


class KoreanWords:
    """Korean words without their particles. A term is one noun, or all nouns one after the other."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Find the nouns of the texts."""
        self._nouns = NounIndex(texts)

    def list_uses(self, text: str) -> list[Use]:
        """Return the terms between words that belong to no longer term."""
        return [use for phrase in PHRASE_END.split(text) for use in self._find_uses(phrase.split())]

    def list_names(self, text: str) -> set[str]:
        """Return the nouns."""
        return {word for word in self.list_words(text) if self._nouns.is_noun(word)}

    def list_words(self, text: str) -> set[str]:
        """Return all words, and the Latin ones as they are."""
        return {self._nouns.split_word(word)[0] for word in KOREAN_WORD.findall(text)} | {*LATIN_WORD.findall(text)}

    def show_name(self, name: str, texts: Iterable[str]) -> str:  # noqa: ARG002
        """Return the noun."""
        return name

    def _find_uses(self, words: list[str]) -> Iterator[Use]:
        """Yield the uses in the words of a phrase."""
        start, parts = 0, [self._nouns.split_word(word) for word in words]
        for end, (noun, ending) in enumerate(parts):
            is_last = bool(ending) or end + 1 == len(parts)
            if not self._nouns.is_noun(noun):
                start = end + 1
                continue
            if not is_last:
                continue
            before, after = words[start - 1] if start else "", words[end + 1] if end + 1 < len(words) else ""
            is_adverb = noun.endswith(ADVERB_END) and ending.endswith("로")
            if not is_adverb and (not before or parts[start - 1][1] or not may_belong(before)):
                yield Use(" ".join(part[0] for part in parts[start : end + 1]), before, after)
            start = end + 1


def may_belong(word: str) -> bool:
    """Return whether a word may be the beginning of the term after it."""
    return not ends_phrase(word) and is_noun_phrase(word)


def find_neighbours(words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each word between the one before and the one after it."""
    yield from zip(["", *words], words, [*words[1:], ""], strict=False)
