"""What holds for the cards of every case there is: no crash, and the same bytes from the same notes.

All cases are the notes of one deck, so that a build costs little. A failure names the notes, and each note is named
after its case.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notedeck.model import Deck
from tests.support.building import build_and_write
from tests.support.cases import load_cases
from tests.support.paths import DATA

FILES = sorted(
    file.relative_to(DATA).as_posix()
    for pattern in ("checks/*.md", "markup/*/*.md", "markup/*.md", "sections/*.md", "styles/*.md", "directives.md")
    for file in DATA.glob(pattern)
)
FILE_TIME = 1_780_000_000  # Unix seconds


def write_notes(folder: Path) -> Path:
    """Write each case as a note, a folder for each file; settings before a line of three plus signs are left out."""
    root = folder / "notes"
    for name in FILES:
        style = f"---\nstyle: {Path(name).stem}\n---\n" if name.startswith("styles/") else ""
        for case in load_cases(name):
            note = root / name.removesuffix(".md") / f"{case.line} {case}.md"
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(style + case.given.rpartition("+++\n")[2] + "\n", encoding="utf-8", newline="")
            os.utime(note, (FILE_TIME, FILE_TIME))
    return root


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Deck, bytes]]:
    """The deck of all cases and its package, built without a cache, with one, and in another folder."""
    folder, other = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("other")
    return [build_cases(folder), build_cases(folder), build_cases(other)]


def build_cases(folder: Path) -> tuple[Deck, bytes]:
    """Build all cases in a folder, and return the deck and the bytes of its package."""
    file = folder / "out" / "deck.apkg"
    return build_and_write(write_notes(folder), file).deck, file.read_bytes()


def test_every_case_makes_the_same_cards_again(builds: list[tuple[Deck, bytes]]) -> None:
    (first, _), *others = builds
    assert len(first.cards) > 500
    for deck, _ in others:
        different = {card.place.path for card in {*first.cards} ^ {*deck.cards}}
        assert not different
        assert deck.cards == first.cards


def test_every_case_makes_the_same_bytes_again(builds: list[tuple[Deck, bytes]]) -> None:
    assert len({package for _, package in builds}) == 1


def test_every_card_asks_and_answers_and_has_a_guid_of_its_own(builds: list[tuple[Deck, bytes]]) -> None:
    cards = builds[0][0].cards
    assert len({card.guid for card in cards}) == len(cards)
    assert not [card.place for card in cards if not card.front.strip() or not card.back.strip() or not card.guid]
