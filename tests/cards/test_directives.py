"""What authors ask for in comments and front matter, and the problems of what is unknown or finds nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from notedeck.cards.styles import list_style_names, load_style
from notedeck.problems import ProblemCode
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases
from tests.support.drafts import generate_note_cards

FIXTURE = "directives.md"
CASES = load_cases(FIXTURE)
PLAIN_NOTE = "# A\n\nwords alone\n"


def format_problems(given: str) -> str:
    """Return the problems of a note, then the style of each card. A deck.toml may stand before a line `+++`."""
    toml, _, text = given.rpartition("+++\n")
    with TemporaryDirectory() as folder:
        root = Path(folder) / "notes"
        root.mkdir()
        (root / "a.md").write_text(text, encoding="utf-8")
        (root / "deck.toml").write_text(toml, encoding="utf-8")
        result = build_in_memory(root, Path(folder) / "cache")
    problems = [f"{problem.severity.value} {problem}\n  {problem.hint}" for problem in result.problems]
    return "\n".join([*problems, *(f"{card.key.style}: {card.key.title}" for card in result.deck.cards)])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_directives(case: Case) -> None:
    assert format_problems(case.given) == case.expected


@pytest.mark.parametrize("code", [ProblemCode.STYLE_UNKNOWN, ProblemCode.STYLE_EMPTY, ProblemCode.COMMENT_UNKNOWN])
def test_each_code_has_a_case(code: ProblemCode) -> None:
    assert any(f": {code.slug}: " in case.expected for case in CASES)


def finds_nothing(name: str) -> bool:
    """Return whether a style other than the basic one makes only the basic card of plain words."""
    return name != "basic" and generate_note_cards(PLAIN_NOTE, name) == generate_note_cards(PLAIN_NOTE, "basic")


def test_styles_that_ask_about_terms_find_none_in_plain_words() -> None:
    assert {name for name in list_style_names() if finds_nothing(name)} >= {"cloze", "definition", "table", "terms"}


@pytest.mark.parametrize("name", sorted(filter(finds_nothing, list_style_names())))
def test_each_style_that_finds_nothing_is_reported(name: str) -> None:
    problems = format_problems(f"---\nstyle: {name}\n---\n{PLAIN_NOTE}")
    assert f'a.md:1: style-empty: the style "{name}" finds nothing' in problems
    assert load_style(name).ASKS in problems
