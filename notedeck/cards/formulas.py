"""The findings about formulas that appear as code."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from notedeck.markup.formulas.on_cards import RefusedFormula, mark_formulas
from notedeck.model import Card, Place
from notedeck.problems import Problem, ProblemCode

MAX_SHOWN_CHARACTERS = 60


def report_formulas(path: str, refused: Iterable[RefusedFormula], cards: Iterable[Card]) -> Iterator[Problem]:
    """Yield a problem for each refused formula of a note, and of the titles of its cards, each TeX once for a line."""
    seen: set[str] = set()
    for formula in refused:
        seen.add(formula.tex)
        yield describe_formula(formula, Place(path, formula.line))
    for card in cards:
        for formula in find_in_titles(card):
            if formula.tex not in seen:
                seen.add(formula.tex)
                yield describe_formula(formula, card.place)


def find_in_titles(card: Card) -> Iterator[RefusedFormula]:
    """Yield the refused formulas of a front and of the titles above it, such as one from the front matter."""
    for markup in (card.front, *map(html.escape, card.breadcrumb)):
        yield from mark_formulas(markup)[1]


def describe_formula(formula: RefusedFormula, place: Place) -> Problem:
    """Return the problem of a formula that appears as code."""
    tex = " ".join(formula.tex.split())
    shown = tex[:MAX_SHOWN_CHARACTERS] + "…" * (len(tex) > MAX_SHOWN_CHARACTERS)
    message = f"the formula {shown} is shown as code: it {formula.fault.reason}"
    return Problem(ProblemCode.FORMULA_REFUSED, place, message, formula.fault.hint)
