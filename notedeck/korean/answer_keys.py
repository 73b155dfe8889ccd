"""Answers of several questions in one place, `정답` above `1. ②` and `2. ①`: the title, the entries, the questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.korean.question_words import ANSWER_NOUNS, EXPLANATION_WORDS, QUESTION_WORDS
from notedeck.util.patterns import compile_lazily

MAX_TITLE_CHARACTERS = 60
ANSWERS = rf"(?:{ANSWER_NOUNS}|{EXPLANATION_WORDS}|answers?(?:\s?(?:key|sheet)s?)?|solutions?)(?:표|지)?"
KEY_TITLE = re.compile(
    rf"^\W*(?:문제\s?|퀴즈\s?|quiz\s|the\s)?{ANSWERS}(?:\s?(?:및|과|와|&|and|/|·|,|と|与)\s?{ANSWERS})?(?:\s?(?:모음|확인|보기|요약|summary))?\W*$",
    re.I,
)
NUMBER = r"(?P<number>\d{1,3})"
# `**Answers:** 1-B, 2-C`: the label before the entries of a short list of answers.
SHORT_KEY = compile_lazily(rf"^\W*{ANSWERS}\W*[:：]\W*(?=\(?\d)", re.I)
CHOICE = r"(?:(?-i:[A-H])(?:\s?[/&+]\s?(?-i:[A-H]))*|(?-i:[a-h])|[①-⑩]|[1-5]|[OX○×]|true|false|참|거짓)"
# `1-B`, `2. ③`, `(3) O`, several of them in a line.
SHORT_ENTRY = compile_lazily(
    rf"\(?(?:Q|A)?{NUMBER}\s?번?\s?(?:[-–.):：]|\s)\s?\W?(?P<answer>{CHOICE})(?![^\W\d_]|\d)번?", re.I
)
# The heads of a table of answers: `| 번호 | 정답 | 해설 |`, `| Q# | Answer |`.
NUMBER_HEAD = compile_lazily(
    rf"^\W*(?:(?:{QUESTION_WORDS})?\s?(?:번호|no|numbers?|id|番号|号)|{QUESTION_WORDS}|no|題号|题号|#)?\W*$", re.I
)
ANSWER_HEAD = compile_lazily(rf"^\W*(?:correct\s|right\s)?{ANSWERS}\W*$", re.I)
CELL_NUMBER = compile_lazily(rf"^\W*(?:{QUESTION_WORDS})?\s?[-#.]?\s?{NUMBER}\s?[번問题題문]?\W*$", re.I)
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


def starts_short_key(text: str) -> int:
    """Return where the entries of a short list of answers start after its label; 0 if a text is none."""
    match = SHORT_KEY.match(text)
    return match.end() if match and len([*split_short_entries(text[match.end() :])]) > 1 else 0


def split_short_entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the choice of each entry in a text that has nothing but short entries, `1-B, 2-C`."""
    entries = [*SHORT_ENTRY.finditer(text)]
    if entries and not SHORT_ENTRY.sub("", text).strip(" \t\n,;、，/|·*_.)"):
        for entry in entries:
            yield int(entry["number"]), entry["answer"]


def names_numbers(head: str) -> bool:
    """Return whether the head of a column says that the numbers of questions are below it."""
    return len(head) <= MAX_TITLE_CHARACTERS and NUMBER_HEAD.match(head) is not None


def names_answers(head: str) -> bool:
    """Return whether the head of a column says that answers are below it."""
    return len(head) <= MAX_TITLE_CHARACTERS and ANSWER_HEAD.match(head) is not None


def read_cell_number(text: str) -> int:
    """Return the number that is all of a cell, `3` or `Q3`; 0 if it has anything else."""
    match = CELL_NUMBER.match(text)
    return int(match["number"]) if match else 0


def find_entry_number(text: str) -> int:
    """Return the number with which an entry of answers starts, 0 without one."""
    match = ENTRY.match(text)
    return int(match["number"]) if match else 0


def find_question_number(text: str) -> int:
    """Return the number with which a question starts, 0 without one."""
    match = QUESTION.match(text)
    return int(match["number"]) if match else 0
