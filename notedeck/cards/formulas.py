"""The findings about formulas that appear as code."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.markup.formulas.reader import RefusedFormula
from notedeck.messages import Message, format_count
from notedeck.model import Card, Place
from notedeck.problems import Problem, ProblemCode
from notedeck.util.text import shorten_text

MAX_SHOWN_CHARACTERS = 60


def report_formulas(path: str, refused: Iterable[RefusedFormula], cards: Iterable[Card]) -> Iterator[Problem]:
    """Yield a problem for each reason to refuse formulas of a note or of the titles of its cards."""
    yield from describe_formulas([*refused, *find_in_titles(cards)], path)


def find_in_titles(cards: Iterable[Card]) -> Iterator[RefusedFormula]:
    """Yield the refused formulas of the fronts and of the titles above them, such as one from the front matter."""
    lines: dict[str, int] = {}
    for card in cards:
        for markup in (card.front, *map(html.escape, card.breadcrumb)):
            lines.setdefault(markup, card.place.line)
    for markup, line in lines.items():
        for formula in mark_formulas(markup)[1]:
            yield RefusedFormula(formula.tex, formula.fault, line)


def describe_formulas(formulas: Iterable[RefusedFormula], path: str) -> Iterator[Problem]:
    """Yield a problem for each reason; it shows the first formula and counts the others."""
    by_reason: dict[str, dict[str, RefusedFormula]] = {}
    for formula in formulas:
        by_reason.setdefault(formula.fault.reason, {}).setdefault(formula.tex, formula)
    for group in by_reason.values():
        first, *others = group.values()
        shown_tex = shorten_text(" ".join(first.tex.split()), MAX_SHOWN_CHARACTERS)
        message = Message(
            "the formula {shown_tex} is shown as code: it {reason}", shown_tex=shown_tex, reason=first.fault.reason
        )
        if others:
            message += Message(", as {count} in this file", count=format_count(len(others), "other does", "others do"))
        yield Problem(ProblemCode.FORMULA_REFUSED, Place(path, first.line), message, first.fault.hint)
