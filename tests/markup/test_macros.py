"""Macros of authors in formulas."""

from __future__ import annotations

import html
import re

import pytest

from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.expansion import create_expander
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.markup.formulas.tex import MAX_CHARACTERS
from notedeck.model import Macro
from tests.support.cases import Case, load_cases


def show_formulas(markdown: str, macros: tuple[Macro, ...] = ()) -> str:
    """The text of a note with its formulas between the brackets of MathJax, and code between backticks."""
    marked, _ = mark_formulas(convert_markdown(markdown), macros)
    text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</?code>", "`", marked.replace("</p>", "\n"))))
    return re.sub(r"\n+", "\n", text).strip()


@pytest.mark.parametrize("case", load_cases("formulas/macros.md"), ids=str)
def test_macros_are_written_out(case: Case) -> None:
    assert show_formulas(case.given) == case.expected


def test_the_note_defines_a_macro_anew_that_its_site_has() -> None:
    macros = (Macro("id", r"\mathrm{id}"), Macro("S", r"\mathbb{S}"), Macro("pair", "(#1, #2)", 2))
    given = r"$\S \id \pair ab$ $\def\id{1} \id$"
    assert show_formulas(given, macros) == r"\(\mathbb{S}\mathrm{id}(a, b)\) \(1\)"


@pytest.mark.parametrize("count", [1, 100, 2_000])
def test_what_macros_may_write_is_limited_by_the_length_of_the_note(count: int) -> None:
    note = f"$\\def\\a{{{'x' * 900}}}$ " + r"$\a\a$ " * count
    shown = show_formulas(note)
    assert shown.count("`") + shown.count(r"\(") > 0
    assert len(shown) < 100_000 + 30 * len(note)


def test_a_formula_that_would_be_too_long_keeps_its_macros() -> None:
    expander = create_expander([Macro("a", r"\b\b\b\b\b\b\b\b"), Macro("b", "x" * 900)], 1_000_000)
    assert expander.expand(r"\a") == r"\a"
    assert len(expander.expand(r"\b\b")) <= MAX_CHARACTERS
