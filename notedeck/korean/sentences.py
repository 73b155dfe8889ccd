"""Korean sentences: whether a line is a sentence (whole or cut short) or a name (a noun phrase)."""

from __future__ import annotations

import re
from functools import lru_cache

from notedeck.korean.letters import FINAL_MIEUM, FINAL_RIEUL, NO_FINAL, find_final_consonant
from notedeck.util.patterns import compile_lazily

MAX_KEPT_LINES = 256  # each rule about titles asks the same lines again
# Endings of sentences and requests, and particles after which a line goes on; not nouns such as 개요 and 사용자.
PREDICATE = compile_lazily(
    r"(?:하다|되다|이다|아니다|세요|네요|어요|아요|에요|해요|까요|됨|(?<!포)함|(?<![게타레네책모위선신])임|것|"
    r"(?:하|시키|보|넣|두|내|쓰|만들|주|치)자|지만|는데|[가-힣]면|하고|하여|으며|에는?|에게|에서는?|으로|[가-힣A-Za-z)](?:은|는|을|를))$"
)
OBJECT = compile_lazily(r"[가-힣A-Za-z0-9)\]'\"](?:을|를)(?:\s|$)")
TOPIC = compile_lazily(r"[가-힣A-Za-z0-9)\]'\"](?:은|는)\s")
# Verbs before a noun look like topics: `관리하는 방법`, `같은 이름`.
BEFORE_NOUN = compile_lazily(
    r"(?:[하되있없시키이히기오보주쓰가나르루리우드푸읽잇묻맞지않]는"
    r"|[같많높낮작좋짧적깊얕늦않받찾넣얻읽잃놓]은)\s"
)
NOUN_AT_END = compile_lazily(
    r"(?:방법|이유|과정|종류|차이점?|특징|장점|단점|장단점|방식|원리|구조|조건|기준|순서|문제점?|경우|상황|역할|목적|개념|정의|"
    r"관계|단계|기법|전략|패턴|함수|명령어?|규칙|속성|요소|기능|사항|질문)들?$"
)
ACTION_NOUN_AT_END = compile_lazily(
    r"(?:사용|저장|수정|생성|처리|수행|제공|적용|이용|반환|구현|호출|변경|추가|삭제|설정|실행|선언|확인|전달|관리|지원|구성|유지|"
    r"보장|방지|활용|표현|지정)$"
)
CONNECTIVE = compile_lazily(
    r"(?:하여|해서|면서|때문에|[가-힣]고|때|라|며|면|지만|는데|후)[,，]|(?:하여|해서|면서|때문에|으로써)\s"
)
DEFINITION = compile_lazily(r"수 (?:있|없)는\s")  # `…할 수 있는 문법`: what something is, not its name
ABOUT = compile_lazily(
    r"(?<=\S)에\s?(?:관|대)(?:하여|해서?|한\s(?:것|내용|이야기))$"
)  # `메모리 누수에 관하여` is a title
EXAM_TASK = compile_lazily(
    r"(?:(?:고르|설명하|서술하|기술하|나열하|비교하|정리하|제시하|논하|(?<![요추갈촉강])구하|답하|쓰|적으|찾으|말하|그리)(?:시오|십시오|세요|라)"
    r"|(?:설명|서술|기술|나열|비교|정리|제시|이야기|얘기|말씀|말)해\s?(?:주|보)(?:시오|십시오|세요))\.?$"
)
EXAM_TASK_ENDS = ("시오", "세요", "라")
SINGLE_TOPIC = compile_lazily(r"^[^\s]{2,20}[은는]$")  # "iSCSI는" above a list: one word as the topic
END_INSIDE = compile_lazily(r"[다요음함임][.!]\s")  # the end of a sentence, and another one after it
ASIDE_END = compile_lazily(r"\s*\([^()]*\)\s*$")
HANGUL = compile_lazily(r"[가-힣]")
NO_STATEMENT = compile_lazily(r"(?:[은는을를에]|에게|에서|으로|세요|시오|니까)$")  # a topic, a request, a question
STATEMENT = compile_lazily(
    r"。$|(?:です|ます|である|ました|ません)$|^(?:\S+\s+){3,}\S+\.$"
)  # Chinese, Japanese, English
ENGLISH_VERB = compile_lazily(
    r"\b(?:is|are|was|were|be|has|have|had|can|could|will|would|do|does|did|must|should|may|"
    r"[a-z]+n[’']t|dont|doesnt|isnt|cant|we|you|they|it)\b",
    re.I,
)
# For short texts before a colon or dash, where nearly everything is a name.
PLAIN_END = compile_lazily(r"(?:다|요|까|죠)[.?!]?$|[.?!]$")
QUESTION_WORD = compile_lazily(
    r"[?？]|까요|인가|는가|무엇|무슨|몇|어떤|어느|누구|언제|어디|뭐|란$|이란|"
    r"\b(?:what|which|when|how|who|whom|whose|where|why)\b|"
    r"とは|[何誰]|なに|どの|どれ|どこ|いつ|いくつ|いくら|か[。．.]?$|什么|什麼|哪|谁|几个?|多少|是否|_{2,}|[(（]\s*[)）]",
    re.I,
)


