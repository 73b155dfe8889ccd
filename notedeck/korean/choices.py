"""How notes mark the choices of a question, which of them is right, and statements that are true or false."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from notedeck.korean.sentences import is_sentence
from notedeck.util.patterns import compile_lazily

MAX_SIGN_CHARACTERS = 20  # of `(True)` with the blanks before it
# `(정답)` or `(선택/정답)` before or after a choice that is right.
RIGHT_MARK = r"[(（\[]\s?(?:[^\s()（）\[\]/,·]{1,6}\s?[/,·]\s?)?(?:정답|답|正解|answer)\s?[)）\]]"
RIGHT_AT_START = compile_lazily(rf"\s*+{RIGHT_MARK}\s*+(?=\S)", re.I)
RIGHT_AT_END = compile_lazily(rf"{RIGHT_MARK}$", re.I)
MAY_MARK_CHOICE = compile_lazily(r"(?:답|正解|answer)\s?[)）\]]", re.I)
# A statement with `(O)` or `(X)` at its end, and the sign alone.
TRUTH = compile_lazily(r"\s*(?P<sign>[(（\[]\s*(?:[OoXxＯＸ○×ㅇ⭕❌TF]|참|거짓|True|False)\s*[)）\]])$")
CHOICE = compile_lazily(
    r"^\s*(?:[①-⑩]|[㉠-㉭]|[㉮-㉻]|\(?[1-5]\)|[1-5]\.(?=\s)|\(?[A-Ea-e][.):](?=\s)|\(?[가나다라마][.)]|[ㄱ-ㅁ][.)])\s*(?=\S)"
)
INLINE_CHOICE = compile_lazily(r"[①-⑩]|[㉠-㉭]")
TRUE_OR_FALSE = compile_lazily(r"[(（\[]\s*(?:[OoＯ○]\s*[,/·|]\s*[XxＸ×]|true\s*/\s*false|T\s*/\s*F)\s*[)）\]]", re.I)
FIRST_LETTER = compile_lazily(r"^\s*[(（\[]?A\s*[.):）\]]", re.I)
SECOND_LETTER = compile_lazily(r"^\s*[(（\[]?B\s*[.):）\]]", re.I)


def are_letters(texts: Iterable[str]) -> bool:
    """Return whether lines are counted by letters, so that `A.` is the first choice rather than an answer."""
    lines = [*texts]
    return any(map(FIRST_LETTER.match, lines)) and any(map(SECOND_LETTER.match, lines))


def is_judged(text: str) -> bool:
    """Return whether a line is a statement with `(O)` or `(X)` after it, as in a quiz of true and false."""
    match = TRUTH.search(text[-MAX_SIGN_CHARACTERS:])
    if match is None:
        return False
    statement = text[: len(text) - len(match[0])].strip()
    return statement.endswith((".", "?")) or is_sentence(statement)


def are_choices(lines: Sequence[str]) -> bool:
    """Return whether lines are the choices of a question: each starts as one, or one line has several."""
    marked = sum(1 for line in lines if CHOICE.match(line))
    return marked >= 2 or any(len(INLINE_CHOICE.findall(line)) >= 2 for line in lines)


def is_choice_line(text: str) -> bool:
    """Return whether a line is one choice of a question, or several."""
    return CHOICE.match(text) is not None
