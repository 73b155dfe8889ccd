"""Words by which Korean and English notes mark questions, examples, sentences and labels."""

from __future__ import annotations

import re

QUESTION = re.compile(r"^\s*(?:Q|질문|문제|Question)\s*\d{0,3}\s*[.:)]\s*\S", re.I)
QUESTION_OR_ANSWER = re.compile(
    r"^\s*(?:Q|A|질문|문제|답변?|정답|Question|Answer)\s*\d{0,3}\s*[.:)]\s*\S",
    re.I,
)
NUMBER = re.compile(r"^\s*(?:[\[(]?\d{1,2}(?:[.-]\d{1,2})*[.)\]]+|[①-⑳]|[가-하][.)])\s*(?=\S)")
BULLET = re.compile(r"^\s*[■□▪▫▶▷►●○◎◆◇★☆✔✅]\s*\S")
ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
FILE_NAME = re.compile(r"^[\w./\\$@-]+\.[A-Za-z]{1,5}\b")

SENTENCE_END = re.compile(r"[.,;:!。、，：…]$|[다요음함임][.!]\s")
# Endings of whole sentences, and particles that leave one open; nouns that end alike (개요, 필요, 포함) are spared.
PREDICATE = re.compile(
    r"(?:하다|되다|이다|아니다|세요|네요|어요|아요|에요|해요|까요|하자|해보자|됨|(?<!포)함|(?<![게타레네책모위선신])임|것|"
    r"지만|는데|[가-힣]면|하고|하여|으며|에는|에서는?|[가-힣A-Za-z)](?:은|는|을|를))$"
)
VALUE = re.compile(r"\s[:=]\s|^[-–—>]")
ENGLISH_SENTENCE = re.compile(
    r"^(?:the|there|this|these|that|it|we|you|i|if|when|here|in order|for example|a|an|let'?s)\b"
    r".*\s(?:is|are|was|has|have|can|will|do|does|we|you)\b",
    re.I,
)
EXAMPLE = re.compile(
    r"^(?:예|예시|예제|예를 들[어면]|사용\s*예시?|코드|결과|출력|(?:실행|출력)\s*결과|입력|답|정답|풀이|해설|"
    r"참고|주의|비고|ex|e\.g|example|output|result|code|input|note|tip)\s*\d*\s*[.):>]*$"
    r"|\s(?:예시|예제|예)\s*\d*$",
    re.I,
)
ANSWER_LABEL = re.compile(
    r"^[\W_]*(?:정답|답|답변|답안|해답|풀이|해설|펼치기|접기|펼쳐보기|자세히\s*보기|더\s*보기|보기|클릭|코드|코드\s*보기|상세|내용|예시|"
    r"answers?|solution|click(?:\s+\w+)*|details?|show|more|see more|expand|code|hint)[\W_]*$",
    re.I,
)


NO_FINAL, FINAL_RIEUL, FINAL_MIEUM = 0, 8, 16  # final consonants of a Hangul syllable, by their place in Unicode


def final(syllable: str) -> int:
    """The final consonant of a Hangul syllable, 0 for none (Unicode, "Hangul syllable composition")."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else NO_FINAL


def is_predicate(text: str) -> bool:
    """Whether a line ends as a verb does: `…한다`, `…있다`, `…같음`; but 람다, 바다, 다음 and 얼음 are nouns."""
    if PREDICATE.search(text):
        return True
    stem, end = final(text[-2:-1] or " "), text[-1:]
    return (end == "다" and stem not in (NO_FINAL, FINAL_MIEUM)) or (
        end == "음" and stem not in (NO_FINAL, FINAL_RIEUL)
    )


TOPIC = re.compile(r"^[^\s]{2,20}[은는]$")  # "iSCSI는" over a list: one word, put up as the topic


def names_something(text: str, *, marked: bool = False) -> bool:
    """Whether a line names something, as against telling it, showing it, or labelling an example or a file.

    A `marked` line (bold or code) may end in a colon or an exclamation mark.
    """
    bare = ASIDE.sub("", text).strip() or text.strip("() ")
    bare = bare.rstrip(" :!：") if marked else bare
    if not any(char.isalpha() for char in bare) or (is_predicate(bare) and not TOPIC.match(bare)):
        return False
    return not any(rule.search(bare) for rule in (SENTENCE_END, VALUE, ENGLISH_SENTENCE, EXAMPLE, FILE_NAME))