def is_sentence(text: str) -> bool:
    """Return whether a line is a sentence rather than a name; a question and a single topic can be titles."""
    if is_question(text) or SINGLE_TOPIC.match(text):
        return False
    text = ABOUT.sub("", text)
    return ends_as_predicate(text) or is_clause(text)


def is_statement(text: str) -> bool:
    """Return whether a line says something by itself: a whole sentence, in Korean also one that ends as a noun does."""
    if not HANGUL.search(text):
        return STATEMENT.search(text) is not None
    bare = ASIDE_END.sub("", text).rstrip(" .!。")
    return ends_as_predicate(bare) and not NO_STATEMENT.search(bare)


@lru_cache(maxsize=MAX_KEPT_LINES)
def is_question(text: str) -> bool:
    """Return whether a line is a question: `…인가?`, or a task of an examination: `…고르시오.`."""
    if text.endswith("?"):
        return True
    return text.rstrip(".\n").endswith(EXAM_TASK_ENDS) and EXAM_TASK.search(text) is not None


def asks_for_word(text: str) -> bool:
    """Return whether a title has a question mark or word, so that a single word can be its answer."""
    return QUESTION_WORD.search(text) is not None


def has_english_verb(text: str) -> bool:
    """Return whether a line has a verb or subject that no English name has: `React is a library`."""
    return ENGLISH_VERB.search(text) is not None


def ends_as_predicate(text: str) -> bool:
    """Return whether a line ends as a verb does: `…한다`, `…있다`, `…같음`; but 람다, 바다, 다음 and 얼음 are nouns."""
    if PREDICATE.search(text):
        return True
    stem, end = find_final_consonant(text[-2:-1] or " "), text[-1:]
    noun_stem = {"다": FINAL_MIEUM, "음": FINAL_RIEUL}
    return end in noun_stem and stem not in (NO_FINAL, noun_stem[end])


def ends_as_sentence(text: str) -> bool:
    """Return whether a short text ends with a full stop or the ending of a finite verb."""
    return PLAIN_END.search(text) is not None


def is_clause(text: str) -> bool:
    """Return whether a line has parts of a sentence: clauses, an object and its verb (`…을 가짐`), or a topic."""
    if CONNECTIVE.search(text) or DEFINITION.search(text):
        return True
    if NOUN_AT_END.search(text):
        return False
    ends_as_verb = find_final_consonant(text[-1:]) == FINAL_MIEUM or ACTION_NOUN_AT_END.search(text)
    return bool(ends_as_verb and OBJECT.search(text)) or bool(TOPIC.search(BEFORE_NOUN.sub(" ", text)))
