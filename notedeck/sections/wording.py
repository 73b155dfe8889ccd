"""Words by which Korean and English notes mark questions, examples, sentences and labels."""

from __future__ import annotations

import re
import unicodedata

from notedeck.sections.korean import is_question, tells

QUESTION = re.compile(r"^\s*(?:Q|질문|문제|Question)\s*\d{0,3}\s*[.:)]\s*\S", re.I)
QUESTION_OR_ANSWER = re.compile(
    r"^\s*(?:Q|A|질문|문제|답변?|정답|Question|Answer)\s*\d{0,3}\s*[.:)]\s*\S",
    re.I,
)
NUMBER = re.compile(r"^\s*(?:[\[(]?\d{1,2}(?:[.-]\d{1,2})*[.)\]]+|[①-⑳]|[가-하][.)])\s*(?=\S)")
BULLET = re.compile(r"^\s*[■□▪▫▶▷►●○◎◆◇★☆✔✅]\s*\S")
ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
FILE_NAME = re.compile(r"^[\w./\\$@-]+\.[A-Za-z]{1,5}\b")

SENTENCE_END = re.compile(r"[.,;:!。、，：…]$")
SENTENCE_INSIDE = re.compile(r"[다요음함임][.!]\s")
VALUE = re.compile(r"\s[:=]\s|^[-–—>]")
ENGLISH_SENTENCE = re.compile(
    r"^(?:the|there|this|these|that|it|we|you|i|if|when|here|in order|for example|a|an|let'?s)\b"
    r".*\s(?:is|are|was|has|have|can|will|do|does|we|you)\b",
    re.I,
)
EXAMPLE = re.compile(
    r"^(?:예|예시|예제|예를 들[어면]|사용\s*예시?|코드|결과|출력|(?:실행|출력)\s*결과|입력|답|정답|풀이|해설|"
    r"참고|주의|비고|ex|e\.g|example|output|result|code|input|note|tip)\s*\d*\s*[.):>]*$"
    r"|\s(?:예시|예제|예)\s*\d*$|^(?:예시?|ex|e\.g)\s*\d*\s*[).:]|^\d+번$",
    re.I,
)
ANSWER_LABEL = re.compile(
    r"^[\W_]*(?:정답|답|답변|답안|해답|풀이|해설|펼치기|접기|펼쳐보기|자세히\s*보기|더\s*보기|보기|클릭|코드|코드\s*보기|상세|내용|예시|"
    r"answers?|solution|click(?:\s+\w+)*|details?|show|more|see more|expand|code|hint)[\W_]*$",
    re.I,
)


def without_aside(text: str) -> str:
    """A line without what it says last in brackets."""
    return ASIDE.sub("", text).strip() or text.strip("() ")


def names_something(text: str, *, marked: bool = False) -> bool:
    """Whether a line names something, as against telling it, showing it, or labelling an example or a file.

    A `marked` line (bold or code) may end in a colon or an exclamation mark.
    """
    bare = without_aside(text)
    if is_question(bare):
        return not SENTENCE_INSIDE.search(bare)
    bare = bare.rstrip(" :!：") if marked else bare
    if not any(char.isalpha() for char in bare) or tells(bare):
        return False
    return not any(
        rule.search(bare) for rule in (SENTENCE_END, SENTENCE_INSIDE, VALUE, ENGLISH_SENTENCE, EXAMPLE, FILE_NAME)
    )


def plain(title: str) -> str:
    """A title for comparing: letters, digits and the signs of C++ and C# only, without the number before it."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    letters = "".join(char for char in folded if char.isalnum() or char in "+#")
    return letters.lstrip("0123456789") or letters
