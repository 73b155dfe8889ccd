r"""Formulas: where one ends in running text, and the HTML it becomes.

Anki's MathJax knows only `\(…\)` and `\[…\]`, breaks on a `<div>` inside and skips `<code>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from notedeck.markup.escaping import escape_text
from notedeck.markup.formulas.distinguish import (
    has_tex_sign,
    is_dollar_formula,
    is_round_formula,
    is_square_formula,
    is_tex,
)
from notedeck.markup.inline.state import InlineConstruct, InlineState

DOUBLE_DOLLARS = re.compile(r"\$\$(?!\$)((?:[^$\\]++|\\[\s\S]|\$(?!\$))++)\$\$(?!\$)")
SINGLE_DOLLARS = re.compile(r"\$(?![\s$])((?:[^$\\]++|\\[\s\S])++)\$(?:(?![0-9A-Za-z$_{])|(?=(?:th|st|nd|rd|s)\b))")
ROUND_BRACKETS = re.compile(r"\\\(((?:[^\\]++|\\[^()])++)\\\)")
REST_OF_LINK_TEXT = re.compile(r"[^\[\]\n]{0,200}\]\(")
SQUARE_BRACKETS = re.compile(r"\\\[((?:[^\\]++|\\[^\[\]])++)\\\]")


def parse_formula(state: InlineState, start: int) -> int:
    """Add a formula; dollars that start none are text."""
    match = None if state.is_inside_code() else match_formula(state.text, start)
    if match and not is_bracket_in_link(state, start, match[1]):
        state.pieces.append(match[0])
        return match[1]
    if state.text[start] != "$":
        return start
    end = start + (2 if state.text.startswith("$$", start) else 1)
    state.add_text(state.text[start:end])
    return end


def is_bracket_in_link(state: InlineState, start: int, end: int) -> bool:
    r"""Return whether `\(…\)` is a bracket that a program escaped in the text of a link, as `[입문 \(O\)](…)`."""
    if not state.brackets or state.text[start] == "$" or has_tex_sign(state.text[start + 2 : end - 2]):
        return False
    return REST_OF_LINK_TEXT.match(state.text, end) is not None


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


# A backslash starts a formula only before a bracket.
FORMULA = InlineConstruct("formula", starts_with="$\\", parse=parse_formula)
