"""Formulas between dollars in an author's HTML, such as the caption `<p align="center">그림 2: $f$</p>`.

GitHub reads no Markdown in a block of HTML, but sites run MathJax over the whole page, and nobody means the dollars.
"""

from __future__ import annotations

import html
import re

from notedeck.markup.formulas.distinguish import is_dollar_formula, is_tex
from notedeck.markup.inline.constructs.formulas import (
    DOUBLE_DOLLARS,
    SINGLE_DOLLARS,
    follows_letter,
    render_display_formula,
    render_inline_formula,
)

TAG_OR_COMMENT = re.compile(r"""<!--(?:[^-]|-(?!->))*+(?:-->)?|<(?P<slash>/?)(?P<name>[A-Za-z][\w:-]*+)[^<>]*+>""")
VERBATIM = frozenset({"code", "pre", "kbd", "samp", "tt", "textarea", "script", "style"})


def render_formulas(markup: str) -> str:
    """Return secured HTML with the formulas between dollars in its texts, but not in code."""
    if markup.count("$") < 2:
        return markup
    pieces: list[str] = []
    position = depth = 0
    for match in TAG_OR_COMMENT.finditer(markup):
        text = markup[position : match.start()]
        pieces += [text if depth else render_text(text), match[0]]
        if match["name"] and match["name"].lower() in VERBATIM:
            depth = max(0, depth - 1) if match["slash"] else depth + 1
        position = match.end()
    rest = markup[position:]
    return "".join([*pieces, rest if depth else render_text(rest)])


def render_text(text: str) -> str:
    """Return a text between two tags with its formulas."""
    pieces: list[str] = []
    position = start = 0
    while (start := text.find("$", start)) != -1:
        formula = match_formula(text, start)
        if formula is None:
            start += 2 if text.startswith("$$", start) else 1
            continue
        pieces += [text[position:start], formula[0]]
        position = start = formula[1]
    return "".join([*pieces, text[position:]]) if pieces else text


def match_formula(text: str, start: int) -> tuple[str, int] | None:
    """Return the formula that the dollar at `start` begins, as HTML, and the index after it; None for no formula."""
    if text[start - 1 : start] == "\\":
        return None
    is_display = text.startswith("$$", start)
    match = (DOUBLE_DOLLARS if is_display else SINGLE_DOLLARS).match(text, start)
    if match is None:
        return None
    tex = html.unescape(match[1])
    if is_display:
        return (render_display_formula(tex), match.end()) if is_tex(tex) else None
    is_formula = is_dollar_formula(tex) and not follows_letter(text, start)
    return (render_inline_formula(tex), match.end()) if is_formula else None
