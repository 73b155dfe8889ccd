"""Titles that name the same thing in other words: `큐`, `큐란?` and `큐(Queue)`; `암달의 법칙` and `암달의 원리`."""

from __future__ import annotations

import re

from notedeck.util.patterns import compile_lazily

ASIDE = compile_lazily(r"\s?(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\])")
WHAT = r"(?:무엇|뭐|뭔)\s?(?:인가|인가요|인지|일까|일까요|입니까|예요|에요|야|가|가요)?"
ASKING = rf"(?:이?란(?:\s?{WHAT})?|\s?(?:[은는이가]\s?)?{WHAT})"
# `트리란?`, `트리란 무엇인가요?`, `트리는 무엇인가`, `큐란?`; without a question mark, `교란` and `계란` are nouns.
ASKING_END = compile_lazily(rf"(?:(?<=\S\S){ASKING}\s*\.?|(?<=\S){ASKING}\s*[?？]+)$")
ASKING_START = compile_lazily(r"^(?:what\s(?:is|are)|what[’']s)\s(?:an?\s|the\s)?", re.I)
# Nouns at the end of a title that notes use for the same: the first of each group stands for all of them.
SAME_NOUNS = (("법칙", "원칙", "원리"), ("방법", "방식"), ("종류", "유형"), ("특징", "특성"))
NOUN_GROUPS = {noun: group[0] for group in SAME_NOUNS for noun in group}
LAST_NOUN = compile_lazily(rf"(?:{'|'.join(NOUN_GROUPS)})(?=\W*$)")


def drop_asking_words(title: str) -> str:
    """Return a title without what only asks what its subject is; as it was if nothing would be left."""
    return ASKING_END.sub("", ASKING_START.sub("", title)).strip() or title


def split_asides(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a title without its remarks in brackets, as it was if nothing would be left, and these remarks."""
    rest = ASIDE.sub("", title).strip()
    return (rest, tuple(ASIDE.findall(title))) if rest else (title, ())


def unify_last_noun(title: str) -> str:
    """Return a title with one noun at its end for all that notes use for the same."""
    return LAST_NOUN.sub(lambda match: NOUN_GROUPS[match[0]], title)
