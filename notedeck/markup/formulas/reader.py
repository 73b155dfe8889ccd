"""Read the HTML of a card as MathJax does, and finish the formulas in it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from notedeck.markup.escaping import escape_text
from notedeck.markup.formulas.distinguish import is_round_formula, is_square_formula
from notedeck.markup.formulas.expansion import MacroExpander
from notedeck.markup.formulas.on_cards import END, OWN_SPAN
from notedeck.markup.formulas.tex import Fault, find_fault
from notedeck.model import Value
from notedeck.util.html import LINE_PATTERN

# A tag with its quoted values; one that nothing closes runs to the end, which keeps matching linear.
TAG = re.compile(r"""<[A-Za-z/!](?:[^"'>]|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*+>?""")
CODE = re.compile(r"<(code|pre)(?=[\s>])", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
UNIT = re.compile(r"&#?\w+;?|<[^>]*+>|.", re.DOTALL)  # what becomes one character for MathJax, or a few
OPENER = re.compile(r"\\(?=[(\[])")
# A formula in running text, or an opening bracket that starts none, with the text up to the next bracket.
INSIDE = r"(?:[^\\]|\\[^()\[\]\\]|\\\\(?![()\[\]])|\\\\\[(?=[-\d.]))*+"
TEXT_FORMULA = re.compile(rf"\\(?:\((?P<round>{INSIDE})\\\)|\[(?P<square>{INSIDE})\\\]|[(\[]{INSIDE})")
LABEL = re.compile(r"\\label\s*\{[^{}\\]*\}|\\.", re.DOTALL)  # a label names a formula for others and shows nothing
BACKSLASH = "&#92;"  # Anki looks for a backslash before it decodes HTML
DISPLAY_START = '<span class="math display">'
BROKEN_BACKSLASH = BACKSLASH + END


class RefusedFormula(Value, frozen=True):
    """A formula that appears as code: its TeX, why, and its line in the note, 0 if unknown."""

    tex: str
    fault: Fault
    line: int = 0


@dataclass(slots=True)
class FormulaReader:
    """Reads HTML from left to right; `pieces` are the result so far.

    `is_final` is for HTML that goes to Anki: there, a bracket that starts no formula is written so that it cannot.
    `expander` writes out the macros of authors.
    """

    is_final: bool
    expander: MacroExpander | None = None
    pieces: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # neighbouring texts and line breaks, not in `pieces` yet
    refused: list[RefusedFormula] = field(default_factory=list)
    line: int = 0

    def read(self, markup: str) -> str:
        """Return the HTML with each formula in a `<span class="math">`, or as code if it is refused."""
        position = 0
        while (start := markup.find("<", position)) != -1:
            self.texts.append(markup[position:start])
            position = self.read_tag(markup, start)
        self.texts.append(markup[position:])
        self.end_text()
        return "".join(self.pieces)

    def read_tag(self, markup: str, start: int) -> int:
        """Read what the `<` at `start` begins, and return the index after it."""
        if own := OWN_SPAN.match(markup, start):
            self.end_text()
            self.pieces.append(self.finish_formula(own[1], html.unescape(own[1])[2:-2], own[0]))
            return own.end()
        tag = TAG.match(markup, start)
        end = tag.end() if tag else start + 1
        if tag is None or BREAK.fullmatch(tag[0]):
            self.texts.append(markup[start:end])
            return end
        self.end_text()
        if code := CODE.match(markup, start):
            close = markup.find(f"</{code[1]}>", end)
            end = close if close != -1 else len(markup)
        self.add_verbatim(markup[start:end])
        return end

    def add_verbatim(self, markup: str) -> None:
        """Add a tag or code, in which there is no formula."""
        if line := LINE_PATTERN.search(markup):
            self.line = int(line[1])
        self.pieces.append(OPENER.sub(BACKSLASH, markup) if self.is_final else markup)

    def end_text(self) -> None:
        """Add the neighbouring texts, each formula in them finished."""
        text = "".join(self.texts)
        self.texts.clear()
        plain, offsets = align_text(text)
        position = 0
        while "\\" in plain and (match := TEXT_FORMULA.search(plain, position)):
            self.add_text(text[offsets[position] : offsets[match.start()]])
            self.pieces.append(self.finish_brackets(text, offsets, match))
            position = match.end()
        self.add_text(text[offsets[position] :])

    def add_text(self, markup: str) -> None:
        """Add text without a formula."""
        self.pieces.append(markup)
        self.count_lines(markup)

    def count_lines(self, markup: str) -> None:
        """Advance the line by the line ends of a text."""
        self.line += markup.count("\n") if self.line else 0

    def finish_brackets(self, text: str, offsets: Sequence[int], match: re.Match[str]) -> str:
        """Return brackets in running text as HTML: a formula, or text."""
        is_round = match["round"] is not None
        tex = match["round"] if is_round else match["square"]
        raw = text[offsets[match.start()] : offsets[match.end()]]
        if tex is None or not (is_round_formula if is_round else is_square_formula)(tex):
            self.count_lines(raw)
            return break_brackets(text, offsets, match) if self.is_final else raw
        css_class = "math" if is_round else "math display"
        return self.finish_formula(raw, tex, f'<span class="{css_class}">{BREAK.sub("", raw)}</span>')

    def finish_formula(self, raw: str, tex: str, span: str) -> str:
        """Return the span of a formula, or code if it is refused; `raw` is the formula as HTML."""
        line = self.line
        self.count_lines(raw)
        if self.expander and (expanded := self.expander.expand(tex)) != tex:
            tex, span = expanded, write_span(expanded, is_display=span.startswith(DISPLAY_START))
            if not tex.strip():
                return ""  # nothing but definitions
        if "\\label" in tex:
            tex, span = LABEL.sub(remove_label, tex), LABEL.sub(remove_label, span)
        fault = find_fault(tex)
        if fault is None:
            return span
        self.refused.append(RefusedFormula(tex, fault, line))
        return f"<code>{OPENER.sub(BACKSLASH, raw) if self.is_final else write_with_dollars(raw)}</code>"


def write_span(tex: str, *, is_display: bool) -> str:
    """Return a formula as the HTML of a card."""
    inner = escape_text(tex.strip())
    return f"{DISPLAY_START}\\[{inner}\\]</span>" if is_display else f'<span class="math">\\({inner}\\)</span>'


def write_with_dollars(raw: str) -> str:
    r"""Return a formula as notes write it; between `\(` and `\)` only if its HTML does not begin with these."""
    dollars = {"\\(": "$", "\\[": "$$"}.get(raw[:2])
    return f"{dollars}{raw[2:-2]}{dollars}" if dollars and raw[-2] == "\\" else raw


def align_text(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as MathJax reads it, and for each character its index in `text`; at the end, the length."""
    if "&" not in text and "<" not in text:
        return text, range(len(text) + 1)
    pieces: list[str] = []
    offsets: list[int] = []
    for match in UNIT.finditer(text):
        pieces.append("\n" if BREAK.fullmatch(match[0]) else html.unescape(match[0]))
        offsets += [match.start()] * len(pieces[-1])
    return "".join(pieces), [*offsets, len(text)]


def break_brackets(text: str, offsets: Sequence[int], match: re.Match[str]) -> str:
    """Return a part of a text in which no bracket starts a formula."""
    pieces: list[str] = []
    position = match.start()
    for opener in OPENER.finditer(match.string, *match.span()):
        pieces += [text[offsets[position] : offsets[opener.start()]], BROKEN_BACKSLASH]
        position = opener.end()
    return "".join(pieces) + text[offsets[position] : offsets[match.end()]]


def remove_label(match: re.Match[str]) -> str:
    """Return a space for a label, anything else as it is."""
    return " " if match[0].startswith("\\label") else match[0]
