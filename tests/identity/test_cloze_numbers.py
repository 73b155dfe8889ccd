"""The numbers of gaps over edits, and how Anki reads them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from notedeck.cards.clozes import CLOZE_ATTRIBUTE
from notedeck.identity.cloze_numbers import apply_numbers, assign_numbers
from notedeck.identity.lock.entries import Cloze
from notedeck.model import Card
from tests.support.anki_collection import open_collection
from tests.support.building import build_and_write
from tests.support.cases import Case, load_cases
from tests.support.drafts import generate_note_cards


def card(text: str) -> Card:
    (one,) = generate_note_cards(f"## 제목\n\n{text}", "cloze")
    return one


def card_with_gaps(sentences: Iterable[str]) -> Card:
    """A card with more gaps than the style makes."""
    return card("**가**는 하나").replace(back=f"<p>{' '.join(sentences)}</p>")


def mark_gap(text: str) -> str:
    return f'<strong {CLOZE_ATTRIBUTE}="">{text}</strong>'


def numbers(versions: list[str]) -> list[str]:
    """The gaps of each version with their numbers."""
    known: tuple[Cloze, ...] = ()
    rows = []
    for version in versions:
        known = assign_numbers(card(version), known)
        rows.append(", ".join(f"{one.number} {one.text}" for one in known if one.live))
    return rows


@pytest.mark.parametrize("case", load_cases("identity/clozes.md"), ids=str)
def test_numbers(case: Case) -> None:
    assert numbers(case.given.split("---\n")) == case.expected.split("\n")


@pytest.mark.parametrize("case", load_cases("identity/clozes.md"), ids=str)
def test_no_number_is_ever_given_to_two_gaps(case: Case) -> None:
    known: tuple[Cloze, ...] = ()
    for version in case.given.split("---\n"):
        known = assign_numbers(card(version), known)
        assert len({one.number for one in known}) == len(known)
        assert assign_numbers(card(version), known) == known


def test_more_gaps_than_anki_has_numbers_stay_text() -> None:
    many = card_with_gaps(f"하나 {mark_gap(f'말{number}a')}" for number in range(501))
    shown = apply_numbers(many, assign_numbers(many, ()))
    assert shown.clozes == tuple(range(1, 500))
    assert "{{c499::" in shown.back and "c500" not in shown.back and "말500a" in shown.back


HOSTILE = """## 제목

값은 **`std::vector` 형** 이고 {{c1::이것}} 은 아니다. $\\frac{a}{b}}$ 와 **{중괄호}** 와 ==a}}b::힌트 가== 도.

- **나**는 {{ 하나
"""


def test_anki_asks_each_gap_and_takes_nothing_else_for_one(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("---\nstyle: cloze\n---\n" + HOSTILE, encoding="utf-8")
    result = build_and_write(notes, tmp_path / "deck.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        found = anki.cards()
        assert [one.ord + 1 for one in found] == [1, 2, 3, 4] == list(result.deck.cards[0].clozes)
        for one in found:
            assert one.question().count('class="cloze"') == 1
            assert "{{c1::이것}}".replace("{", "&#123;").replace("}", "&#125;") in one.question()
        answers = [one.answer().partition('class="cloze"')[2].partition("</span>")[0] for one in found]
    assert [
        text in answer for text, answer in zip(("std&#58;&#58;vector", "중괄호", "힌트 가", "나"), answers, strict=True)
    ]


def test_hundreds_of_gaps_edited_at_once_are_new_ones() -> None:
    first, second = (
        card_with_gaps(f"{sentence} {mark_gap(f'가나{word}{number}a')}" for number in range(100))
        for sentence, word in (("하나", "다"), ("둘", "라"))
    )
    known = assign_numbers(second, assign_numbers(first, ()))
    assert {one.number for one in known if one.live} == set(range(101, 201))
