"""How notes mark an answer: with a label before it, a title above it, or an arrow."""

from __future__ import annotations

import re

from notedeck.korean.labels import CLOSED_LABEL
from notedeck.korean.question_words import (
    ANSWER_NOUNS,
    ANSWER_WORDS,
    DECORATION,
    EXPLANATION_WORDS,
    LABEL_END,
    NOT_INSIDE_WORD,
    NOUN_OF_ANSWER,
    SIGN,
    ZERO_WIDTH_SPACE,
)
from notedeck.util.patterns import compile_lazily

MAX_LABEL_CHARACTERS = 40
# `A. It is …`, `정답: ②`, `[답] …`.
ANSWER_LABEL = compile_lazily(rf"^{DECORATION}(?:{ANSWER_WORDS}){LABEL_END}", re.I)
# `정답 B`, `답: ②`: an answer that no letter A can be mistaken for.
NAMED_ANSWER = compile_lazily(rf"^{DECORATION}(?:{ANSWER_NOUNS}|ans(?:wer)?)\b", re.I)
CAPITAL_LETTER = compile_lazily(rf"^{DECORATION}A\s?\d{{0,3}}\s?[.:)：]")
# `정답 ②`, `답 3번`, `Answer B, C`: without a sign, but nothing else is on the line.
CHOSEN = r"(?:[①-⑩]|[1-5]번?|[A-E]|[OX○×])"
SHORT_ANSWER = compile_lazily(
    rf"^{DECORATION}(?:{ANSWER_NOUNS}|ans(?:wer)?)\s++{CHOSEN}(?:\s*+[,、]\s*+{CHOSEN})*+[\s*.]*+$", re.I
)
# `정답 - 14일`: the same with a dash.
DASHED_ANSWER = compile_lazily(rf"^{DECORATION}(?:{ANSWER_NOUNS}|ans(?:wer)?)\s?[-–—]\s(?=\S)", re.I)
LETTER_OF_ANSWER = rf"{NOT_INSIDE_WORD}(?:(?i:ns)|\s*+[-#.]?\s*+\d|\s*+{SIGN})"  # after the A
# Without one of these, a text has no label of an answer.
MAY_NAME_ANSWER = compile_lazily(rf"{NOUN_OF_ANSWER}|A{NOT_INSIDE_WORD}(?i:ns)|a{NOT_INSIDE_WORD}(?i:ns)")
MAY_ANSWER = compile_lazily(rf"{NOUN_OF_ANSWER}|A{LETTER_OF_ANSWER}|a{LETTER_OF_ANSWER}")
# What somebody has chosen before they looked at the answer.
OWN_CHOICE = compile_lazily(r"^\W*(?:(?:내|나의)\s?(?:선택|답|풀이)|선택)\s*[:：]")
ANSWER_ARROW = compile_lazily(r"^\s*(?:→|⇒|➡|⟶|↳|=>|-+>)\s*(?=\S)")
# `정답` alone, over the answer.
ANSWER_TITLE = compile_lazily(
    rf"^[\W_]*(?:(?:see|show|view|reveal)\s++)?(?:the\s++)?(?:(?:点击|點擊)?(?:查看|显示|顯示|展开|展開|看))?(?:{ANSWER_WORDS})s?"
    rf"(?:\s*+(?:및|과|와|&|and|,|/|·|・|と|与|與)\s*+(?:{EXPLANATION_WORDS}))?"
    r"\s*+(?:보기|확인(?:하기)?|펼치기|열기|see|show|を?(?:見る|開く|(?:表示|確認)(?:する)?)|はこちら)?(?:[_\d]|[^\w?？])*+$",
    re.I,
)
# `답변:` or `A3.` alone, above the answer.
BARE_ANSWER = compile_lazily(
    rf"^[\W_]*(?:A\s?\d{{0,3}}(?=\s?[.:：)])|(?:Ans(?:wer)?|{ANSWER_NOUNS})"
    rf"(?:\s?(?:및|과|와|&|and|,|/|·|・|と|与|與)\s?(?:{EXPLANATION_WORDS}))?)[\W_]*$",
    re.I,
)
HINT_TITLE = compile_lazily(
    r"^[\W_]*(?:힌트|예시|예제|코드(?:\s*보기)?|상세|내용|hint|code|ヒント|提示)[\W_\d]*$", re.I
)
# `해설` alone, over the explanation of an answer.
EXPLANATION_TITLE = compile_lazily(
    r"^[\W_]*(?:정답\s?)?(?:해설|풀이|解説|解析|解释|explanations?|rationale)[\W_]*$", re.I
)
# `풀이:`, `견본답안 1`, `Solution`: above or before the solution of an exercise.
SOLUTION_LABEL = compile_lazily(
    rf"^{DECORATION}(?:{ANSWER_NOUNS}|해설|풀이|solution|answer|解説|解析|解释)(?:{LABEL_END}|[\W_\d]*$)", re.I
)
# `답:` with nothing after it.
BLANK_ANSWER = compile_lazily(rf"^{DECORATION}(?:{ANSWER_WORDS})\s*+[:：.)\]】][\s:：.)\]】*_-]*$", re.I)
LETTERS_IN_LINE = compile_lazily(r"^\s*A\s?[:=][^:=\n]{1,30}[,;]\s?B\s?[:=]")  # `A: 10, B: 11`: values


def is_blank_answer(text: str) -> bool:
    """Return whether a line has only the label of an answer, or ends where something is to be filled in."""
    return BLANK_ANSWER.match(text) is not None or text.endswith(("=", "＝", "___"))


def starts_answer(text: str) -> bool:
    """Return whether a line has the label of an answer, with the answer after it or alone."""
    text = text.replace(ZERO_WIDTH_SPACE, "")
    if ANSWER_LABEL.match(text):
        return not LETTERS_IN_LINE.match(text)
    return ANSWER_TITLE.match(text) is not None or SHORT_ANSWER.match(text) is not None


def is_bare_answer(text: str) -> bool:
    """Return whether a line is only the label of an answer."""
    return len(text) <= MAX_LABEL_CHARACTERS and BARE_ANSWER.match(text.replace(ZERO_WIDTH_SPACE, "")) is not None


def names_answer(text: str) -> bool:
    """Return whether a line has a label that names the answer after it, such as `정답:`; the letter A does not."""
    if DASHED_ANSWER.match(text):
        return True
    return NAMED_ANSWER.match(text) is not None and starts_answer(text)


def is_answer_name(text: str) -> bool:
    """Return whether a text is no more than the name of an answer, such as `정답`."""
    return NAMED_ANSWER.match(text) is not None and ANSWER_TITLE.match(text) is not None


def starts_solution(text: str) -> bool:
    """Return whether a line has the label of a solution, with the solution after it or alone."""
    return SOLUTION_LABEL.match(text) is not None


def hides_answer(summary: str) -> bool:
    """Return whether the summary of a `<details>` says only that something is below: `정답 보기`, `click`."""
    return CLOSED_LABEL.match(summary) is not None or ANSWER_TITLE.match(summary) is not None
