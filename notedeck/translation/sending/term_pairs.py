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
SHORT_FORM = r"[A-Z][A-Z0-9]{1,6}"
SIGN = r"\s?[,:;/]\s?"
TERM = r"[A-Z][A-Za-z-]{2,40}(?: [A-Za-z-]{1,40}){0,4}"
WITH_SHORT_FORM = re.compile(  # such as `(Process ID, PID)` and `(PID: Process ID)`
    rf"(?P<open>[(（]\s?)(?:(?P<first>{SHORT_FORM}){SIGN})?(?P<term>{TERM})(?:{SIGN}(?P<last>{SHORT_FORM}))?(?=\s?[)）])"
)
REPEATED = re.compile(r"\b(?P<term>\w[^()（）<>,.;:]{1,60}?) ?[(（]\s?(?P=term)\s?[)）]", re.IGNORECASE)


def join_pairs(msgid: str, pair: LanguagePair | None) -> str:
    """Return a text with the second term of `<b>가용성</b>(Availability)` inside the emphasis."""
    if not has_pairs(pair):
        return msgid

    def move_end(match: re.Match[str]) -> str:
        text = match["term"] + match["other"]
        return f"<{match['name']}>{text}</{match['name']}>" if any(find_terms(text)) else match[0]

    return EMPHASIZED.sub(move_end, msgid)


def split_pairs(text: str, terms: TermIndex, pair: LanguagePair | None) -> Iterator[tuple[str, str]]:
    """Yield each text before a pair, and what the pair is in the other language; at last the rest and "".

    The glossary decides about its terms.
    """
    end = 0
    for found in find_terms(text) if has_pairs(pair) else ():
        match = compile_pair(found).search(text, end)
        own, other = (found.korean, found.english) if pair and pair.source == "ko" else (found.english, found.korean)
        if match and follows_glossary(own, other, terms):
            short = match["first"] or match["last"]
            yield text[end : match.start()], terms.translations.get(own, other) + (f" ({short})" if short else "")
            end = match.end()
    yield text[end:], ""


def follows_glossary(own: str, other: str, terms: TermIndex) -> bool:
    """Return whether a pair has the glossary's words for each of its terms that is a part of the pair's own."""
    parts = (terms.translations[term] for term in terms.find_terms(own) if term != own)
    return all(part.casefold() in other.casefold() for part in parts)


def find_terms(text: str) -> Iterator[TermPair]:
    """Yield the pairs of a text in order, also those that have a short form in their bracket."""
    yield from find_pairs(WITH_SHORT_FORM.sub(drop_short_form, text))


def drop_short_form(match: re.Match[str]) -> str:
    """Return a bracket without the short form of its term, if it has one: the letters of it in order."""
    letters = iter(match["term"].upper())
    is_short_form = all(letter in letters for letter in match["first"] or match["last"] or "")
    return match["open"] + match["term"] if is_short_form else match[0]


def has_pairs(pair: LanguagePair | None) -> bool:
    """Return whether pairs are found in texts of these languages."""
    return pair is not None and sorted((pair.source, pair.target)) == sorted(LANGUAGES)


def compile_pair(found: TermPair) -> re.Pattern[str]:
    """Return a pattern for both orders of a pair; `first` or `last` is a short form of the English term."""
    korean, english = re.escape(found.korean), re.escape(found.english)
    inside = rf"(?:(?P<first>{SHORT_FORM}){SIGN})?{english}(?:{SIGN}(?P<last>{SHORT_FORM}))?"
    return re.compile(rf"{korean} ?[(（]\s?{inside}\s?[)）]|{english} ?[(（]\s?{korean}\s?[)）]")


def join_repeated(text: str) -> str:
    """Return a translation without a term in brackets that repeats the one before: `Availability (availability)`."""
    return REPEATED.sub(lambda match: match["term"], text)
