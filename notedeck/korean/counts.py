"""How many things a text announces: `두 가지가 있다`, `3 types`, `三种`."""

from __future__ import annotations

import re

from notedeck.util.patterns import compile_lazily

MAX_END_CHARACTERS = 80  # of a text, in which its last sentence is looked at
LAST_SENTENCE = compile_lazily(r"(?:^|[.!?。！？]\s*+|\n)([^.!?。！？\n]+[.!。:：]*)$")
KOREAN = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
ENGLISH = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
CHINESE = {"二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
NUMBERS = {**KOREAN, **ENGLISH, **CHINESE}
KOREAN_THINGS = (
    "가지|개(?=[의를가로이는인 ,.]|$)|단계|종류|유형|조건|요소|방법|특징|원칙|항목|부분|과정|계층|형태|방식"
    "|상태|성질|규칙|요인|측면|기능|그룹|범주|갈래"
)
ENGLISH_THINGS = (
    r"(?:\w{1,20}\s){0,2}(?:kinds?|types?|ways?|steps?|parts?|categories|forms?|stages?|phases?|rules|conditions|properties"
    r"|principles|reasons|methods|components|features|classes|groups|levels|layers|states|elements|models|approaches)"
)
# What points back: `이 두 가지`, `these two kinds`, `크기와 위치라는 두 가지`.
NOT_POINTING_BACK = r"(?<!\b[이그위]\s)(?<!\b위의\s)(?<!\b앞의\s)"
COUNT = compile_lazily(
    rf"(?<!\d){NOT_POINTING_BACK}(?P<number>{'|'.join(KOREAN)}|\d{{1,2}})\s?(?:{KOREAN_THINGS})(?!\s?중)"
    rf"|(?<!these\s)(?<!those\s)(?<!above\s)\b(?P<english>{'|'.join(ENGLISH)}|\d{{1,2}})\s{ENGLISH_THINGS}\b"
    r"|(?P<chinese>[二两兩三四五六七八九十]|\d{1,2})\s?(?:[种種类類点點步つ]|个方面|個|部分|方面|大类|段階|阶段)",
    re.I,
)


NAMED_THINGS = compile_lazily(
    rf"(?:[와과]|및|,)\s[^.]{{1,60}}라는\s(?:{'|'.join(KOREAN)}|\d{{1,2}})\s?(?:{KOREAN_THINGS})"
)


def find_announced_count(text: str) -> int:
    """Return how many things the last sentence of a text announces, 0 if it names no number or several."""
    match = LAST_SENTENCE.search(text[-MAX_END_CHARACTERS:])
    sentence = match[1] if match and not NAMED_THINGS.search(match[1]) else ""
    numbers = {next(filter(None, match.groups())).lower() for match in COUNT.finditer(sentence)}
    number = numbers.pop() if len(numbers) == 1 else ""
    return int(number) if number.isdecimal() else NUMBERS.get(number, 0)
