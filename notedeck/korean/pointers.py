"""Texts that say nothing themselves: arrows, question marks, and `위와 동일`, which points to another place."""

from __future__ import annotations

import re

from notedeck.util.patterns import compile_lazily

MAX_CHARACTERS = 40
ARROW = compile_lazily("[←-⇿⟰-⟿⬀-⬑➔-➾▼▽]")
ARROWS = compile_lazily("[\\s←-⇿⟰-⟿⬀-⬑➔-➾▲△▼▽>＞|｜\ufe0f]*")
QUESTION_MARKS = compile_lazily(r"[\s.…]*[?？][\s.…?？]*")
PLACES_ABOVE = "위|앞|이전|상기|상단"
PLACES = rf"{PLACES_ABOVE}|아래|뒤|하단|하기|본문|교재|책|강의(?:\s?(?:자료|노트))?|교안|다음"
THINGS = r"그림|사진|이미지|표|도표|내용|글|설명|코드|페이지|문제|예제|예시|링크|자료|노트|슬라이드|항목|목록|것"
POINTER = compile_lazily(
    rf"\W*(?:상동|생략"
    rf"|(?:{PLACES})(?:의|에|에서)?\s?(?:(?:{THINGS})(?:을|를)?\s?)?"
    r"참[고조](?:하(?:세요|시오|자|기|면\s?됨|십시오)|할\s?것|바람|요망|하면\s?된다)?"
    rf"|(?:{PLACES_ABOVE})(?:의)?\s?(?:{THINGS})?[와과]\s?(?:같[음다]|같습니다|동일(?:함|하다|합니다)?)"
    r"|(?:see|refer to|same as|as)\s+(?:the\s+)?(?:above|below|previous|preceding|following|next)(?:\s\w{1,20}){0,2}"
    r"|ditto|omitted"
    r"|同上|同前|如上(?:所述)?|见(?:上|下)文?|參見(?:上|下)文|参见(?:上|下)文|略|从略|省略"
    r"|(?:上記|下記|以下|前述)(?:を|と|に)?(?:参照|同じ|同様)(?:のこと|です)?)\W*",
    re.I,
)
SIGN_TITLE = compile_lazily(
    r"기호|부호|화살표|연산자|단축키|키\b|symbol|arrow|operator|sign|key|記号|符号|矢印|箭头", re.I
)


def is_arrow(text: str) -> bool:
    """Return whether a text is only arrows."""
    return len(text) <= MAX_CHARACTERS and ARROWS.fullmatch(text) is not None and ARROW.search(text) is not None


def answers_nothing(text: str, title: str) -> bool:
    """Return whether a text below a title is only signs that say nothing, or points to another place."""
    if len(text) > MAX_CHARACTERS:
        return False
    is_sign = is_arrow(text) or QUESTION_MARKS.fullmatch(text) is not None
    return POINTER.fullmatch(text) is not None or (is_sign and not SIGN_TITLE.search(title))
