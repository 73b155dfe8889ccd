"""Korean words: particles, and which words a term in two languages, such as `가용성(Availability)`, can have."""

from __future__ import annotations

from notedeck.util.patterns import compile_lazily

# What directly follows a Latin word: particles, and forms of 이다 and 하다 that are written like them.
PARTICLES = (
    "은|는|이|가|을|를|와|과|의|에|에서|에게|으로|로|에도|에는|에서는|에서도|으로는|로는|로도|도|만|까지|부터|처럼|보다|이나|나|라고|이라고|라는|이라는|"
    "입니다|이다|이며|이고|이므로|참고|참조|에서의|으로부터|로부터|하고|이랑|랑"
)
# What may follow a Korean noun: the plural, particles, also two of them, and forms of 이다.
NOUN_ENDING = compile_lazily(
    rf"들?(?:{PARTICLES}|께서?|께서는|한테|마다|조차|밖에|뿐|씩|인|인가|이란|란|이라|라면|이라면|이면|이지만|지만|이었다|였다|이라서|라서|임|이어도|여야|이어야"
    rf"|에서부터|으로서|로서|으로써|로써|에게서|이든|든지|이든지|예요|이에요|이죠|인데)?(?:은|는|이|가|을|를|도|만|의|까지|부터)?"
)
# Remarks in brackets, and words that begin one.
REMARK = compile_lazily(
    r"(?:예|예시|예제|참고|단|즉|등|및|또는|이하|약|총|또한|물론|그리고|하지만|그러므로|만약)(?: .*)?"
    r"|최대|최소|기본|기본값|필수|선택|추천|권장|중요|주의|비교|이상|미만|초과|이전|이후|무료|유료|한글|영어|한국어|국문|영문|번역|암호화|노암호화"
    r"|생략|제외|포함|가능|불가|불가능|완료|여부|현재|이번|다음|공통|신규|구버전|최신|가명|가칭|별칭|약칭"
)
# Words that end a phrase rather than begin a term: they have a particle, or the ending of a verb that goes on.
PHRASE_END = compile_lazily(
    r".+(?:을|를|에서|으로|에게|까지|부터|하여|해서|하고|하며|이며|이고|되고|되어|와|과|라는|이라는|라고|하면|통해|위해|위한|대한|따라|하는|되는|시키는)"
    r"|(?:및|또는|혹은|즉|그리고|이를|이런|이러한|그|이|각|각각의|모든|해당|여러|어떤|특정|다른|이때|그때|이하의|이상의|잘|더|처럼|보다|에서|까지|부터|위한|위해|통한|통해|대한|따른|의한|은|는|가|을|를|와|과|의|에|도|로)"
)
TOPIC = compile_lazily(r".+[은는]")
ADJECTIVE = compile_lazily(r"(?:높|낮|많|같|작|적|좋|넓|짧|얕|깊|늦|젊|있|없)[은는]")
# Endings that no noun has: of an adjective before its noun, an adverb, a particle.
NOT_NOUN = compile_lazily(
    r".+(?:된|될|하게|[^제]한|하는|되는|없는|있는|로운|적인|자인|[은는을를]|다|요|하여|해서|면|에만|에서|에게|까지|부터|라고|[아어]가|[눠아어]서|시켜|것)"
    r"|것|예|예시|다른|어떤|모든|이런|그런|.*(?<!정)(?<!회)(?<!강)(?<!주)(?<!동)(?<!합)(?<!논)(?<!협)(?<!결)(?<!유)의"
)
# A head that needs the word before it: "탐욕 알고리즘 (Greedy)" does not say that 알고리즘 is Greedy.
GENERIC_NOUN = compile_lazily(
    r"알고리즘|기법|현상|방식|방법|기능|코드|공격|연산|작업|과정|상태|개념|프로세스|객체|데이터|시스템|모델|구조|함수|변수|값|문제|이상|조건|단계"
    r"|영역|시간|세대|형태|처리|전략|패턴|기술|서비스|서버|도구|정책|규칙|조작|전송|확인|클래스|인터페이스|메서드|스케줄링|할당|해제|수립|관계"
)


def is_topic(word: str) -> bool:
    """Return whether a word ends with the particle of the topic, and is no adjective of that form."""
    return TOPIC.fullmatch(word) is not None and not ADJECTIVE.fullmatch(word)


def ends_phrase(word: str) -> bool:
    """Return whether a word ends a phrase, so that a term can only begin after it."""
    return PHRASE_END.fullmatch(word) is not None or is_topic(word)


def is_noun_ending(text: str) -> bool:
    """Return whether a text is what may follow a noun in the same word, such as `에서는`."""
    return NOUN_ENDING.fullmatch(text) is not None


def is_generic_noun(word: str) -> bool:
    """Return whether a noun needs the word before it to mean something."""
    return GENERIC_NOUN.fullmatch(word) is not None


def is_noun_phrase(text: str) -> bool:
    """Return whether a text can be a term: no remark, a noun at the end, and no end of a phrase before it."""
    *before, last = text.split()
    if REMARK.fullmatch(text) or NOT_NOUN.fullmatch(last):
        return False
    return not any(map(PHRASE_END.fullmatch, before))
