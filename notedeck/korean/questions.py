"""How notes mark a question, its choices and its answer: labels in Korean, English, Japanese and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from notedeck.korean.labels import CLOSED_LABEL, without_aside
from notedeck.korean.sentences import is_question, is_sentence

ZERO_WIDTH_SPACE = "\u200b"  # in text that is copied from web pages
MAX_SIGN_CHARACTERS = 20  # of `(True)` with the blanks before it
MAX_LABEL_CHARACTERS = 40
MAX_QUESTION_CHARACTERS = 1_000  # of a line in which the marks of a question are searched
DECORATION = r"[\s\[\](){}（）【】「」『』<>《》❓❔❗💡✅☑✔🅰🅱▶►▷→⇒➡👉📌🔥■□●○•*#_-]*"
QUESTION_NOUNS = "질문|문제|물음|문항|퀴즈|問題|問い|問|问题|问|質問|题目?"
QUESTION_WORDS = rf"Q(?:uestion|uiz)?|{QUESTION_NOUNS}"
ANSWER_NOUNS = r"(?:모범|예시|견본|샘플)\s?답안|답변|답안|정답|해답|답|答え|答案|解答|回答|正解"
ANSWER_WORDS = rf"A(?:ns(?:wer)?)?|{ANSWER_NOUNS}"
EXPLANATION_WORDS = r"해설|풀이|설명|解説|解析|解释|explanation|rationale"
NUMBER = r"\s*+[-#.]?\s*+\d{0,3}(?:[-.]\d{1,3})?\s*+"  # possessive, so that a run of blanks takes linear time
SIGN = r"[.:)\]）】：．、。|]"
LABEL_END = rf"(?:{NUMBER}{SIGN}|\s*+\d{{1,3}}\s)[\s\])）】.:：]*"
# `Q. What is it?`, `[문제 3] …`, `Q1 …`: a label that has a sign or a number after it.
QUESTION_LABEL = re.compile(rf"^{DECORATION}(?:{QUESTION_WORDS}){LABEL_END}", re.I)
COUNTED_LABEL = re.compile(r"^\s*+\d{1,2}\s?번\s?[.:)]")  # `3번. …하시오.`; an answer can start so, too
QUESTION_COUNT = re.compile(r"^\s*+\(?\d{1,2}(?:-\d{1,2})?[.)]\s*+(?=\S)")
PART_COUNT = re.compile(r"^\s*+\d{1,2}-\d{1,2}\)")
# `A. It is …`, `정답: ②`, `[답] …`.
ANSWER_LABEL = re.compile(rf"^{DECORATION}(?:{ANSWER_WORDS}){LABEL_END}", re.I)
# `정답 B`, `답: ②`: an answer that no letter A can be mistaken for.
NAMED_ANSWER = re.compile(rf"^{DECORATION}(?:{ANSWER_NOUNS}|ans(?:wer)?)\b", re.I)
CAPITAL_LETTER = re.compile(rf"^{DECORATION}A\s?\d{{0,3}}\s?[.:)：]")
# `정답 ②`, `답 3번`, `Answer B, C`: without a sign, but nothing else is on the line.
CHOSEN = r"(?:[①-⑩]|[1-5]번?|[A-E]|[OX○×])"
SHORT_ANSWER = re.compile(
    rf"^{DECORATION}(?:{ANSWER_NOUNS}|ans(?:wer)?)\s++{CHOSEN}(?:\s*+[,、]\s*+{CHOSEN})*+[\s*.]*+$", re.I
)
# `정답 - 14일`: the same with a dash.
DASHED_ANSWER = re.compile(rf"^{DECORATION}(?:{ANSWER_NOUNS}|ans(?:wer)?)\s?[-–—]\s(?=\S)", re.I)
MAY_NAME_ANSWER = re.compile(rf"{ANSWER_NOUNS}|ans", re.I)
# What somebody has chosen before they looked at the answer.
OWN_CHOICE = re.compile(r"^\W*(?:(?:내|나의)\s?(?:선택|답|풀이)|선택)\s*[:：]")
# `(정답)` or `(선택/정답)` before or after a choice that is right.
RIGHT_MARK = r"[(（\[]\s?(?:[^\s()（）\[\]/,·]{1,6}\s?[/,·]\s?)?(?:정답|답|正解|answer)\s?[)）\]]"
RIGHT_AT_START = re.compile(rf"\s*+{RIGHT_MARK}\s*+(?=\S)", re.I)
RIGHT_AT_END = re.compile(rf"{RIGHT_MARK}$", re.I)
MAY_MARK_CHOICE = re.compile(r"(?:답|正解|answer)\s?[)）\]]", re.I)
# A statement with `(O)` or `(X)` at its end, and the sign alone.
TRUTH = re.compile(r"\s*(?P<sign>[(（\[]\s*(?:[OoXxＯＸ○×ㅇ⭕❌TF]|참|거짓|True|False)\s*[)）\]])$")
ANSWER_ARROW = re.compile(r"^\s*(?:→|⇒|➡|⟶|↳|=>|-+>)\s*(?=\S)")
# `정답` alone, over the answer.
ANSWER_TITLE = re.compile(
    rf"^[\W_]*(?:(?:see|show|view|reveal)\s++)?(?:the\s++)?(?:{ANSWER_WORDS})s?"
    rf"(?:\s*+(?:및|과|와|&|and|,|/|·|・|と|与|與)\s*+(?:{EXPLANATION_WORDS}))?"
    r"\s*+(?:보기|확인(?:하기)?|펼치기|열기|see|show)?(?:[_\d]|[^\w?？])*+$",
    re.I,
)
# `답변:` or `A3.` alone, above the answer.
BARE_ANSWER = re.compile(
    rf"^[\W_]*(?:A\s?\d{{0,3}}(?=\s?[.:：)])|(?:Ans(?:wer)?|{ANSWER_NOUNS})"
    rf"(?:\s?(?:및|과|와|&|and|,|/|·|・|と|与|與)\s?(?:{EXPLANATION_WORDS}))?)[\W_]*$",
    re.I,
)
HINT_TITLE = re.compile(r"^[\W_]*(?:힌트|예시|예제|코드(?:\s*보기)?|상세|내용|hint|code|ヒント|提示)[\W_\d]*$", re.I)
# `해설` alone, over the explanation of an answer.
EXPLANATION_TITLE = re.compile(r"^[\W_]*(?:정답\s?)?(?:해설|풀이|解説|解析|解释|explanations?|rationale)[\W_]*$", re.I)
REMARK = r"(?:[(（\[【][^()（）\[\]【】\n]{1,40}[)）\]】])?"
# `1)`, `12. (review)`: a title that only counts.
# `풀이:`, `견본답안 1`, `Solution`: above or before the solution of an exercise.
SOLUTION_LABEL = re.compile(
    rf"^{DECORATION}(?:{ANSWER_NOUNS}|해설|풀이|solution|answer|解説|解析|解释)(?:{LABEL_END}|[\W_\d]*$)", re.I
)
# `연습`, `예제 2`, `Exercise 3`: a title that says only that an exercise is below it.
EXERCISE_TITLE = re.compile(
    r"^[\W_]*(?:연습|예제|실습|과제|(?:연습|예상|기출|실전|확인)\s?문제|exercises?|practice|problem|example|演習|練習|例題|练习|例题)"
    r"\s*+\d{0,3}(?:[-.]\d{1,3})?[\W_]*$",
    re.I,
)
BARE_NUMBER = re.compile(rf"^[\W_]*(?:no\.?\s?)?\d{{1,4}}[.:)．：）\s]*+{REMARK}[\W_]*$", re.I)
EXERCISE_WORDS = r"(?:연습|예상|기출|실전|확인)\s?문제|예제|Prob(?:lem)?|Exercise|Ex|演習|例題|练习|例题"
# `문제 3`, `Question 12.`, `3번 문제 (2021년)`, `제 3문`, `第3問`: a title that only counts.
QUESTION_NUMBER = re.compile(
    rf"^[\W_]*(?:(?:{QUESTION_WORDS}|{EXERCISE_WORDS})\s*+[-#.]?\s*+\d{{1,3}}(?:[-.]\d{{1,3}})?\s*+번?|(?:제\s*+)?\d{{1,3}}\s*+(?:번(?:\s*+(?:문제|문항))?|문제?)"
    rf"|第?\s*+\d{{1,3}}\s*+(?:問|题))\s*+{REMARK}[\W_]*$",
    re.I,
)
# `요구 사항`, `2. 문제 설명`, `보기`: headings above parts of a question.
QUESTION_PART = re.compile(
    r"^[\W\d_]*(?:(?:문제|질문|문항)(?:\s(?:요구\s?사항|내용|설명|정리|상황))?(?:\s정리)?|요구\s?사항(?:\s정리)?|보기|선택지|지문|제시문|조건|상황"
    r"|questions?|problem|requirements?|scenario|options|choices|問題|設問|選択肢|题目|选项)[\W_]*$",
    re.I,
)
ANSWER_PART = re.compile(rf"^[\W\d_]*(?:정답\s?)?(?:{EXPLANATION_WORDS})[\W_]*$", re.I)
# `문제: 서버가 멈춘다`, `CASE: …`, and `해결: 메모리를 늘린다`, `ANS: …`, `해결 방법`: two headings in a row.
CASE_LABEL = re.compile(
    rf"^{DECORATION}(?:{QUESTION_WORDS}|문제\s?상황|증상|이슈|현상|오류|에러|case|problem|issue|error|symptom|目的|課題|現象)"
    r"\s?\d{0,3}\s?[:：]\s*+(?=\S)",
    re.I,
)
SOLUTION_TITLE = re.compile(
    rf"^{DECORATION}(?:{ANSWER_WORDS}|해결(?:\s?(?:방법|방안|책|법))?|해법|대책|조치(?:\s?(?:방법|사항))?|solutions?|fix|resolution"
    r"|解決(?:策|方法|法)?|対策|対処(?:法|方法)?|解决(?:方法|方案|办法)?)\s?\d{0,3}\s?(?:[:：]|[\W_]*$)",
    re.I,
)
MAX_COUNT_DIGITS = 3
CHOICE = re.compile(
    r"^\s*(?:[①-⑩]|[㉠-㉭]|[㉮-㉻]|\(?[1-5]\)|[1-5]\.(?=\s)|\(?[A-Ea-e][.):](?=\s)|\(?[가나다라마][.)]|[ㄱ-ㅁ][.)])\s*(?=\S)"
)
INLINE_CHOICE = re.compile(r"[①-⑩]|[㉠-㉭]")
TRUE_OR_FALSE = re.compile(r"[(（\[]\s*(?:[OoＯ○]\s*[,/·|]\s*[XxＸ×]|true\s*/\s*false|T\s*/\s*F)\s*[)）\]]", re.I)
QUESTION_END = re.compile(r"(?<=[?？])[\"'”’)]*(?:\s|$)")
INLINE_ANSWER = re.compile(r"(?<=\s)(?=(?:A\s?\d{0,3}\s?[:：]|A\d{0,3}\.|(?:정?답|답변|Answer)\s?[:：])\s)")
# `…か。`, and `…하시오.` with any verb: in a title it is only taken for a question with the verbs of `is_question`.
QUESTION_ENDS = ("。", "시오", "시오.")
QUESTION_SENTENCE = re.compile(r"(?:(?<!どう)か|とは)。$|[가-힣](?<!십)시오\.?$")
TEST_QUESTION = re.compile(
    r"(?:(?<!どう)か|とは|は|つ)。$|_{3,}"
    r"|[(（\[]\s*(?:[OoＯ○]\s*[,/·|]\s*[XxＸ×]|true\s*/\s*false|T\s*/\s*F)\s*[)）\]]",
    re.I,
)
# `답:` with nothing after it.
BLANK_ANSWER = re.compile(rf"^{DECORATION}(?:{ANSWER_WORDS})\s*+[:：.)\]】][\s:：.)\]】*_-]*$", re.I)
MAX_TITLE_CHARACTERS = 200
# `문제 정의` and `연구 질문` are about problems, and say what they are below.
OPEN_QUESTIONS = re.compile(
    r"(?:연구|탐구|열린|미해결|남은)\s?(?:질문|문제)|\b(?:research|open)\s+(?:question|problem)s?\b", re.I
)
QUESTIONS_TITLE = re.compile(
    r"질문(?!\s?(?:사항|예시|의도|법|방법|력))|문제(?!\s?(?:정의|의식|점|해결|상황|제기|배경|인식|분석|원인|의 원인))|"
    r"퀴즈|기출|면접|問題|練習|面试|习题|练习"
    r"|\b(?:interview|review|practice|expected|exam|sample|quiz|test)\s+questions?\W*$|^\W*(?:questions?|quiz(?:zes)?)\W*$",
    re.I,
)
# `질문` alone, over the question.
QUESTION_TITLE = re.compile(rf"^[\W_]*(?:{QUESTION_WORDS})[\W_\d]*$", re.I)
PROBLEM_LABEL = re.compile(rf"^{DECORATION}(?:문제|問題|问题|题)\s*{SIGN}")  # without a number
# Without one of these, a text has no question, or no answer with a label.
MAY_ASK = re.compile(rf"[?？]|Q|{QUESTION_NOUNS}|[)）\]]|시오|세요|라|번", re.I)
MAY_BE_LABELLED = re.compile(rf"Q|{QUESTION_NOUNS}|번", re.I)
MAY_ANSWER = re.compile(rf"{ANSWER_NOUNS}|ans|A\s*+[-#.]?\s*+\d|A\s*+{SIGN}", re.I)
FIRST_LETTER = re.compile(r"^\s*[(（\[]?A\s*[.):）\]]", re.I)
SECOND_LETTER = re.compile(r"^\s*[(（\[]?B\s*[.):）\]]", re.I)
LETTERS_IN_LINE = re.compile(r"^\s*A\s?[:=][^:=\n]{1,30}[,;]\s?B\s?[:=]")  # `A: 10, B: 11`: values


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
    bare = without_aside(" ".join(text.replace(ZERO_WIDTH_SPACE, "").split()))
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


def names_answer_part(title: str) -> bool:
    """Return whether a title stands above the answer of a counted question, such as `정답` or `설명`."""
    return ANSWER_TITLE.match(title) is not None or ANSWER_PART.match(title) is not None


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


def names_case(title: str) -> bool:
    """Return whether a title has a label such as `문제:` before a case that has a solution."""
    return len(title) <= MAX_TITLE_CHARACTERS and CASE_LABEL.match(title) is not None


def names_solution(title: str) -> bool:
    """Return whether a title is the label of a solution, such as `해결`, or has one before it."""
    return len(title) <= MAX_TITLE_CHARACTERS and SOLUTION_TITLE.match(title) is not None


def names_exercise(title: str) -> bool:
    """Return whether a title says only that an exercise is below it, with or without a number."""
    return EXERCISE_TITLE.match(title) is not None


def starts_solution(text: str) -> bool:
    """Return whether a line has the label of a solution, with the solution after it or alone."""
    return SOLUTION_LABEL.match(text) is not None


def starts_question_or_answer(text: str) -> bool:
    """Return whether a line is a question or an answer with a label, so that it goes on with no text above it.

    The letter A is a label only as a capital with a sign: `A. …`, `A1: …`.
    """
    if starts_answer(text) and (NAMED_ANSWER.match(text) or CAPITAL_LETTER.match(text)):
        return True
    return has_question_label(text) and (is_question_line(text) or not is_problem_label(text))


def hides_answer(summary: str) -> bool:
    """Return whether the summary of a `<details>` says only that something is below: `정답 보기`, `click`."""
    return CLOSED_LABEL.match(summary) is not None or ANSWER_TITLE.match(summary) is not None


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


def find_question_end(text: str) -> int:
    """Return where a question ends inside a line, before its answer; 0 if it takes the whole line."""
    label = QUESTION_LABEL.match(text)
    match = QUESTION_END.search(text) or (INLINE_ANSWER.search(text, label.end()) if label else None)
    rest = text[match.end() :].strip() if match else ""
    is_question = not rest or is_question_line(rest) or are_choices([rest]) or rest[:1] in "(（["
    return 0 if is_question or match is None else match.end()
