"""Titles above questions, exercises and cases: they count them, name a part of them, or say that they are below."""

from __future__ import annotations

import re

from notedeck.korean.answers import ANSWER_TITLE
from notedeck.korean.question_words import ANSWER_WORDS, DECORATION, EXPLANATION_WORDS, QUESTION_WORDS
from notedeck.util.patterns import compile_lazily

MAX_TITLE_CHARACTERS = 200
REMARK = r"(?:[(（\[【][^()（）\[\]【】\n]{1,40}[)）\]】])?"
REMARK_AT_END = compile_lazily(r"[(（\[【][^()（）\[\]【】]+[)）\]】]\s*$")
# `연습`, `예제 2`, `Exercise 3`: a title that says only that an exercise is below it.
EXERCISE_TITLE = compile_lazily(
    r"^[\W_]*(?:연습|예제|실습|과제|(?:연습|예상|기출|실전|확인)\s?문제|exercises?|practice|problem|example|演習|練習|例題|练习|例题)"
    r"\s*+\d{0,3}(?:[-.]\d{1,3})?[\W_]*$",
    re.I,
)
# `1)`, `12. (review)`: a title that only counts.
BARE_NUMBER = compile_lazily(rf"^[\W_]*(?:no\.?\s?)?\d{{1,4}}[.:)．：）\s]*+{REMARK}[\W_]*$", re.I)
EXERCISE_WORDS = r"(?:연습|예상|기출|실전|확인)\s?문제|예제|Prob(?:lem)?|Exercise|Ex|演習|例題|练习|例题"
# `문제 3`, `Question 12.`, `3번 문제 (2021년)`, `제 3문`, `第3問`: a title that only counts.
QUESTION_NUMBER = compile_lazily(
    rf"^[\W_]*(?:(?:{QUESTION_WORDS}|{EXERCISE_WORDS})\s*+[-#.]?\s*+\d{{1,3}}(?:[-.]\d{{1,3}})?\s*+번?|(?:제\s*+)?\d{{1,3}}\s*+(?:번(?:\s*+(?:문제|문항))?|문제?)"
    rf"|第?\s*+\d{{1,3}}\s*+(?:問|题))\s*+{REMARK}[\W_]*$",
    re.I,
)
# `요구 사항`, `2. 문제 설명`, `보기`: headings above parts of a question.
QUESTION_PART = compile_lazily(
    r"^[\W\d_]*(?:(?:문제|질문|문항)(?:\s(?:요구\s?사항|내용|설명|정리|상황))?(?:\s정리)?|요구\s?사항(?:\s정리)?|보기|선택지|지문|제시문|조건|상황"
    r"|questions?|problem|requirements?|scenario|options|choices|問題|設問|選択肢|题目|选项)[\W_]*$",
    re.I,
)
# `유형: 객관식`, `난이도 : 하`, `标签：缓存`: about a question, below its number.
QUESTION_PROPERTY = compile_lazily(
    r"^\W*(?:(?:문제\s?)?(?:유형|난이도|분야|과목|단원|태그|카테고리|출처|배점)|类型|题型|标签|难度|分值|知识点|考点|分类"
    r"|種類|分野|難易度|出典|タグ|配点|type|difficulty|level|tags?|topic|category|domain|points)\W{0,4}[:：]",
    re.I,
)
ANSWER_PART = compile_lazily(rf"^[\W\d_]*(?:정답\s?)?(?:{EXPLANATION_WORDS})[\W_]*$", re.I)
# `문제: 서버가 멈춘다`, `CASE: …`, and `해결: 메모리를 늘린다`, `ANS: …`, `해결 방법`: two headings in a row.
CASE_LABEL = compile_lazily(
    rf"^{DECORATION}(?:{QUESTION_WORDS}|문제\s?상황|증상|이슈|현상|오류|에러|case|problem|issue|error|symptom|目的|課題|現象)"
    r"\s?\d{0,3}\s?[:：]\s*+(?=\S)",
    re.I,
)
SOLUTION_TITLE = compile_lazily(
    rf"^{DECORATION}(?:{ANSWER_WORDS}|해결(?:\s?(?:방법|방안|책|법))?|해법|대책|조치(?:\s?(?:방법|사항))?|solutions?|fix|resolution"
    r"|解決(?:策|方法|法)?|対策|対処(?:法|方法)?|解决(?:方法|方案|办法)?)\s?\d{0,3}\s?(?:[:：]|[\W_]*$)",
    re.I,
)
MAX_COUNT_DIGITS = 3
# `문제 정의` and `연구 질문` are about problems, and say what they are below.
OPEN_QUESTIONS = compile_lazily(
    r"(?:연구|탐구|열린|미해결|남은)\s?(?:질문|문제)|\b(?:research|open)\s+(?:question|problem)s?\b", re.I
)
QUESTIONS_TITLE = compile_lazily(
    r"질문(?!\s?(?:사항|예시|의도|법|방법|력))|문제(?!\s?(?:정의|의식|점|해결|상황|제기|배경|인식|분석|원인|의 원인))|"
    r"퀴즈|기출|면접|問題|練習|面试|习题|练习"
    r"|\b(?:interview|review|practice|expected|exam|sample|quiz|test)\s+questions?\W*$|^\W*(?:questions?|quiz(?:zes)?)\W*$",
    re.I,
)
# `질문` alone, over the question.
QUESTION_TITLE = compile_lazily(rf"^[\W_]*(?:{QUESTION_WORDS})[\W_\d]*$", re.I)


def names_questions(title: str) -> bool:
    """Return whether a title says that questions of an examination or interview are below it."""
    text = title[:MAX_TITLE_CHARACTERS]
    return QUESTIONS_TITLE.search(text) is not None and not OPEN_QUESTIONS.search(text)


def counts_question(title: str) -> bool:
    """Return whether a title only counts a question: `문제 3`, `Q1.`, `12.`; a year counts none."""
    if QUESTION_NUMBER.match(title):
        return True
    return BARE_NUMBER.match(title) is not None and sum(map(str.isdigit, title)) <= MAX_COUNT_DIGITS


def names_question_part(title: str) -> bool:
    """Return whether a title stands above a part of a question, such as `요구 사항`."""
    return QUESTION_PART.match(title) is not None


def is_question_property(line: str) -> bool:
    """Return whether a line says something about a question, such as its difficulty; only below its number or label."""
    return QUESTION_PROPERTY.match(line) is not None


def labels_question(title: str) -> bool:
    """Return whether a title is only the label of a question, such as `문제`, or counts one."""
    return QUESTION_TITLE.match(title) is not None or counts_question(title)


def names_answer_part(title: str) -> bool:
    """Return whether a title stands above the answer of a counted question, such as `정답` or `설명`."""
    return ANSWER_TITLE.match(title) is not None or ANSWER_PART.match(title) is not None


def names_case(title: str) -> bool:
    """Return whether a title has a label such as `문제:` before a case that has a solution."""
    return len(title) <= MAX_TITLE_CHARACTERS and CASE_LABEL.match(title) is not None


def names_solution(title: str) -> bool:
    """Return whether a title is the label of a solution, such as `해결`, or has one before it."""
    return len(title) <= MAX_TITLE_CHARACTERS and SOLUTION_TITLE.match(title) is not None


def has_remark(title: str) -> bool:
    """Return whether a title that only counts ends with a remark in brackets, such as the year of an examination."""
    return REMARK_AT_END.search(title) is not None


def names_exercise(title: str) -> bool:
    """Return whether a title says only that an exercise is below it, with or without a number."""
    return EXERCISE_TITLE.match(title) is not None
