"""Find the terms of a glossary in a text, in a time that does not grow with the number of terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from notedeck.korean.words import is_noun_ending
from notedeck.util.patterns import compile_lazily

# Scripts that write words: a term is no part of a longer run of the same letters. Han characters have no borders.
WORD_SCRIPTS = (
    compile_lazily("[A-Za-zÀ-ɏḀ-ỿ0-9_]"),
    compile_lazily("[ᄀ-ᇿ㄰-㆏가-힣]"),
    compile_lazily("[ァ-ヺー]"),
    compile_lazily("[Ѐ-ԯ]"),
)
HANGUL = compile_lazily("[가-힣]+")


class TermIndex:
    """The terms of a glossary, by their first character and length; `translations` are by term."""

    def __init__(self, translations: Mapping[str, str]) -> None:
        """Index the terms."""
        self.translations = translations
        lengths: dict[str, set[int]] = defaultdict(set)
        for term in translations:
            lengths[term[:1]].add(len(term))
        self._lengths = {start: sorted(values, reverse=True) for start, values in lengths.items() if start}

    def split_text(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the text before each term and the term's translation, the longest first; then the rest and ""."""
        end = 0
        for position, term in self._find_all(text):
            yield text[end:position], self.translations[term]
            end = position + len(term)
        yield text[end:], ""

    def find_terms(self, text: str) -> Iterator[str]:
        """Yield the terms of a text in order, the longest at each place."""
        return (term for _, term in self._find_all(text))

    def _find_all(self, text: str) -> Iterator[tuple[int, str]]:
        position = 0
        while self._lengths and position < len(text):
            term = self.find_at(text, position)
            if term:
                yield position, term
            position += len(term) or 1

    def find_at(self, text: str, position: int) -> str:
        """Return the longest term that starts at a position as whole words, "" if there is none."""
        lengths = self._lengths.get(text[position], ())
        candidates = (text[position : position + length] for length in lengths)
        return next((term for term in candidates if term in self.translations and is_word(text, position, term)), "")


NO_TERMS = TermIndex({})


def is_word(text: str, position: int, term: str) -> bool:
    """Return whether a term at a position of a text is no part of another word; a Korean particle may follow."""
    end = position + len(term)
    if any(are_joined(script, text[max(0, position - 1) : position], term[0]) for script in WORD_SCRIPTS):
        return False
    if not any(are_joined(script, term[-1], text[end : end + 1]) for script in WORD_SCRIPTS):
        return True
    rest = HANGUL.match(text, end)
    return rest is not None and is_noun_ending(rest[0])


def are_joined(script: re.Pattern[str], left: str, right: str) -> bool:
    """Return whether two neighbouring characters are letters of the same script."""
    return bool(left and right and script.match(left) and script.match(right))
