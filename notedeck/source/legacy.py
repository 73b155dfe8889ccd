"""Which encoding of before Unicode bytes are in, judged by how everyday the text is that they would make.

Byte patterns alone cannot tell: nearly all GB 2312 text is valid CP949, and the other way round. What gives a wrong
reading away are its letters: rare syllables and rare characters instead of those that people write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

NAMES = {"cp949": "CP949 (EUC-KR)", "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "gb18030": "GB18030", "big5": "Big5"}
NAMES |= {"cp1252": "Windows-1252 (Latin-1)"}
CLEARLY = 0.9  # this share of everyday letters settles it for Korean
ENOUGH = 0.8  # this one for the best of all
EVIDENCE = 2  # letters; one alone tells nothing
KANA = 0.15  # of the letters; hardly a Japanese sentence has less
SAMPLE = 200_000  # characters
ACCENTED = re.compile(r"(?<=[A-Za-z])[À-ÿŒœŠšŽžŸ]|[À-ÿŒœŠšŽžŸ](?=[A-Za-z])")
BEYOND = re.compile(r"[^\x00-\x7f]")


def guess(data: bytes) -> str | None:
    """The codec in which the bytes make everyday text, None if there is none; damaged UTF-8 makes it in no other."""
    if b"\0" in data:
        return None
    scores = {codec: score(data, codec) for codec in JUDGES}
    best = "cp949" if scores["cp949"] >= CLEARLY else max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= ENOUGH else None


def nearest(data: bytes) -> str:
    """The codec that damaged bytes were most likely meant to be in: CP949 or UTF-8."""
    if b"\0" in data:
        return "utf-8"
    text = data.decode("cp949", "replace").replace("\ufffd", "")
    return "cp949" if korean(text[:SAMPLE]) >= CLEARLY else "utf-8"


def score(data: bytes, codec: str) -> float:
    """How everyday the bytes are in `codec`, from 0 to 1; 0 if they are not valid in it."""
    try:
        return JUDGES[codec](data.decode(codec)[:SAMPLE])
    except UnicodeDecodeError:
        return 0.0


@cache
def lead(char: str, codec: str) -> int:
    """The first of the two bytes that `codec` has for a letter, else 0. The standards put everyday letters first."""
    try:
        raw = char.encode(codec)
    except UnicodeEncodeError:
        return 0
    return raw[0] if len(raw) == 2 else 0


def share(text: str, everyday: Callable[[str], bool]) -> float:
    """The share of everyday letters among those beyond ASCII."""
    letters = [char for char in text if char > "\x7f" and char.isalpha()]
    good = sum(map(everyday, letters))
    return good / len(letters) if good >= EVIDENCE else 0.0


def korean(text: str) -> float:
    """Of the syllables of KS X 1001, 2,350 of 11,172; an English note may have but symbols of its first two rows."""
    beyond = BEYOND.findall(text)
    if beyond and all(0xA1 <= lead(char, "euc_kr") <= 0xA2 for char in beyond):
        return 1.0
    return share(text, lambda char: "가" <= char <= "힣" and lead(char, "euc_kr") > 0)


def japanese(text: str) -> float:
    """Of kana and the level 1 characters of JIS X 0208."""
    if share(text, is_kana) < KANA:
        return 0.0
    return share(text, lambda char: is_kana(char) or 0xB0 <= lead(char, "euc_jp") <= 0xCF)


def is_kana(char: str) -> bool:
    """A letter of hiragana or full-width katakana, or the mark of a long vowel."""
    return "ぁ" <= char <= "ー"


def simplified(text: str) -> float:
    """Of the level 1 characters of GB 2312."""
    return share(text, lambda char: 0xB0 <= lead(char, "gb2312") <= 0xD7)


def traditional(text: str) -> float:
    """Of the level 1 characters of Big5."""
    return share(text, lambda char: char >= "一" and 0xA4 <= lead(char, "big5") <= 0xC6)


def western(text: str) -> float:
    """Of accented letters that stand alone in a word; misread Asian text has its letters in pairs."""
    beyond = len(BEYOND.findall(text))
    return len(ACCENTED.findall(text)) / beyond if beyond else 0.0


JUDGES: Mapping[str, Callable[[str], float]] = {
    "cp949": korean,
    "cp932": japanese,
    "euc_jp": japanese,
    "gb18030": simplified,
    "big5": traditional,
    "cp1252": western,
}
