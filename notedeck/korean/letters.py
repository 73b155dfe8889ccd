"""Korean letters: which characters are Hangul, how a syllable ends, and which characters are wide."""

from __future__ import annotations

import re
from functools import cache

from notedeck.util.patterns import compile_lazily

SYLLABLES = "가-힣"  # a range for the character class of a regular expression
HANGUL = compile_lazily(rf"[{SYLLABLES}]")
HANGUL_OR_JAMO = compile_lazily(rf"[ㄱ-ㆎ{SYLLABLES}]")
NO_FINAL, FINAL_RIEUL, FINAL_MIEUM = 0, 8, 16  # final consonants of a Hangul syllable, by their place in Unicode


@cache
def compile_wide_letter() -> re.Pattern[str]:
    """Return the pattern of the letters of Chinese, Japanese and Korean, about twice as wide as Latin ones in any font.

    It is compiled where it is used first: its ranges take some milliseconds, and few decks need it.
    """
    return compile_lazily("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]")


def find_final_consonant(syllable: str) -> int:
    """Return the number of a Hangul syllable's final consonant, 0 for none (Unicode, "Hangul Syllable Composition")."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else NO_FINAL
