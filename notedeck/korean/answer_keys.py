"""Answers of several questions in one place, `정답` above `1. ②` and `2. ①`: the title, the entries, the questions."""

from __future__ import annotations

import re

from notedeck.korean.question_words import ANSWER_NOUNS, EXPLANATION_WORDS, QUESTION_WORDS

MAX_TITLE_CHARACTERS = 60
ANSWERS = rf"(?:{ANSWER_NOUNS}|{EXPLANATION_WORDS}|answers?(?:\s?(?:key|sheet)s?)?|solutions?)(?:표|지)?"
KEY_TITLE = re.compile(
    rf"^\W*(?:문제\s?|퀴즈\s?|quiz\s|the\s)?{ANSWERS}(?:\s?(?:및|과|와|&|and|/|·|,|と|与)\s?{ANSWERS})?(?:\s?(?:모음|확인|보기))?\W*$",
    re.I,
)
NUMBER = r"(?P<number>\d{1,3})"
# `1. ②`, `1번: ②`, `A1. …`, `문제 1`, `(1) ②`.
ENTRY = re.compile(
    rf"^\W{{0,3}}(?:(?:{ANSWER_NOUNS}|{QUESTION_WORDS}|A)\s?[-#.]?\s?)?{NUMBER}(?:\s?번)?(?:\s?[.):：、-]|\s|$)", re.I
)
# `### 문제 1`, `Q1. What is it?`, `1번`, `第1題`.
QUESTION = re.compile(
    rf"^\W{{0,6}}(?:(?:{QUESTION_WORDS}|第|제)\s?[-#.]?\s?)?{NUMBER}\s?(?:번|[问问題题문])?(?:\s?[.):：、-]|\s|\W*$)",
    re.I,
)


def names_answer_key(title: str) -> bool:
    """Return whether a title says only that answers are below it."""
    return len(title) <= MAX_TITLE_CHARACTERS and KEY_TITLE.match(title) is not None


def find_entry_number(text: str) -> int:
    """Return the number with which an entry of answers starts, 0 without one."""
    match = ENTRY.match(text)
    return int(match["number"]) if match else 0


def find_question_number(text: str) -> int:
    """Return the number with which a question starts, 0 without one."""
    match = QUESTION.match(text)
    return int(match["number"]) if match else 0
