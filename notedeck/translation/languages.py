"""Languages: their names, their letters, and their voices in Anki."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """`name` is the language's own, `letters` a pattern for one of its letters, `voice` Anki's name of the locale."""

    name: str
    letters: str
    voice: str


LATIN = r"[A-Za-zÀ-ɏḀ-ỿ]"
HANGUL = r"[ᄀ-ᇿ㄰-㆏ꥠ-꥿가-퟿]"
KANA_HAN = r"[぀-ヿ㐀-䶿一-鿿]"
HAN = r"[㐀-䶿一-鿿]"
CYRILLIC = r"[Ѐ-ԯ]"
KNOWN = {
    "ko": Language("한국어", HANGUL, "ko_KR"),
    "en": Language("English", LATIN, "en_US"),
    "ja": Language("日本語", KANA_HAN, "ja_JP"),
    "zh-CN": Language("简体中文", HAN, "zh_CN"),
    "zh-TW": Language("繁體中文", HAN, "zh_TW"),
    "de": Language("Deutsch", LATIN, "de_DE"),
    "fr": Language("Français", LATIN, "fr_FR"),
    "es": Language("Español", LATIN, "es_ES"),
    "it": Language("Italiano", LATIN, "it_IT"),
    "pt": Language("Português", LATIN, "pt_PT"),
    "vi": Language("Tiếng Việt", LATIN, "vi_VN"),
    "id": Language("Bahasa Indonesia", LATIN, "id_ID"),
    "ru": Language("Русский", CYRILLIC, "ru_RU"),
}


def is_in(text: str, code: str) -> bool:
    """Whether a text has a letter of the language."""
    return re.search(KNOWN[code].letters, text) is not None
