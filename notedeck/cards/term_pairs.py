"""Terms that stand in two languages side by side: `가용성(Availability)` and `Availability(가용성)`.

The rules were chosen on Korean study notes: few pairs are wrong, though some are missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HANGUL = r"[가-힣]+(?:-[가-힣]+)*"
KOREAN = rf"{HANGUL}(?: {HANGUL}){{0,4}}"
LATIN = r"[A-Za-z][A-Za-z.'’/&-]*(?: [A-Za-z&/][A-Za-z.'’/&-]*){0,4}"
BEFORE = r"(?<![가-힣A-Za-z0-9_])"
PAIR = re.compile(
    rf"{BEFORE}(?P<a>{KOREAN}) ?[(（]\s?(?P<b>{LATIN})\s?[)）]"
    rf"|{BEFORE}(?P<c>{LATIN}) ?[(（]\s?(?P<d>{KOREAN})\s?[)）]"
)
LATIN_BEFORE = re.compile(r"(?:^|[\s(])(?P<word>[A-Za-z0-9][A-Za-z0-9+#.-]*) $")
MOST = 4  # English words of a term
# Short forms (K8s, JVM, VPCs) and names of products are no words to learn.
SHORT_FORM = re.compile(r"[A-Z][A-Z.&/-]*s?|[A-Za-z]|[a-z]*[A-Z]{2,}[a-z]?", re.ASCII)
NAMES = re.compile(
    r"(?:AWS|Amazon|Azure|Google|Apache|Microsoft|MySQL|Oracle)\b|(?:the|an?|of|by|with|and|or|string|int|char) ",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"\b(?:the|this|that|these|is|are|was|to)\b", re.IGNORECASE)
# Remarks in brackets, and words that begin one.
INFO = re.compile(
    r"(?:예|예시|예제|참고|단|즉|등|및|또는|이하|약|총|또한|물론|그리고|하지만|그러므로|만약)(?: .*)?"
    r"|최대|최소|기본|기본값|필수|선택|추천|권장|중요|주의|비교|이상|미만|초과|이전|이후|무료|유료|한글|영어|한국어|국문|영문|번역|암호화|노암호화"
    r"|생략|제외|포함|가능|불가|불가능|완료|여부|현재|이번|다음|공통|신규|구버전|최신|가명|가칭|별칭|약칭"
)
# Words that end a phrase rather than begin a term: with a particle of the object or topic, or a verb that goes on.
CUTS = re.compile(
    r".+(?:을|를|에서|으로|에게|까지|부터|하여|해서|하고|하며|이며|이고|되고|되어|와|과|라는|이라는|라고|하면|통해|위해|위한|대한|따라|하는|되는|시키는)"
    r"|(?:및|또는|혹은|즉|그리고|이를|이런|이러한|그|이|각|각각의|모든|해당|여러|어떤|특정|다른|이때|그때|이하의|이상의|잘|더|처럼|보다|에서|까지|부터|위한|위해|통한|통해|대한|따른|의한|은|는|가|을|를|와|과|의|에|도|로)"
)
TOPIC = re.compile(r".+[은는]")
ADJECTIVE = re.compile(r"(?:높|낮|많|같|작|적|좋|넓|짧|얕|깊|늦|젊|있|없)[은는]")
# No noun ends so: an adjective before the noun that it belongs to, an adverb, a particle.
NO_NOUN = re.compile(
    r".+(?:된|될|하게|[^제]한|하는|되는|없는|있는|로운|적인|자인|[은는을를]|다|요|하여|해서|면|에만|에서|에게|까지|부터|라고|[아어]가|[눠아어]서|시켜|것)"
    r"|것|예|예시|다른|어떤|모든|이런|그런|.*(?<!정)(?<!회)(?<!강)(?<!주)(?<!동)(?<!합)(?<!논)(?<!협)(?<!결)(?<!유)의"
)
# A head that needs the word before it: "탐욕 알고리즘 (Greedy)" does not say that 알고리즘 is Greedy.
GENERIC = re.compile(
    r"알고리즘|기법|현상|방식|방법|기능|코드|공격|연산|작업|과정|상태|개념|프로세스|객체|데이터|시스템|모델|구조|함수|변수|값|문제|이상|조건|단계"
    r"|영역|시간|세대|형태|처리|전략|패턴|기술|서비스|서버|도구|정책|규칙|조작|전송|확인|클래스|인터페이스|메서드|스케줄링|할당|해제|수립|관계"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A Korean term and the English one beside it."""

    korean: str
    english: str

    @property
    def name(self) -> str:
        """Both in one text, the same however they are written."""
        return f"{self.korean.replace(' ', '')}({re.sub(r'[^a-z]', '', self.english.lower())})"


