"""Which terms stand in two languages side by side, and what only looks so."""

from __future__ import annotations

import pytest

from notedeck.cards.term_pairs import pairs
from tests.support.cases import Case, cases

NAME = "pairs.md"


def shown(text: str) -> str:
    """The pairs of each line."""
    return "\n".join(
        ", ".join(f"{one.korean} = {one.english}" for one in pairs(line)) or "-" for line in text.split("\n")
    )


@pytest.mark.parametrize("case", cases(NAME), ids=str)
def test_pairs(case: Case) -> None:
    assert shown(case.given) == case.expected


def test_spellings_of_one_pair_have_one_name() -> None:
    names = [one.name for text in ("이진 트리(Binary Tree)", "이진트리 (binary tree)") for one in pairs(text)]
    assert len(names) == 2 and len(set(names)) == 1
