"""Formulas with blanks inside their dollars, `$ x $` or over several lines, which MathJax reads and GitHub does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.korean.letters import HANGUL_OR_JAMO
from notedeck.source.page import CODE_SPAN, Line, Page, find_code
from notedeck.source.tools._formulas import format_inline_formula

MARK = re.compile(r"\\.|\$\$?", re.DOTALL)
MAX_FORMULA_CHARACTERS = 1_000
TEXT_MACRO = re.compile(r"\\(?:text|mbox|mathrm|textbf|operatorname)\s*\{[^{}]*\}")
SIGN = re.compile(r"[\\^_=<>+]")
PLAIN_FORMULA = re.compile(r"-?[A-Za-z]['\d]?|[A-Za-z]{1,3}\([\w, ]{1,20}\)|-?\d+(?:\.\d+)?")
CLEAR_SIGN = re.compile(r"\\[A-Za-z]{2,}|\^|_\{")  # what no price and no command line has
BLOCK_START = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+>][ \t]|\d{1,9}[.)][ \t]|\||$)")
JOINED_LINE = "\x02"  # no text has it; where a line of a formula went on


def close_up_dollars(page: Page, *, is_math_certain: bool) -> Page:
    """Return the page with its formulas as GitHub reads them, without blanks inside of their dollars.

    `is_math_certain` is whether every pair of dollars is a formula for the tool; otherwise it must have a macro or an
    exponent.
    """
    if not any("$" in line for line in page.lines):
        return page
    return page.replace_lines(rewrite_blocks(page, is_math_certain=is_math_certain))


def rewrite_blocks(page: Page, *, is_math_certain: bool) -> Iterator[Line]:
    """Yield the lines of a page; those of each block of prose are rewritten together."""
    block: list[Line] = []
    for line, number, is_code in zip(page.lines, page.numbers, find_code(page.lines), strict=True):
        if block and (is_code or BLOCK_START.match(line)):
            yield from rewrite_block(block, is_math_certain=is_math_certain)
            block = []
        if is_code:
            yield line, number
        else:
            block.append((line, number))
    if block:
        yield from rewrite_block(block, is_math_certain=is_math_certain)


def rewrite_block(lines: Sequence[Line], *, is_math_certain: bool) -> Iterator[Line]:
    """Yield the lines of a block; the lines of a formula that is rewritten become one."""
    text = "\n".join(line for line, _ in lines)
    if text.count("$") < 2:
        yield from lines
        return
    pieces: list[str] = []
    position = 0
    for start, end in find_pairs(text):
        tex = text[start + 1 : end - 1]
        if tex == tex.strip() or not is_formula(tex.strip(), is_math_certain=is_math_certain):
            continue
        formula = format_inline_formula(" ".join(tex.split()), text[start - 1 : start], text[end : end + 1])
        pieces += [text[position:start], formula, JOINED_LINE * tex.count("\n")]
        position = end
    pieces.append(text[position:])
    index = 0
    for line in "".join(pieces).split("\n"):
        yield line.replace(JOINED_LINE, ""), lines[index][1]
        index += 1 + line.count(JOINED_LINE)


def find_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each text between single dollars; one around words without a sign is no pair."""
    masked = CODE_SPAN.sub(lambda span: "`" * len(span[0]), text)
    start = -1
    is_display = False
    for mark in MARK.finditer(masked):
        if mark[0] == "$$":
            is_display, start = not is_display, -1
        elif mark[0] != "$" or is_display:
            continue
        elif start == -1:
            start = mark.start()
        else:
            is_pair = can_be_formula(masked[start + 1 : mark.start()])
            if is_pair:
                yield start, mark.end()
            start = -1 if is_pair else mark.start()


def can_be_formula(tex: str) -> bool:
    """Return whether a text between dollars is not just words, and has no code."""
    if not tex.strip() or "`" in tex or len(tex) > MAX_FORMULA_CHARACTERS:
        return False
    return not HANGUL_OR_JAMO.search(TEXT_MACRO.sub(r"\\", tex)) or SIGN.search(tex) is not None


def is_formula(tex: str, *, is_math_certain: bool) -> bool:
    """Return whether a text between dollars, without the blanks around it, is a formula rather than a price."""
    if not is_math_certain:
        return CLEAR_SIGN.search(tex) is not None
    return SIGN.search(tex) is not None or PLAIN_FORMULA.fullmatch(tex) is not None
