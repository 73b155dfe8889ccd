"""Cards whose deck has another name now: the build says how to move them, and `--import` moves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.anki.ankiconnect import move_cards
from notedeck.identity import DeckMove
from tests.support.anki_collection import Anki, open_collection
from tests.support.anki_connect_server import AnkiConnect, run_server
from tests.support.building import build_and_write

TEXT = "# {0}\n\n## 하나 {0}\n\n첫째 {0} 카드의 답이다.\n\n## 둘 {0}\n\n둘째 {0} 카드의 답은 길다.\n"
NAMES = ("interview/db.md", "interview/os.md", "cs/큐.md")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "노트"
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT.format(name[-5:-3]), encoding="utf-8")
    build(folder)
    return folder


def build(folder: Path) -> list[DeckMove]:
    return list(build_and_write(folder, folder.parent / "out" / "deck.apkg").moves)


def add_own_note(anki: Anki, deck: str) -> None:
    """Add a note that a member wrote, not one of ours."""
    note_type, deck_id = anki.col.models.by_name("Basic"), anki.col.decks.id_for_name(deck)
    assert note_type and deck_id
    note = anki.col.new_note(note_type)
    note["Front"] = "내 카드"
    anki.col.add_note(note, deck_id)


def describe(moves: list[DeckMove]) -> list[tuple[int, str, str, str]]:
    return [(move.count, move.old, move.new, move.search) for move in moves]


def test_a_renamed_folder_is_one_move(notes: Path) -> None:
    (notes / "interview").rename(notes / "cs-interview")
    assert describe(build(notes)) == [(4, "노트::interview", "노트::cs-interview", 'deck:"노트::interview"')]
    assert build(notes) == []


def test_a_note_that_moves_to_another_folder_is_one_move(notes: Path) -> None:
    (notes / "interview" / "db.md").rename(notes / "cs" / "db.md")
    assert describe(build(notes)) == [(2, "노트::interview::db", "노트::cs::db", 'deck:"노트::interview::db"')]


def test_a_section_that_moves_is_found_by_its_note(notes: Path) -> None:
    section = "## 둘 db\n\n둘째 db 카드의 답은 길다.\n"
    for name, old, new in (("interview/db.md", section, ""), ("interview/os.md", "# os\n", f"# os\n\n{section}")):
        text = (notes / name).read_text(encoding="utf-8")
        (notes / name).write_text(text.replace(old, new), encoding="utf-8")
    search = 'deck:"노트::interview::db" "Source:interview/os.md:*"'
    assert describe(build(notes)) == [(1, "노트::interview::db", "노트::interview::os", search)]


def test_another_name_of_the_folder_changes_nothing(notes: Path) -> None:
    copy = notes.rename(notes.parent / "repo-main")
    assert build(copy) == []


def test_another_name_in_the_settings_is_one_move(notes: Path) -> None:
    (notes / "deck.toml").write_text('name = "시험"', encoding="utf-8")
    assert describe(build(notes)) == [(6, "노트", "시험", 'deck:"노트"')]
    assert build(notes) == []


def test_anki_moves_the_cards_and_deletes_the_empty_decks(notes: Path) -> None:
    with open_collection(notes.parent / "anki") as anki:
        anki.load(notes.parent / "out" / "deck.apkg")
        add_own_note(anki, "노트::interview::os")
        (notes / "interview").rename(notes / "cs-interview")
        (move,) = build(notes)
        anki.load(notes.parent / "out" / "deck.apkg")
        with run_server(AnkiConnect(anki).answer) as address:
            move_cards(move.leaves, address)
        counts = {deck: len(anki.col.find_cards(f'deck:"{deck}"')) for deck in anki.decks()}
        assert counts.pop("노트::interview::os") == 1
        assert counts == {
            "노트": 7,
            "노트::cs": 2,
            "노트::cs::큐": 2,
            "노트::cs-interview": 4,
            "노트::cs-interview::db": 2,
            "노트::cs-interview::os": 2,
            "노트::interview": 1,
        }
