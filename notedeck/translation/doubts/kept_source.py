"""Words of the source, one after the other, in a translation: an engine stopped half-way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.translation.doubts.frequent_words import CODE_WORDS, FREQUENT_WORDS
from notedeck.translation.doubts.language import BRACKET, CODE_SIGN, LATIN_WORD, is_latin

MIN_WORDS, MIN_PLAIN_WORDS = 3, 2  # that follow each other in both texts; one is frequent in the source's language
MIN_LONG_WORDS, MIN_LETTERS = 5, 4  # without a frequent one
MIN_EDGE_WORDS, MIN_EDGE_LETTERS, MIN_EDGE_SHARE = 2, 3, 0.25  # at one end of a text
MORE_WORDS = {"en": frozenset(["all", "any", "had", "here", "how", "some", "such", "there", "we", "where", "while"])}
ARTICLES = {"en": frozenset("a")}  # beside other scripts; other languages with Latin letters have words like them
SIGNS = ".,:;!?()[]\"'*"
MAX_CODE_SIGNS = 2  # a text with more is a program
TOKEN = re.compile(rf"\w*_\w*|{LATIN_WORD.pattern}|[^\s\w'’]")  # a name with "_" is no word


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation with words of the source that are neither names nor code nor quoted."""
    if len(CODE_SIGN.findall(text.source)) > MAX_CODE_SIGNS:
        return
    frequent = FREQUENT_WORDS.get(text.pair.source, frozenset()) | MORE_WORDS.get(text.pair.source, frozenset())
    typical = frequent - FREQUENT_WORDS.get(text.pair.target, frozenset())
    translation, source = TOKEN.findall(BRACKET.sub(" | ", text.translation)), TOKEN.findall(text.source)
    runs = list_common_runs(translation, source)
    articles = ARTICLES.get(text.pair.source, frozenset()) if not is_latin(text.pair.target) else frozenset()
    has_part = any(is_sentence_part(run, typical | articles) or is_cut(run, typical) for run in runs)
    has_words = text.pair.source in FREQUENT_WORDS  # elsewhere, words in Latin letters are names and terms
    if has_part or (has_words and keeps_edge(text.translation.split(), text.source.split())):
        yield Doubt(Severity.DOUBTFUL, Message("much of it is not translated"))


def is_cut(run: Sequence[str], typical: frozenset[str]) -> bool:
    """Return whether words begin or end with a frequent one that no name and no code begins or ends with."""
    ends = typical.intersection((run[0].casefold(), run[-1]))
    plain = {word for word in run if word.isalpha() and word.islower() and len(word) >= MIN_EDGE_LETTERS}
    return bool(ends) and bool(plain - typical - CODE_WORDS)


def keeps_edge(translation: Sequence[str], source: Sequence[str]) -> bool:
    """Return whether a translation starts or ends as the source does, with plain words for a good part of it.

    A translation with all of the source explains it.
    """
    first = [lower_start(words) for words in (translation, source)]
    sides = (first, (translation[::-1], source[::-1]))
    return any(is_edge([*takewhile(is_same_word, zip(*side, strict=False))], len(source)) for side in sides)


def lower_start(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a sentence, of which the first begins with a capital letter only because it is the first."""
    return [words[0].lower(), *words[1:]] if words and words[0][1:].islower() else words


def is_edge(pairs: Sequence[tuple[str, str]], source_size: int) -> bool:
    """Return whether the words that are equal are a part of a sentence."""
    words = [word.strip(SIGNS) for word, _ in pairs]
    plain = sum(word.isalpha() and word.islower() and len(word) >= MIN_EDGE_LETTERS for word in words)
    return plain >= MIN_EDGE_WORDS and MIN_EDGE_SHARE * source_size <= len(pairs) < source_size


def is_same_word(pair: tuple[str, str]) -> bool:
    """Return whether both are the same word."""
    return pair[0] == pair[1]


def list_common_runs(words: Sequence[str], source: Sequence[str]) -> Iterator[list[str]]:
    """Yield the parts of a list of words and signs whose neighbours are neighbours in the source; a sign ends them."""
    pairs = {pair for pair in pairwise(source) if all(map(LATIN_WORD.fullmatch, pair))}
    for is_common, run in groupby(pairwise(words), key=pairs.__contains__):
        if is_common:
            first, *others = run
            yield [*first, *(second for _, second in others)]


def is_sentence_part(run: Sequence[str], typical: frozenset[str]) -> bool:
    """Return whether words are part of a sentence; `typical` are frequent words of its language."""
    plain = [word for word in run if word.islower()]
    frequent = typical.intersection(plain)
    may_be_code = frequent <= CODE_WORDS - {"the"}
    is_typical = bool(frequent) and len(plain) >= (MIN_WORDS if may_be_code else MIN_PLAIN_WORDS)
    is_long = sum(len(word) >= MIN_LETTERS for word in plain) >= MIN_LONG_WORDS
    return len(run) >= MIN_WORDS and (is_typical or is_long)
