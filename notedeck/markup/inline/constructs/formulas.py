r"""Formulas: where one ends in running text, and the HTML it becomes.

Anki's MathJax knows only `\(…\)` and `\[…\]`, breaks on a `<div>` inside and skips `<code>`. These are no formulas:
money (`US$100`), shell variables (`$PATH:$HOME`, `${A}/${B}`), and the escaped brackets of ordinary text
(`\[중요\]`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from notedeck.korean.letters import HANGUL_OR_JAMO
from notedeck.markup.escaping import escape_text
from notedeck.markup.inline.state import InlineConstruct, InlineState

DOUBLE_DOLLARS = re.compile(r"\$\$(?!\$)((?:[^$\\]++|\\[\s\S]|\$(?!\$))++)\$\$(?!\$)")
SINGLE_DOLLARS = re.compile(r"\$(?![\s$])((?:[^$\\]++|\\[\s\S])++)\$(?![0-9A-Za-z$_{])")
ROUND_BRACKETS = re.compile(r"\\\(((?:[^\\]++|\\[^()])++)\\\)")
SQUARE_BRACKETS = re.compile(r"\\\[((?:[^\\]++|\\[^\[\]])++)\\\]")

TEX_SIGN = re.compile(r"[\\^_=+<>]")
WORDS_OR_NUMBER = re.compile(r"\d+|[\w\s.,'\"-]{4,}")
FUNCTION_CALL = re.compile(r"[A-Za-z]\w{0,20}\([^()]*\)")
CODE_OR_PRICE = re.compile(r"\(\s*[\"'`]|\d{1,3},\d{3}")
TEXT_MACRO = re.compile(r"\\(?:text|mbox|mathrm|textbf|operatorname)\s*\{[^{}]*\}")


def parse_formula(state: InlineState, start: int) -> int:
    """Add a formula; dollars that start none are text."""
    match = None if state.is_inside_code() else match_formula(state.text, start)
    if match:
        state.pieces.append(match[0])
        return match[1]
    if state.text[start] != "$":
        return start
    end = start + (2 if state.text.startswith("$$", start) else 1)
    state.add_text(state.text[start:end])
    return end


def match_formula(text: str, start: int) -> tuple[str, int] | None:
    """Return the formula that starts at `text[start]` as HTML, and the index after it; None if none does."""
    if text.startswith("$$", start):
        return render_match(DOUBLE_DOLLARS.match(text, start), is_tex, render_display_formula)
    if text[start] == "$":
        if follows_letter(text, start):
            return None
        return render_match(SINGLE_DOLLARS.match(text, start), is_dollar_formula, render_inline_formula)
    if text.startswith("\\(", start):
        return render_match(ROUND_BRACKETS.match(text, start), is_round_formula, render_inline_formula)
    return render_match(SQUARE_BRACKETS.match(text, start), is_square_formula, render_display_formula)


def render_match(
    match: re.Match[str] | None, is_accepted: Callable[[str], bool], render: Callable[[str], str]
) -> tuple[str, int] | None:
    """Return a match as HTML with its end; None if its TeX is not accepted."""
    return (render(match[1]), match.end()) if match and is_accepted(match[1]) else None


def render_display_formula(tex: str) -> str:
    """Return a formula on lines of its own as HTML; `tex` comes without its delimiters."""
    return f'<span class="math display">\\[{escape_text(tex.strip())}\\]</span>'


def render_inline_formula(tex: str) -> str:
    """Return a formula in running text as HTML; `tex` comes without its delimiters."""
    return f'<span class="math">\\({escape_text(tex.strip())}\\)</span>'


def follows_letter(text: str, start: int) -> bool:
    """Return whether a letter or digit is right before: `US$`, `A$`."""
    previous = text[start - 1 : start]
    return previous.isascii() and previous.isalnum()


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
    return not WORDS_OR_NUMBER.fullmatch(tex.strip()) and is_formula(tex)


def is_square_formula(tex: str) -> bool:
    r"""Return whether a text between `\[` and `\]` is a formula; `\[x\]` is how a note on GitHub writes [x]."""
    return bool(TEX_SIGN.search(tex)) and is_formula(tex)


def has_balanced_brackets(tex: str) -> bool:
    """Return whether every kind of bracket is opened as often as it is closed."""
    return all(tex.count(left) == tex.count(right) for left, right in ("()", "[]", "{}"))


# A backslash starts a formula only before a bracket.
FORMULA = InlineConstruct("formula", starts_with="$\\", parse=parse_formula)
