r"""Formulas in running text, as MathJax reads them in blogs: `$$x$$` of kramdown, `\\(x\\)` of both."""

from __future__ import annotations

import re

from notedeck.source.page import replace_outside_code

DOUBLE_DOLLARS = re.compile(r"(?<![$\\])\$\$(?!\$)(?P<tex>[^$\n]{1,1000})\$\$(?!\$)")
ESCAPED_BRACKETS = re.compile(r"\\\\\((?P<tex>(?:(?!\\\\\))[^\n]){1,1000}+)\\\\\)")
WORD = re.compile(r"[0-9A-Za-z$_{]")


def rewrite_formulas(line: str, *, in_line_dollars: bool) -> str:
    """Return a line with its formulas as GitHub writes them; with two dollars they may be in running text, too."""
    if "\\\\(" in line:
        line = replace_outside_code(line, ESCAPED_BRACKETS, write_formula)
    if in_line_dollars and "$$" in line and not DOUBLE_DOLLARS.fullmatch(line.strip(" \t>*+-")):
        line = replace_outside_code(line, DOUBLE_DOLLARS, write_formula)
    return line


def write_formula(match: re.Match[str]) -> str:
    """Return the formula that a match has as `tex`, as it can stand in running text."""
    before, after = match.string[max(0, match.start() - 1) : match.start()], match.string[match.end() : match.end() + 1]
    return format_inline_formula(match["tex"].strip(), before, after)


def format_inline_formula(tex: str, before: str, after: str) -> str:
    """Return a formula in running text: between dollars, unless a letter beside them would make them a price."""
    if not tex or "$" in tex or WORD.match(after) or WORD.match(before):
        return f"\\({tex}\\)"
    return f"${tex}$"
