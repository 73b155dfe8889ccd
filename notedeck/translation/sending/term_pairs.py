"""Terms in two languages, `가용성(Availability)`: one term for an engine, which would translate it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.cards.term_pairs import TermPair, find_pairs
from notedeck.config.languages import LanguagePair
from notedeck.translation.sending.terms import TermIndex

LANGUAGES = ("ko", "en")  # of the pairs that are found
EMPHASIZED = re.compile(
    r"<(?P<name>b|i|u|c|mark)>(?P<term>[^<>]{1,60})</(?P=name)>(?P<other> ?[(（][^()（）<>]{1,80}[)）])"
)
REPEATED = re.compile(r"\b(?P<term>\w[^()（）<>,.;:]{1,60}?) ?[(（]\s?(?P=term)\s?[)）]", re.IGNORECASE)


def join_pairs(msgid: str, pair: LanguagePair | None) -> str:
    """Return a text with the second term of `<b>가용성</b>(Availability)` inside the emphasis."""
    if not has_pairs(pair):
        return msgid

    def move_end(match: re.Match[str]) -> str:
        text = match["term"] + match["other"]
        return f"<{match['name']}>{text}</{match['name']}>" if any(find_pairs(text)) else match[0]

    return EMPHASIZED.sub(move_end, msgid)


def split_pairs(text: str, terms: TermIndex, pair: LanguagePair | None) -> Iterator[tuple[str, str]]:
    """Yield each text before a pair, and what the pair is in the other language; at last the rest and "".

    The glossary decides about its terms.
    """
    end = 0
    for found in find_pairs(text) if has_pairs(pair) else ():
        match = compile_pair(found).search(text, end)
        if match and pair:
            own, other = (found.korean, found.english) if pair.source == "ko" else (found.english, found.korean)
            yield text[end : match.start()], terms.translations.get(own, other)
            end = match.end()
    yield text[end:], ""


def has_pairs(pair: LanguagePair | None) -> bool:
    """Return whether pairs are found in texts of these languages."""
    return pair is not None and sorted((pair.source, pair.target)) == sorted(LANGUAGES)


def compile_pair(found: TermPair) -> re.Pattern[str]:
    """Return a pattern for both orders of a pair."""
    korean, english = re.escape(found.korean), re.escape(found.english)
    return re.compile(rf"{korean} ?[(（]\s?{english}\s?[)）]|{english} ?[(（]\s?{korean}\s?[)）]")


def join_repeated(text: str) -> str:
    """Return a translation without a term in brackets that repeats the one before: `Availability (availability)`."""
    return REPEATED.sub(lambda match: match["term"], text)
