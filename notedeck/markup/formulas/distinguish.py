r"""Formulas, as opposed to other text between dollars or brackets.

These are no formulas: money (`US$100`), shell variables (`$PATH:$HOME`, `${A}/${B}`), and the escaped brackets of
ordinary text (`\[중요\]`).
"""

from __future__ import annotations

import re

from notedeck.korean.letters import HANGUL_OR_JAMO

TEX_SIGN = re.compile(r"[\\^_=+<>]")
WORDS_OR_NUMBER = re.compile(r"\d+|[\w\s.,'\"-]{4,}")
FUNCTION_CALL = re.compile(r"[A-Za-z]\w{0,20}\([^()]*\)")
CODE_OR_PRICE = re.compile(r"\(\s*[\"'`]|\d{1,3},\d{3}")
ESCAPE = re.compile(r"\\[-+*.=\"'()]")  # of Markdown; these are no macros of TeX within a formula
TEXT_MACRO = re.compile(r"\\(?:text|mbox|mathrm|textbf|operatorname)\s*\{[^{}]*\}")


def is_tex(tex: str) -> bool:
    r"""Return whether a text can be TeX: Korean words outside of `\text` make it a sentence, unless it has a sign."""
    bare = TEXT_MACRO.sub(r"\\", tex)
    return bool(bare.strip()) and (not HANGUL_OR_JAMO.search(bare) or bool(TEX_SIGN.search(bare)))


def is_formula(tex: str) -> bool:
    """Return whether a text is a formula; with Korean words, `P(사과)` is one, a price or half a bracket is not."""
    if not HANGUL_OR_JAMO.search(TEXT_MACRO.sub("", tex)):
        return is_tex(tex)
    return FUNCTION_CALL.fullmatch(tex) is not None or (
        is_tex(tex) and has_balanced_brackets(tex) and not tex[0].isdigit()
    )


def is_dollar_formula(tex: str) -> bool:
    """Return whether a text between dollars is a formula; a price (`$1,000`) and a call (`$("#id")`) are not."""
    return not tex[-1].isspace() and not CODE_OR_PRICE.match(tex) and is_formula(tex)


def is_round_formula(tex: str) -> bool:
    r"""Return whether a text between `\(` and `\)` is a formula; words or a number are text in escaped brackets."""
    return not WORDS_OR_NUMBER.fullmatch(tex.strip()) and not ESCAPE.search(tex) and is_formula(tex)


def has_tex_sign(tex: str) -> bool:
    """Return whether a text has a sign or macro of TeX."""
    return TEX_SIGN.search(tex) is not None


def is_square_formula(tex: str) -> bool:
    r"""Return whether a text between `\[` and `\]` is a formula; `\[x\]` is how a note on GitHub writes [x]."""
    return bool(TEX_SIGN.search(tex)) and is_formula(tex)


def has_balanced_brackets(tex: str) -> bool:
    """Return whether every kind of bracket is opened as often as it is closed."""
    return all(tex.count(left) == tex.count(right) for left, right in ("()", "[]", "{}"))
