"""Exercises: titles that only say that one is below, titles above solutions, and sentences that set a task."""

from __future__ import annotations

import re

from notedeck.korean.exam_titles import EXERCISE_TITLE, QUESTION_NUMBER, QUESTION_TITLE
from notedeck.korean.question_words import ANSWER_NOUNS, EXPLANATION_WORDS
from notedeck.korean.sentences import EXAM_TASK
from notedeck.util.patterns import compile_lazily

MAX_TITLE_CHARACTERS = 60
MAX_SENTENCE_CHARACTERS = 300
COUNT = r"(?:\d{1,3}(?:[.-]\d{1,3})*[.)]?\s)?"
# `2.3 Task`, `문제 설명`, `Problem statement`.
TASK_TITLE = re.compile(
    rf"^\W*{COUNT}\W*(?:task|문제\s?(?:설명|내용)?|problem(?:\sstatement)?|question|題目|题目|题干|問題文?|作业|課題)\s?\d{{0,3}}\W*$",
    re.I,
)
OF_EXERCISE = (
    r"(?:(?:문제|연습|예제|problem|exercise|question|問題|例題|演習|题目?|例题)\s?\d{0,3}\s?(?:번|의|的|の|:|-)?\s?)?"
)
# `정답`, `문제 2의 풀이`: nothing else than the answer is below it.
ANSWER_TITLE = compile_lazily(rf"^\W*{COUNT}\W*{OF_EXERCISE}(?:{ANSWER_NOUNS}|풀이|answers?)\s?\d{{0,2}}\W*$", re.I)
# `해설`, `Solution`: also a text about what is above.
SOLUTION_TITLE = compile_lazily(
    rf"^\W*{COUNT}\W*{OF_EXERCISE}(?:{EXPLANATION_WORDS}|solutions?|解法|解き方|解题(?:步骤|过程)?)\s?\d{{0,2}}\W*$",
    re.I,
)
# Below the statement of a problem to be programmed.
PROBLEM_PART = compile_lazily(
    r"^\W*(?:입력|출력|제한(?:\s?(?:사항|조건))?|조건|입출력\s?예(?:시|제)?(?:\s?설명)?|예제\s?(?:입력|출력)|주의\s?사항|힌트"
    r"|input|output|constraints?|examples?|sample\s(?:input|output)|notes?|hints?"
    r"|入力(?:例)?|出力(?:例)?|制約|输入(?:样例|格式)?|输出(?:样例|格式)?|样例(?:输入|输出)?|数据范围)\s?\d{0,2}\W*$",
    re.I,
)
BARE_COUNT = compile_lazily(r"^\W*(?:\d{1,2}|[a-zA-Z]|[가나다라마바사]|[ivx]{1,4}|[①-⑳])\W*$")
# Titles that a solution can be below, farther away.
MAY_SOLVE = compile_lazily(
    rf"{ANSWER_NOUNS}|{EXPLANATION_WORDS}|코드|구현|접근|해결|해법|분석|정리|solution|code|answer|approach|implementation"
    r"|解法|考点|步骤|代码|コード",
    re.I,
)
KOREAN_ORDER = compile_lazily(
    r"[가-힣](?:하라|해라|여라|아라|어라|으라|보라|내라|쓰라|려라|시오|십시오|세요|하여라|하기)[.!]?$|(?:작성|제출|구현|설명|비교|서술)할\s?것[.]?$"
)
WEAK_KOREAN_ORDER = compile_lazily(r"(?:보자|하자|[가-힣]본다|한다|만든다|구한다|푼다)[.!]?$")
JAPANESE_ORDER = compile_lazily(r"(?:せよ|めよ|えよ|けよ|げよ|べよ|れよ|ねよ|なさい|ください|示せ|解け|書け)[。．.]?$")
CHINESE_ORDER = compile_lazily(
    r"^\W*(?:请|將|将|把|创建|建立|配置|设置|修改|编写|写出|实现|求|证明|计算|判断|解释|列出|画出|设计|按照|完成|找出|确保|部署|监控|检查|查找"
    r"|备份|恢复|升级|扩展|重新|在现有)"
)
ENGLISH_ORDER = compile_lazily(
    r"^\W*(?:show|prove|find|compute|calculate|determine|write|explain|describe|list|draw|solve|evaluate|implement|derive|verify"
    r"|give|construct|state|define|compare|discuss|sketch|simplify|create|design|estimate|name|identify)\s",
    re.I,
)
EXAMPLE_TITLE = compile_lazily(r"^\W*(?:예제|examples?|例題|例题)", re.I)
SENTENCE_END = compile_lazily(r"(?<=[.!?。！？])\s+|(?<=[。！？])(?=\S)|\n+")
CONDITION = compile_lazily(
    r"^\W*(?:단|다만|힌트|조건|주의|참고|제한|hint|note|注意|提示|ヒント|ただし)(?=[\s,.:：、，)\]])", re.I
)


