"""A package with notes that were taken over: `--import` waits until Anki has them with our note type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck.anki import ankiconnect
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.identity.lock.adopted import read_adopted_notes
from tests.support.anki_collection import Anki, open_collection
from tests.support.anki_connect_server import AnkiConnect, run_server
from tests.support.building import build_and_write
from tests.support.git_stories import Clock
from tests.support.old_decks import add_old_notes, adopt, change_note_types, export_notes, learn, read_schedules

NOTE = "## 큐\n먼저 넣은 것이 먼저 나온다.\n## 스택\n나중에 넣은 것이 먼저 나온다.\n## 힙\n가장 큰 값을 찾는다.\n"
OLD = "큐 | 먼저 넣은 것이 먼저 나온다.\n스택 | 나중에 넣은 것이 먼저 나온다."


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text(NOTE, encoding="utf-8")
    return root


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with open_collection(tmp_path / "anki") as collection:
        add_old_notes(collection, OLD)
        learn(collection)
        yield collection


def count_cards(anki: Anki) -> int:
    return len(anki.cards())


def test_nothing_is_imported_before_the_note_type_is_changed(
    anki: Anki, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock.start(monkeypatch)
    document = adopt(capsys, export_notes(anki, tmp_path / "old.apkg"), notes)
    package, schedules = tmp_path / "deck.apkg", read_schedules(anki)
    with run_server(AnkiConnect(anki).answer) as address:
        monkeypatch.setattr(ankiconnect.import_to_anki, "__defaults__", (address, "", 60.0))
        words = ["build", str(notes), "-o", str(package), "--import"]
        assert main(words) == ExitStatus.USAGE
        assert "still have their old note type in Anki" in capsys.readouterr().err
        assert read_schedules(anki) == schedules
        anki.load(package)
        change_note_types(anki, document)
        clock.second += 60 * 24 * 3600  # an edit after the note type was changed
        (notes / "a.md").write_text(NOTE.replace("먼저", "맨 먼저"), encoding="utf-8")
        assert main(words) == ExitStatus.DONE
    after = read_schedules(anki)
    assert {card: after[card] for card in schedules} == schedules
    assert count_cards(anki) == 3
    assert all("맨 먼저" in note["Back"] for note in anki.notes() if note["Front"] != "힙")


def test_an_import_that_merges_note_types_would_double_the_cards(
    anki: Anki, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopt(capsys, export_notes(anki, tmp_path / "old.apkg"), notes)
    build_and_write(notes, tmp_path / "deck.apkg")
    AnkiConnect(anki).import_package(str(tmp_path / "deck.apkg"))
    assert count_cards(anki) == 5


def test_the_ids_are_found_in_the_text_of_deck_lock(
    anki: Anki, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_adopted_notes(notes) == ()
    (notes / "b.md").write_text('## {"adopted":12345}\n\n이런 제목\n', encoding="utf-8")
    adopt(capsys, export_notes(anki, tmp_path / "old.apkg"), notes)
    build_and_write(notes, tmp_path / "deck.apkg")
    assert sorted(read_adopted_notes(notes)) == sorted(note.id for note in anki.notes())
    (notes / "deck.lock").unlink()
    adopt(capsys, export_notes(anki, tmp_path / "old.txt"), notes)
    assert read_adopted_notes(notes) == ()
