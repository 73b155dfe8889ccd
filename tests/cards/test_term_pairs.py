"""Which terms stand in two languages side by side, and what only looks so."""

from __future__ import annotations

import pytest

from notedeck.cards.term_pairs import find_pairs
from tests.support.cases import Case, load_cases

FIXTURE = "term_pairs.md"


def format_pairs(text: str) -> str:
    """Return the pairs of each line."""
    return "\n".join(
        ", ".join(f"{pair.korean} = {pair.english}" for pair in find_pairs(line)) or "-" for line in text.split("\n")
    )


@pytest.mark.parametrize("case", load_cases(FIXTURE), ids=str)
def test_pairs(case: Case) -> None:
    assert format_pairs(case.given) == case.expected


def test_spellings_of_one_pair_have_one_name() -> None:
    names = [pair.name for text in ("이진 트리(Binary Tree)", "이진트리 (binary tree)") for pair in find_pairs(text)]
    assert len(names) == 2 and len(set(names)) == 1
