"""Whether a Korean line tells something (a sentence, whole or cut short) or names something (a noun phrase)."""

from __future__ import annotations

import re

# Endings of sentences and requests, and particles that leave a line open; nouns such as 개요 and 사용자 are spared.
PREDICATE = re.compile(
    r"(?:하다|되다|이다|아니다|세요|네요|어요|아요|에요|해요|까요|됨|(?<!포)함|(?<![게타레네책모위선신])임|것|"
    r"(?:하|시키|보|넣|두|내|쓰|만들|주|치)자|지만|는데|[가-힣]면|하고|하여|으며|에는|에서는?|[가-힣A-Za-z)](?:은|는|을|를))$"
)
OBJECT = re.compile(r"[가-힣A-Za-z0-9)\]'\"](?:을|를)(?:\s|$)")
TOPIC = re.compile(r"[가-힣A-Za-z0-9)\]'\"](?:은|는)\s")
# Verbs before a noun look like topics: `관리하는 방법`, `같은 이름`.
BEFORE_NOUN = re.compile(r"(?:[하되있없시키이히기오보주쓰가나르루리우드푸읽잇묻맞지않]는|[같많높낮작좋짧적깊얕늦]은)\s")
NOUN_AT_END = re.compile(
    r"(?:방법|이유|과정|종류|차이점?|특징|장점|단점|장단점|방식|원리|구조|조건|기준|순서|문제점?|경우|상황|역할|목적|개념|정의|"
    r"관계|단계|기법|전략|패턴|함수|명령어?|규칙|속성|요소|기능|사항|질문)들?$"
)
DEED_AT_END = re.compile(
    r"(?:사용|저장|수정|생성|처리|수행|제공|적용|이용|반환|구현|호출|변경|추가|삭제|설정|실행|선언|확인|전달|관리|지원|구성|유지|"
    r"보장|방지|활용|표현|지정)$"
)
CONNECTIVE = re.compile(
    r"(?:하여|해서|면서|때문에|[가-힣]고|때|라|며|면|지만|는데|후)[,，]|(?:하여|해서|면서|때문에|으로써)\s"
)
DEFINITION = re.compile(r"수 (?:있|없)는\s")  # `…할 수 있는 문법`: what something is, not its name
TASK = re.compile(r"(?:고르|설명하|서술하|기술하|나열하|구하|답하|쓰|적으|찾으|말하)(?:시오|십시오|세요|라)\.?$")
ONE_TOPIC = re.compile(r"^[^\s]{2,20}[은는]$")  # "iSCSI는" over a list: one word, put up as the topic

NO_FINAL, FINAL_RIEUL, FINAL_MIEUM = 0, 8, 16  # final consonants of a Hangul syllable, by their place in Unicode


def tells(text: str) -> bool:
    """Whether a line is a sentence rather than a name; a question, and a single topic, may stand as a title."""
    if is_question(text) or ONE_TOPIC.match(text):
        return False
    return is_predicate(text) or is_clause(text)


def is_question(text: str) -> bool:
    """Whether a line asks: `…인가?`, or as examinations do: `…고르시오.`."""
    return text.endswith("?") or bool(TASK.search(text))


def is_predicate(text: str) -> bool:
    """Whether a line ends as a verb does: `…한다`, `…있다`, `…같음`; but 람다, 바다, 다음 and 얼음 are nouns."""
    if PREDICATE.search(text):
        return True
    stem, end = final(text[-2:-1] or " "), text[-1:]
    spared = {"다": FINAL_MIEUM, "음": FINAL_RIEUL}
    return end in spared and stem not in (NO_FINAL, spared[end])


def is_clause(text: str) -> bool:
    """Whether a line has the parts of a sentence: clauses, an object with what is done to it (`…을 가짐`), a topic."""
    if CONNECTIVE.search(text) or DEFINITION.search(text):
        return True
    if NOUN_AT_END.search(text):
        return False
    done = final(text[-1:]) == FINAL_MIEUM or DEED_AT_END.search(text)
    return bool(done and OBJECT.search(text)) or bool(TOPIC.search(BEFORE_NOUN.sub(" ", text)))


def final(syllable: str) -> int:
    """The final consonant of a Hangul syllable, 0 for none (Unicode, "Hangul syllable composition")."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else NO_FINAL
