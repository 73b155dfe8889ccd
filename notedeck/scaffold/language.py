"""The language of notes, as far as their letters tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.config.languages import LANGUAGES

KANA = re.compile("[぀-ヿ]")
MIN_OWN_SHARE = 0.15  # of the letters, for a language that is not written in Latin letters: terms are Latin everywhere
CANDIDATES = ("ko", "ja", "zh-CN", "ru")


def guess_languages(texts: Iterable[str]) -> tuple[str, str]:
    """Return the language of the texts and one to translate to, as codes."""
    text = "".join(texts)
    own = guess_language(text)
    return own, "ko" if own == "en" else "en"


def guess_language(text: str) -> str:
    """Return the code of the language of a text; Latin letters are English."""
    counts = {code: len(re.findall(LANGUAGES[code].letters, text)) for code in CANDIDATES}
    latin = len(re.findall(LANGUAGES["en"].letters, text))
    if not KANA.search(text):
        counts["ja"] = 0
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > MIN_OWN_SHARE * (counts[best] + latin) else "en"
