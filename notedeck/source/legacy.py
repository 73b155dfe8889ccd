"""Guess the pre-Unicode encoding of bytes, judged by how common the characters are that they would make.

Byte patterns alone cannot tell: nearly all GB 2312 text is valid CP949, and the other way round. A wrong guess
shows in its characters: rare syllables and rare ideographs instead of those that people write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from notedeck.util.patterns import compile_lazily

NAMES = {"cp949": "CP949 (EUC-KR)", "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "gb18030": "GB18030", "big5": "Big5"}
NAMES |= {"cp1252": "Windows-1252 (Latin-1)"}
SURE_KOREAN_SHARE = 0.9  # of common characters, from which it is Korean whatever the others score
MIN_SHARE = 0.8  # of common characters, that the best encoding needs
MIN_LETTERS = 2  # one alone proves nothing
MIN_KANA_SHARE = 0.15  # hardly a Japanese sentence has less
MAX_SAMPLE_CHARACTERS = 200_000
ACCENTED = compile_lazily(r"(?<=[A-Za-z])[À-ÿŒœŠšŽžŸ]|[À-ÿŒœŠšŽžŸ](?=[A-Za-z])")
NON_ASCII = re.compile(r"[^\x00-\x7f]")


def guess_codec(data: bytes) -> str | None:
    """Return the codec in which the bytes make ordinary text, None without one; damaged UTF-8 makes it in none."""
    if b"\0" in data:
        return None
    scores = {codec: score_codec(data, codec) for codec in JUDGES}
    best = "cp949" if scores["cp949"] >= SURE_KOREAN_SHARE else max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= MIN_SHARE else None


def find_nearest_codec(data: bytes) -> str:
    """Return the codec that damaged bytes most likely were written in: CP949 or UTF-8."""
    if b"\0" in data:
        return "utf-8"
    text = data.decode("cp949", "replace").replace("\ufffd", "")
    return "cp949" if rate_korean(text[:MAX_SAMPLE_CHARACTERS]) >= SURE_KOREAN_SHARE else "utf-8"


def score_codec(data: bytes, codec: str) -> float:
    """Return the share of common characters of the bytes in `codec`; 0 if they are not valid in it."""
    try:
        return JUDGES[codec](data.decode(codec)[:MAX_SAMPLE_CHARACTERS])
    except UnicodeDecodeError:
        return 0.0


@cache
def find_lead_byte(char: str, codec: str) -> int:
    """Return the first of a character's two bytes in `codec`, else 0. The standards put common characters first."""
    try:
        raw = char.encode(codec)
    except UnicodeEncodeError:
        return 0
    return raw[0] if len(raw) == 2 else 0


def share_of(text: str, is_common: Callable[[str], bool]) -> float:
    """Return the share of common letters among the non-ASCII letters."""
    letters = [char for char in text if char > "\x7f" and char.isalpha()]
    good = sum(map(is_common, letters))
    return good / len(letters) if good >= MIN_LETTERS else 0.0


def rate_korean(text: str) -> float:
    """Return the share of the 2,350 syllables of KS X 1001; 1 for an English note with its symbols only."""
    non_ascii = NON_ASCII.findall(text)
    if non_ascii and all(0xA1 <= find_lead_byte(char, "euc_kr") <= 0xA2 for char in non_ascii):
        return 1.0
    return share_of(text, lambda char: "가" <= char <= "힣" and find_lead_byte(char, "euc_kr") > 0)


def rate_japanese(text: str) -> float:
    """Return the share of kana and the level 1 characters of JIS X 0208."""
    if share_of(text, is_kana) < MIN_KANA_SHARE:
        return 0.0
    return share_of(text, lambda char: is_kana(char) or 0xB0 <= find_lead_byte(char, "euc_jp") <= 0xCF)


def is_kana(char: str) -> bool:
    """Return whether a character is hiragana, full-width katakana, or the long vowel mark."""
    return "ぁ" <= char <= "ー"


def rate_simplified_chinese(text: str) -> float:
    """Return the share of the level 1 characters of GB 2312."""
    return share_of(text, lambda char: 0xB0 <= find_lead_byte(char, "gb2312") <= 0xD7)


def rate_traditional_chinese(text: str) -> float:
    """Return the share of the level 1 characters of Big5."""
    return share_of(text, lambda char: char >= "一" and 0xA4 <= find_lead_byte(char, "big5") <= 0xC6)


def rate_western(text: str) -> float:
    """Return the share of single accented letters in a word; misread Asian text has them in pairs."""
    non_ascii = len(NON_ASCII.findall(text))
    return len(ACCENTED.findall(text)) / non_ascii if non_ascii else 0.0


JUDGES: Mapping[str, Callable[[str], float]] = {
    "cp949": rate_korean,
    "cp932": rate_japanese,
    "euc_jp": rate_japanese,
    "gb18030": rate_simplified_chinese,
    "big5": rate_traditional_chinese,
    "cp1252": rate_western,
}
