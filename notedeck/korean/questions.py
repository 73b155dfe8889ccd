"""How notes mark a question: with a label before it, or by how it ends."""

from __future__ import annotations

import re

from notedeck.korean.answers import CAPITAL_LETTER, NAMED_ANSWER, starts_answer
from notedeck.korean.choices import TRUE_OR_FALSE, are_choices
from notedeck.korean.labels import drop_aside
from notedeck.korean.question_words import (
    DECORATION,
    FOLLOWING_QUESTION,
    LABEL_END,
    LABEL_OF_QUESTION,
    QUESTION_WORDS,
    SIGN,
    ZERO_WIDTH_SPACE,
)
from notedeck.korean.sentences import is_question
from notedeck.util.patterns import compile_lazily

MAX_QUESTION_CHARACTERS = 1_000  # of a line in which the marks of a question are searched
# `Q. What is it?`, `[문제 3] …`, `Q1 …`: a label that has a sign or a number after it.
QUESTION_LABEL = compile_lazily(rf"^{DECORATION}(?:{QUESTION_WORDS}|{FOLLOWING_QUESTION}){LABEL_END}", re.I)
COUNTED_LABEL = compile_lazily(r"^\s*+\d{1,2}\s?번\s?[.:)]")  # `3번. …하시오.`; an answer can start so, too
QUESTION_COUNT = compile_lazily(r"^\s*+\(?\d{1,2}(?:-\d{1,2})?[.)]\s*+(?=\S)")
PART_COUNT = compile_lazily(r"^\s*+\d{1,2}-\d{1,2}\)")
QUESTION_END = compile_lazily(r"(?<=[?？])[\"'”’)」』]*(?:\s|$|(?=→|⇒|➡|⟶|—|=>|-+>))")
INLINE_ANSWER = compile_lazily(r"(?<=\s)(?=(?:A\s?\d{0,3}\s?[:：]|A\d{0,3}\.|(?:정?답|답변|Answer)\s?[:：])\s)")
INLINE_ARROW = compile_lazily(r"(?<=\S)\s+(?=(?:→|⇒|➡|⟶|=>|-+>)\s+\S)")  # after a question with a label: its answer
LABELLED_ENDS = (INLINE_ANSWER, INLINE_ARROW)
# `…か。`, and `…하시오.` with any verb: in a title it is only taken for a question with the verbs of `is_question`.
QUESTION_ENDS = ("。", "시오", "시오.")
QUESTION_SENTENCE = compile_lazily(r"(?:(?<!どう)か|とは)。$|[가-힣](?<!십)시오\.?$")
TEST_QUESTION = compile_lazily(
    r"(?:(?<!どう)か|とは|は|つ)。$|_{3,}"
    r"|[(（\[]\s*(?:[OoＯ○]\s*[,/·|]\s*[XxＸ×]|true\s*/\s*false|T\s*/\s*F)\s*[)）\]]",
    re.I,
)
PROBLEM_LABEL = compile_lazily(rf"^{DECORATION}(?:문제|問題|问题|题)\s*{SIGN}")  # without a number
# Without one of these, a text has no question, or no label of one.
MAY_ASK = compile_lazily(rf"\?|？|{LABEL_OF_QUESTION}|\)|）|\]|か。|とは。|시오|세요|라(?![가-힣])")
MAY_END_AS_QUESTION = compile_lazily(r"\?|？|。|\)|）|\]|시오|세요|라")
MAY_BE_LABELLED = compile_lazily(LABEL_OF_QUESTION)


def has_question_label(text: str) -> bool:
    """Return whether a line has a label and a question after it."""
    match = QUESTION_LABEL.match(text)
    if match is None:
        counted = COUNTED_LABEL.match(text)
        return counted is not None and is_question_line(text[counted.end() :].strip())
    return bool(text[match.end() :].strip())


def is_numbered_question(text: str) -> bool:
    """Return whether a line asks, with a number such as `(1)` or `2-1)` before it."""
    number = QUESTION_COUNT.match(text)
    return number is not None and is_question_line(text[number.end() :].strip())


def is_numbered_task(text: str) -> bool:
    """Return whether a line is surely a question of an examination: a part such as `2-1)`, or `(1) …서술하시오.`."""
    return is_numbered_question(text) and (PART_COUNT.match(text) is not None or is_question(text.rstrip("?？")))


def is_problem_label(text: str) -> bool:
    """Return whether the label of a line can also mean a problem that is not asked: `문제: …`."""
    return PROBLEM_LABEL.match(text) is not None


def is_question_line(text: str) -> bool:
    """Return whether a line is a question, with or without a label: it ends so, or has `(O/X)` in it."""
    if len(text) > MAX_QUESTION_CHARACTERS:
        return text.endswith(("?", "？"))
    if not MAY_END_AS_QUESTION.search(text):
        return False
    bare = drop_aside(" ".join(text.replace(ZERO_WIDTH_SPACE, "").split()))
    is_asked = is_question(bare) or bare.endswith("？") or ends_as_question(bare)
    return is_asked or TRUE_OR_FALSE.search(text) is not None


def ends_as_question(text: str) -> bool:
    """Return whether a line ends as `…か。`, `…とは。` or `…하시오.` do."""
    return text.endswith(QUESTION_ENDS) and QUESTION_SENTENCE.search(text) is not None


def is_unanswered(text: str) -> bool:
    """Return whether a whole line asks, with no answer after it, also in the short forms of lists and tests."""
    plain = " ".join(text[-MAX_QUESTION_CHARACTERS:].split())
    return plain.endswith(("?", "？")) or is_test_question(plain)


def is_request(text: str) -> bool:
    """Return whether a line ends as a request, `…설명하세요.`: a task of an examination, or an answer."""
    return is_question(text.rstrip()) and not text.rstrip().endswith(("?", "？"))


def is_test_question(text: str) -> bool:
    """Return whether a line asks as an examination does: `…서술하시오.`, `…(O/X)`, `…____ …`, `…とは。`, `…N つ。`."""
    return TEST_QUESTION.search(text) is not None or is_question(text.rstrip("?"))


def starts_question_or_answer(text: str) -> bool:
    """Return whether a line is a question or an answer with a label, so that it goes on with no text above it.

    The letter A is a label only as a capital with a sign: `A. …`, `A1: …`.
    """
    if starts_answer(text) and (NAMED_ANSWER.match(text) or CAPITAL_LETTER.match(text)):
        return True
    return has_question_label(text) and (is_question_line(text) or not is_problem_label(text))


def find_question_end(text: str) -> int:
    """Return where a question ends inside a line, before its answer; 0 if it takes the whole line."""
    label = QUESTION_LABEL.match(text)
    ends = (QUESTION_END.search(text), *(end.search(text, label.end()) for end in LABELLED_ENDS if label))
    match = next(filter(None, ends), None)
    rest = text[match.end() :].strip() if match else ""
    is_question = not rest or is_question_line(rest) or are_choices([rest]) or rest[:1] in "(（["
    return 0 if is_question or match is None else match.end()
