"""How a note of Jupyter becomes GitHub's Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.source.names import is_notebook
from notedeck.source.page import Page, find_code
from notedeck.source.tools import Site
from notedeck.source.tools._dollars import close_up_dollars
from notedeck.source.tools._scripts import remove_scripts

# Jupyter shows these as formulas without `$$` around them.
FORMULA_START = re.compile(r" {0,3}\\begin\{(?P<name>(?:equation|align|gather|multline|eqnarray)\*?)\}")
DELIMITER = "$$"
MAX_FORMULA_LINES = 100


def is_likely(path: str, _text: str) -> bool:
    """Return whether a note is a notebook."""
    return is_notebook(path)


def rewrite_page(page: Page, _site: Site) -> Page:
    """Return the page without scripts, and with the dollars around its formulas as on GitHub.

    A LaTeX environment that stands by itself gets `$$`.
    """
    page = close_up_dollars(remove_scripts(page), is_math_certain=True)
    if not any(map(FORMULA_START.match, page.lines)):
        return page
    is_code = find_code(page.lines)
    pairs: list[tuple[str, int]] = []
    index, is_inside = 0, False
    while index < len(page.lines):
        line = page.lines[index]
        end = index if is_code[index] or is_inside else find_formula_end(page.lines, index)
        if end > index:
            formula = zip(page.lines[index:end], page.numbers[index:end], strict=True)
            pairs += [(DELIMITER, page.numbers[index]), *formula, (DELIMITER, page.numbers[end - 1])]
        else:
            end = index + 1
            pairs.append((line, page.numbers[index]))
            is_inside ^= not is_code[index] and line.count(DELIMITER) % 2 == 1
        index = end
    return page.replace_lines(pairs)


def find_formula_end(lines: Sequence[str], start: int) -> int:
    """Return the index after the formula that starts on a line, or `start` if none does."""
    match = FORMULA_START.match(lines[start])
    if not match:
        return start
    last = f"\\end{{{match['name']}}}"
    for index in range(start, min(start + MAX_FORMULA_LINES, len(lines))):
        if lines[index].rstrip().endswith(last):
            return index + 1
        if not lines[index].strip() or DELIMITER in lines[index]:
            break
    return start
