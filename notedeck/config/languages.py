"""The languages that notes and translations may have: names, letters, and voices in Anki."""

from __future__ import annotations

import re

from notedeck.model import Value


class Language(Value, frozen=True):
    """One language.

    `name` is the language's name in itself, `letters` a pattern that matches one of its letters, and `voice` the locale
    that Anki's text-to-speech expects.
    """

    name: str
    letters: str
    voice: str


class LanguagePair(Value, frozen=True):
    """The source and the target language of a translation, as codes such as `ko` and `zh-CN`."""

    source: str
    target: str


LATIN = r"[A-Za-zÀ-ɏḀ-ỿ]"
HANGUL = r"[ᄀ-ᇿ㄰-㆏ꥠ-꥿가-퟿]"
KANA_HAN = r"[぀-ヿ㐀-䶿一-鿿]"
HAN = r"[㐀-䶿一-鿿]"
CYRILLIC = r"[Ѐ-ԯ]"
LANGUAGES = {
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


def has_letters_of(text: str, language: str) -> bool:
    """Return whether a text has a letter of the language with this code."""
    return re.search(LANGUAGES[language].letters, text) is not None
