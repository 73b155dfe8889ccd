"""Formulas with the MathJax that Anki ships, in a browser; skipped without one of the two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.attack._mathjax import MISSING, MathJaxPage, open_mathjax
from benchmarks.formulas import compare_tables
from notedeck.anki.note_types import format_stylesheet
from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.on_cards import secure_formulas
from tests.support.formulas import read_formulas

ACTIVE = (
    r"\href{javascript:alert(1)}{x}",
    r"\style{position:fixed}{x}",
    r"\style{background:url(/x.png)}{x}",
    r"\class{sheet}{x}",
    r"\cssId{qa}{x}",
    r"\mmlToken{mi}[href='javascript:alert(1)']{x}",
    r"\bbox[border:1px;position:fixed]{x}",
    r"\unicode[x;position:fixed]{x41}",
    r"\ref{x}",
    r"\toggle{a}{b}\endtoggle",
    r"\rule{1em}{999em}",
)


@pytest.fixture(scope="module")
def mathjax() -> Iterator[MathJaxPage]:
    with open_mathjax() as page:
        if page is None:
            pytest.skip(MISSING)
        yield page


def test_our_lists_are_those_of_mathjax(mathjax: MathJaxPage) -> None:
    assert list(compare_tables(mathjax.list_tables())) == []


@pytest.mark.parametrize("tex", ACTIVE)
def test_the_judge_sees_what_a_formula_does_and_the_card_holds_none_of_it(mathjax: MathJaxPage, tex: str) -> None:
    assert list(mathjax.typeset(rf'<span class="math">\({tex}\)</span>', format_stylesheet()))
    assert list(mathjax.typeset(secure_formulas(convert_markdown(f"${tex}$")), format_stylesheet())) == []


@pytest.mark.parametrize("tex", read_formulas("honest"))
def test_an_honest_formula_renders(mathjax: MathJaxPage, tex: str) -> None:
    assert mathjax.find_error(rf"\[{tex}\]") == ""