def names_task(title: str) -> bool:
    """Return whether a title says only that an exercise or question is below it, with or without a number."""
    if len(title) > MAX_TITLE_CHARACTERS:
        return False
    is_label = QUESTION_TITLE.match(title) or QUESTION_NUMBER.match(title)
    return bool(is_label or TASK_TITLE.match(title)) or names_practice(title)


def names_practice(title: str) -> bool:
    """Return whether a title says only that an exercise is below it: `연습 문제 2`."""
    return len(title) <= MAX_TITLE_CHARACTERS and EXERCISE_TITLE.match(title) is not None


def names_answer_only(title: str) -> bool:
    """Return whether a title says only that an answer is below it."""
    return len(title) <= MAX_TITLE_CHARACTERS and ANSWER_TITLE.match(title) is not None


def names_worked_answer(title: str) -> bool:
    """Return whether a title says only that an answer or a solution is below it."""
    return names_answer_only(title) or (len(title) <= MAX_TITLE_CHARACTERS and SOLUTION_TITLE.match(title) is not None)


def names_task_part(title: str) -> bool:
    """Return whether a title between an exercise and its solution names a part of the exercise, or only counts it."""
    return len(title) <= MAX_TITLE_CHARACTERS and bool(PROBLEM_PART.match(title) or BARE_COUNT.match(title))


def may_solve(title: str) -> bool:
    """Return whether a solution can be below a title."""
    return MAY_SOLVE.search(title) is not None


def counts_part(title: str) -> bool:
    """Return whether a title only counts a part of an exercise: `(2)`, `a)`."""
    return BARE_COUNT.match(title) is not None


def names_example(title: str) -> bool:
    """Return whether a title names an example, which can also be a text that explains one."""
    return EXAMPLE_TITLE.match(title) is not None


def sets_task(text: str) -> bool:
    """Return whether a sentence of a text tells the reader to do something."""
    for sentence in split_sentences(text):
        end, start = sentence[-MAX_SENTENCE_CHARACTERS:], sentence[:MAX_SENTENCE_CHARACTERS]
        if EXAM_TASK.search(end) or KOREAN_ORDER.search(end) or JAPANESE_ORDER.search(end):
            return True
        if CHINESE_ORDER.match(start) or ENGLISH_ORDER.match(start):
            return True
    return False


def ends_as_task(text: str) -> bool:
    """Return whether the last sentence of a text has the plain form of a verb that can be a task: `… 만든다`."""
    *_, last = split_sentences(text) or [""]
    return WEAK_KOREAN_ORDER.search(last[-MAX_SENTENCE_CHARACTERS:]) is not None


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [*filter(None, map(str.strip, SENTENCE_END.split(text)))]


def adds_condition(text: str) -> bool:
    """Return whether a text only adds a condition or hint to the task above it."""
    return CONDITION.match(text) is not None
