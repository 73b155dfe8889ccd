"""Terms of a glossary in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.translation.glossary import MAX_TERM_CHARACTERS, read_glossary
from notedeck.translation.sending.protect import protect_text
from notedeck.translation.sending.terms import TermIndex

CASES = (
    ("커널은 커널이다", ("커널",), "[X0X]은 [X1X]이다"),
    ("커널 공간과 커널", ("커널", "커널 공간"), "[X0X]과 [X1X]"),
    ("漢字漢漢字", ("漢字漢", "漢字"), "[X0X][X1X]"),
    ("a b", ("c",), "a b"),
    ("", ("c",), ""),
    ("a.c abc", ("a.c",), "[X0X] abc"),
)


@pytest.mark.parametrize(("text", "terms", "expected"), CASES)
def test_the_longest_term_is_replaced_from_the_left(text: str, terms: tuple[str, ...], expected: str) -> None:
    assert protect_text(text, 0, TermIndex(dict.fromkeys(terms, "x"))).text == expected


def test_a_term_as_long_as_a_sentence_is_a_problem(tmp_path: Path) -> None:
    longest = "a" * MAX_TERM_CHARACTERS
    (tmp_path / "glossary.csv").write_text(f"{longest},b\n{longest}a,b\n")
    terms, problems = read_glossary(tmp_path)
    assert list(terms) == [longest] and [problem.place.line for problem in problems] == [2]
