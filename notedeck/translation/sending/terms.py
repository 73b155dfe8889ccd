"""Find the terms of a glossary in a text, in a time that does not grow with the number of terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping


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
        """Yield each term with the text before it, from left to right, the longest first; then the rest and ""."""
        position = end = 0
        while position < len(text):
            term = self.find_at(text, position)
            if term:
                yield text[end:position], term
                end = position + len(term)
            position += len(term) or 1
        yield text[end:], ""

    def find_at(self, text: str, position: int) -> str:
        """Return the longest term that starts at a position, "" if there is none."""
        lengths = self._lengths.get(text[position], ())
        candidates = (text[position : position + length] for length in lengths)
        return next((term for term in candidates if term in self.translations), "")