def pairs(text: str) -> Iterator[Pair]:
    """The pairs of a text in order."""
    for found in PAIR.finditer(text):
        one = korean_first(found, text) if found["a"] else english_first(found, text)
        if one is not None and is_pair(one):
            yield one


def korean_first(found: re.Match[str], text: str) -> Pair | None:
    """The pair of a bracket with English: how many of the words before it belong to the term."""
    words, english = found["a"].split(), found["b"].strip()
    kept = own_words(words, len(re.split(r"[ -]", english)))
    before = LATIN_BEFORE.search(text[: found.start()])
    if before is not None and len(kept) == len(words):
        if len(before["word"]) == 1 or before["word"].isdigit():
            return None
        kept = [before["word"], *kept] if len(english.split()) > len(kept) else kept
    return None if is_part(kept, words, english) else Pair(" ".join(kept), english)


def is_part(kept: list[str], words: list[str], english: str) -> bool:
    """Whether the term may well be longer than the words that were kept of those before the bracket."""
    if len(kept) >= len(words):
        return False
    before, many = words[-len(kept) - 1], len(english.split())
    cut = CUTS.fullmatch(before) or is_topic(before)
    if len(kept) == 1 and (GENERIC.fullmatch(kept[0]) or (len(kept[0]) == 1 and not cut)):
        return True
    if kept[0].startswith(("가능한", "불가능한")) or (before.endswith("적") and many == 1):
        return True
    return (
        not cut and GENERIC.fullmatch(kept[-1]) is not None and many <= len(kept) and " " in english
    ) or many >= len(kept) + 2


def english_first(found: re.Match[str], text: str) -> Pair | None:
    """The pair of a bracket with Korean; None where the words before it are the end of an English sentence."""
    within = LATIN_BEFORE.search(text[: found.start()])
    return None if within or SENTENCE.search(found["c"]) else Pair(found["d"], found["c"].strip())


def own_words(words: list[str], many: int) -> list[str]:
    """At most `many` of the last words, none of them before one that ends a phrase."""
    kept: list[str] = []
    for word in reversed(words[-many:]):
        if kept and (CUTS.fullmatch(word) or is_topic(word)):
            break
        kept.insert(0, word)
    return kept


def is_topic(word: str) -> bool:
    """Whether a word ends with the particle of the topic, and is no adjective of that form."""
    return TOPIC.fullmatch(word) is not None and not ADJECTIVE.fullmatch(word)


def is_pair(pair: Pair) -> bool:
    """Whether two texts can be the same thing in two languages."""
    korean, english = pair.korean.split(), pair.english.split()
    if SHORT_FORM.fullmatch(pair.english) or NAMES.match(pair.english) or len(english) > MOST:
        return False
    if INFO.fullmatch(pair.korean) or NO_NOUN.fullmatch(korean[-1]) or any(map(CUTS.fullmatch, korean[:-1])):
        return False
    return len(korean) <= len(re.split(r"[ -]", pair.english)) + 1 and len(pair.english) <= 8 * len(pair.korean) + 12
