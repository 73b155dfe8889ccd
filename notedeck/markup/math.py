"""Formulas: where one ends in running text, and how it stands on a card.

`display(tex)` is for block parsers, `at(text, start)` for the inline parser. Anki's MathJax knows `\\(…\\)` and
`\\[…\\]` alone, breaks on a `<div>` inside and skips `<code>`. What is no formula: money (`US$100`), shell variables
(`$PATH:$HOME`, `${A}/${B}`), and the escaped brackets of ordinary text (`\\[중요\\]`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from notedeck.korean.letters import HANGUL_OR_JAMO

DOUBLE = re.compile(r"\$\$(?!\$)((?:[^$\\]++|\\[\s\S]|\$(?!\$))++)\$\$(?!\$)")
SINGLE = re.compile(r"\$(?![\s$])((?:[^$\\]++|\\[\s\S])++)\$(?![0-9A-Za-z$_{])")
ROUND = re.compile(r"\\\(((?:[^\\]++|\\[^()])++)\\\)")
SQUARE = re.compile(r"\\\[((?:[^\\]++|\\[^\[\]])++)\\\]")

SIGN = re.compile(r"[\\^_=+<>]")
PROSE = re.compile(r"\d+|[\w\s.,'\"-]{4,}")
CALL = re.compile(r"[A-Za-z]\w{0,20}\([^()]*\)")
NO_DOLLAR = re.compile(r"\(\s*[\"'`]|\d{1,3},\d{3}")
TEXT_MACRO = re.compile(r"\\(?:text|mbox|mathrm|textbf|operatorname)\s*\{[^{}]*\}")


def display(tex: str) -> str:
    """A formula on lines of its own as HTML; `tex` without its delimiters."""
    return f'<span class="math display">\\[{html.escape(tex.strip(), quote=False)}\\]</span>'


def inline(tex: str) -> str:
    """A formula in running text as HTML; `tex` without its delimiters."""
    return f'<span class="math">\\({html.escape(tex.strip(), quote=False)}\\)</span>'


def at(text: str, start: int) -> tuple[str, int] | None:
    """The formula that starts at `text[start]` as HTML, with the index after it; None where none does."""
    if text.startswith("$$", start):
        return taken(DOUBLE.match(text, start), is_tex, display)
    if text[start] == "$":
        return None if glued(text, start) else taken(SINGLE.match(text, start), is_dollar_formula, inline)
    if text.startswith("\\(", start):
        return taken(ROUND.match(text, start), is_bracket_formula, inline)
    return taken(SQUARE.match(text, start), is_signed_formula, display)


def taken(
    match: re.Match[str] | None, rule: Callable[[str], bool], render: Callable[[str], str]
) -> tuple[str, int] | None:
    return (render(match[1]), match.end()) if match and rule(match[1]) else None


def glued(text: str, start: int) -> bool:
    """Whether a letter or digit stands right before: `US$`, `A$`."""
    before = text[start - 1 : start]
    return before.isascii() and before.isalnum()


def is_tex(tex: str) -> bool:
    """Whether this can be TeX: Korean words outside of `\\text` make it a sentence, unless a sign says otherwise."""
    bare = TEXT_MACRO.sub(r"\\", tex)
    return bool(bare.strip()) and (not HANGUL_OR_JAMO.search(bare) or bool(SIGN.search(bare)))


def is_formula(tex: str) -> bool:
    """As `is_tex`, but stricter with Korean words: a price or half a bracket is no formula, `P(사과)` is one."""
    if not HANGUL_OR_JAMO.search(TEXT_MACRO.sub("", tex)):
        return is_tex(tex)
    return CALL.fullmatch(tex) is not None or (is_tex(tex) and balanced(tex) and not tex[0].isdigit())


def is_dollar_formula(tex: str) -> bool:
    """As `is_formula`, without a blank at the closing dollar; no price (`$1,000`) and no call (`$("#id")`)."""
    return not tex[-1].isspace() and not NO_DOLLAR.match(tex) and is_formula(tex)


def is_bracket_formula(tex: str) -> bool:
    """As `is_formula`; escaped brackets around words or a number are ordinary text."""
    return not PROSE.fullmatch(tex.strip()) and is_formula(tex)


def is_signed_formula(tex: str) -> bool:
    """As `is_formula`, with a sign of TeX: `\\[x\\]` is how a note on GitHub writes [x]."""
    return bool(SIGN.search(tex)) and is_formula(tex)


def balanced(tex: str) -> bool:
    return all(tex.count(left) == tex.count(right) for left, right in ("()", "[]", "{}"))
