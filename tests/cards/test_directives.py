"""What authors ask for in comments and front matter, and what they are told if it cannot be had."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from notedeck.cards.styles import styles
from notedeck.problems import ProblemCode
from tests.support.building import assembled
from tests.support.cases import Case, cases

NAME = "wishes.md"
CASES = cases(NAME)


def shown(given: str) -> str:
    """The problems of a note, the style of each card below them. A deck.toml may stand before a line `+++`."""
    toml, _, text = given.rpartition("+++\n")
    with TemporaryDirectory() as folder:
        root = Path(folder) / "notes"
        root.mkdir()
        (root / "a.md").write_text(text, encoding="utf-8")
        (root / "deck.toml").write_text(toml, encoding="utf-8")
        found = assembled(root, Path(folder) / "cache")
    told = [f"{row.severity.value} {row}\n  {row.hint}" for row in found.problems]
    return "\n".join([*told, *(f"{card.key.style}: {card.key.title}" for card in found.deck.cards)])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_wishes(case: Case) -> None:
    assert shown(case.given) == case.expected


@pytest.mark.parametrize("code", [ProblemCode.STYLE_UNKNOWN, ProblemCode.STYLE_EMPTY, ProblemCode.COMMENT_UNKNOWN])
def test_each_code_is_told(code: ProblemCode) -> None:
    assert any(f": {code.slug}: " in case.expected for case in CASES)


@pytest.mark.parametrize("name", sorted(set(styles()) - {"basic", "reversed"}))
def test_each_style_that_finds_nothing_is_told(name: str) -> None:
    told = shown(f"---\nstyle: {name}\n---\n# A\n\nwords alone\n")
    assert f'a.md:1: style-empty: the style "{name}" finds nothing' in told
    assert styles()[name].ASKS in told
