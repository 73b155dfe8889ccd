"""Terms in two languages side by side: `가용성(Availability)` and `Availability(가용성)`.

The rules were chosen on Korean study notes: few pairs are wrong, though some are missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.korean.letters import SYLLABLES
from notedeck.korean.words import ends_phrase, is_generic_noun, is_noun_phrase
from notedeck.model import Value

# Limits and possessive quantifiers keep the time linear: a term may start after each hyphen or dot of a long word.
HANGUL_WORD = rf"[{SYLLABLES}]{{1,30}}+(?:-[{SYLLABLES}]{{1,30}}+){{0,9}}+"
KOREAN = rf"{HANGUL_WORD}(?: {HANGUL_WORD}){{0,4}}+"
LATIN = r"[A-Za-z][A-Za-z.'’/&-]{0,80}+(?: [A-Za-z&/][A-Za-z.'’/&-]{0,80}+){0,4}+"
WORD_START = rf"(?<![{SYLLABLES}A-Za-z0-9_])"
PAIR = re.compile(
    rf"{WORD_START}(?P<korean>{KOREAN}) ?[(（]\s?(?P<english_inside>{LATIN})\s?[)）]"
    rf"|{WORD_START}(?P<english>{LATIN}) ?[(（]\s?(?P<korean_inside>{KOREAN})\s?[)）]"
)
LATIN_BEFORE = re.compile(r"(?:^|[\s(])(?P<word>[A-Za-z0-9][A-Za-z0-9+#.-]*) $")
MAX_ENGLISH_WORDS = 4
MAX_CHARACTERS_BEFORE = 80  # of a word before a term
# Short forms (K8s, JVM, VPCs) and names of products are no words to learn.
SHORT_FORM = re.compile(r"[A-Z][A-Z.&/-]*s?|[A-Za-z]|[a-z]*[A-Z]{2,}[a-z]?", re.ASCII)
PRODUCT_OR_PHRASE = re.compile(
    r"(?:AWS|Amazon|Azure|Google|Apache|Microsoft|MySQL|Oracle)\b|(?:the|an?|of|by|with|and|or|string|int|char) ",
    re.IGNORECASE,
)
ENGLISH_SENTENCE = re.compile(r"\b(?:the|this|that|these|is|are|was|to)\b", re.IGNORECASE)
WORD_BREAK = re.compile(r"[ -]")


class TermPair(Value, frozen=True):
    """A Korean term and the English one beside it."""

    korean: str
    english: str

    @property
    def name(self) -> str:
        """Both terms in one text, equal for spellings that differ in spaces, hyphens or letter case."""
        return f"{self.korean.replace(' ', '')}({re.sub(r'[^a-z]', '', self.english.lower())})"


def find_pairs(text: str) -> Iterator[TermPair]:
    """Yield the pairs of a text in order."""
    for match in PAIR.finditer(text):
        pair = read_korean_first(match, text) if match["korean"] else read_english_first(match, text)
        if pair is not None and is_pair(pair):
            yield pair


def read_korean_first(match: re.Match[str], text: str) -> TermPair | None:
    """Return the pair of a bracket with English, with those words before it that belong to the term."""
    words, english = match["korean"].split(), match["english_inside"].strip()
    term = take_term(words, len(WORD_BREAK.split(english)))
    before = find_latin_before(text, match.start())
    if before is not None and len(term) == len(words):
        if len(before["word"]) == 1 or before["word"].isdigit():
            return None
        term = [before["word"], *term] if len(english.split()) > len(term) else term
    return None if may_be_longer(term, words, english) else TermPair(" ".join(term), english)


def read_english_first(match: re.Match[str], text: str) -> TermPair | None:
    """Return the pair of a bracket with Korean; None if the words before it are the end of an English sentence."""
    if find_latin_before(text, match.start()) or ENGLISH_SENTENCE.search(match["english"]):
        return None
    return TermPair(match["korean_inside"], match["english"].strip())


def find_latin_before(text: str, position: int) -> re.Match[str] | None:
    """Return the Latin word and the space that end at a position."""
    return LATIN_BEFORE.search(text, max(0, position - MAX_CHARACTERS_BEFORE), position)


def take_term(words: list[str], count: int) -> list[str]:
    """Return at most `count` of the last words, and only those after a word that ends a phrase."""
    term: list[str] = []
    for word in reversed(words[-count:]):
        if term and ends_phrase(word):
            break
        term.insert(0, word)
    return term


def may_be_longer(term: list[str], words: list[str], english: str) -> bool:
    """Return whether the term may have more of the words before the bracket than `take_term` took."""
    if len(term) >= len(words):
        return False
    before, english_count = words[-len(term) - 1], len(english.split())
    starts_after_phrase = ends_phrase(before)
    if len(term) == 1 and (is_generic_noun(term[0]) or (len(term[0]) == 1 and not starts_after_phrase)):
        return True
    if term[0].startswith(("가능한", "불가능한")) or (before.endswith("적") and english_count == 1):
        return True
    needs_more = not starts_after_phrase and is_generic_noun(term[-1]) and english_count <= len(term)
    return (needs_more and " " in english) or english_count >= len(term) + 2


def is_pair(pair: TermPair) -> bool:
    """Return whether two texts can be the same thing in two languages."""
    korean_count, english_count = len(pair.korean.split()), len(pair.english.split())
    if SHORT_FORM.fullmatch(pair.english) or PRODUCT_OR_PHRASE.match(pair.english):
        return False
    if english_count > MAX_ENGLISH_WORDS or not is_noun_phrase(pair.korean):
        return False
    has_fitting_count = korean_count <= len(WORD_BREAK.split(pair.english)) + 1
    return has_fitting_count and len(pair.english) <= 8 * len(pair.korean) + 12
