"""What every format of exports has in common, and the command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from notedeck.cli import main as cli
from notedeck.cli.arguments.export import FORMATS
from notedeck.cli.exit_status import ExitStatus
from notedeck.export import encode_deck, is_our_file, list_formats, load_format
from notedeck.export.cards import GAP, export_card
from tests.support.building import build_in_memory
from tests.support.exports import DECK
from tests.support.paths import ROOT
from tests.support.pictures import PHOTO, encode_image


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    root = tmp_path / "노트"
    root.mkdir()
    (root / "a.md").write_text("# 큐\n\nFIFO ![](b.png)\n", encoding="utf-8")
    (root / "b.png").write_bytes(encode_image(PHOTO, "PNG"))
    return root


def test_the_arguments_name_all_formats() -> None:
    assert list_formats() == FORMATS


@pytest.mark.parametrize("name", list_formats())
def test_a_format_writes_all_cards_and_knows_its_files(name: str) -> None:
    content = encode_deck(DECK, name)
    text = content.decode(load_format(name).ENCODING)
    assert encode_deck(DECK, name) == content
    assert text.startswith(load_format(name).START) and is_our_file(io.BytesIO(content), name)
    assert not is_our_file(io.BytesIO(b"# My notes\n"), name)
    for words in ("시작 타입", "Fargate", "셋", "Launch type", "1+1", "x = 1", "AWS › ECS"):
        assert words in text


@pytest.mark.parametrize("name", list_formats())
def test_a_file_is_named_after_the_deck_and_replaced_only_if_it_is_ours(
    name: str, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", str(notes), "--format", name, "-o", str(tmp_path / "out")]
    file = tmp_path / "out" / f"노트{'-print' if name == 'html' else ''}.{name}"
    assert cli.main([*command, "--json"]) == ExitStatus.DONE
    assert json.loads(capsys.readouterr().out) == {"file": str(file), "bytes": file.stat().st_size, "cards": 1}
    content = file.read_bytes()
    assert cli.main(command) == ExitStatus.DONE and file.read_bytes() == content
    assert not (notes / "deck.lock").exists()
    file.write_text("mine", encoding="utf-8")
    assert cli.main(command) == ExitStatus.USAGE and file.read_text(encoding="utf-8") == "mine"
    assert f"it is no {name} file of ours" in capsys.readouterr().err


@pytest.mark.parametrize("name", list_formats())
def test_the_name_of_the_file_chooses_the_format(name: str, notes: Path, tmp_path: Path) -> None:
    file = tmp_path / f"cards.{name}"
    assert cli.main(["export", str(notes), "-o", str(file)]) == ExitStatus.DONE
    with file.open("rb") as stream:
        assert is_our_file(stream, name)


@pytest.mark.parametrize(("words", "ends"), [((), ".csv, .html, .md, .tsv"), (("--format", "md"), ".md")])
def test_a_file_of_another_kind_is_refused(
    words: tuple[str, ...], ends: str, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", str(notes), "-o", str(tmp_path / "a.xlsx"), *words]) == ExitStatus.USAGE
    assert f"Name a folder, or a file that ends in {ends}." in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()


def test_pictures_are_in_a_sheet_and_beside_a_note(notes: Path, tmp_path: Path) -> None:
    assert cli.main(["export", str(notes), "-o", str(tmp_path / "a.html")]) == ExitStatus.DONE
    assert 'src="data:image/' in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not (tmp_path / "a_files").exists()
    assert cli.main(["export", str(notes), "-o", str(tmp_path / "a.md")]) == ExitStatus.DONE
    (picture,) = (tmp_path / "a_files").iterdir()
    assert f"](a_files/{picture.name})" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_the_sheet_for_paper_stands_beside_the_preview(notes: Path, tmp_path: Path) -> None:
    command = ["preview", str(notes), "-o", str(tmp_path / "out")]
    assert cli.main(command) == cli.main([*command, "--print"]) == cli.main(command) == ExitStatus.DONE
    assert {file.name for file in (tmp_path / "out").glob("*.html")} == {"노트.html", "노트-print.html"}
    with (tmp_path / "out" / "노트-print.html").open("rb") as stream:
        assert is_our_file(stream, "html")


def test_notes_without_cards_are_an_error(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "a.md").write_text("# 큐\n", encoding="utf-8")
    assert cli.main(["export", str(notes), "-o", str(tmp_path / "a.csv")]) == ExitStatus.USAGE
    assert "the notes contain no cards" in capsys.readouterr().err and not (tmp_path / "a.csv").exists()


def test_the_gaps_of_a_cloze_note_are_in_front_and_filled_on_the_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nstyle: cloze\n---\n# 큐\n\n먼저 든 것이 **먼저** 나온다.\n", encoding="utf-8")
    (card,) = map(export_card, build_in_memory(tmp_path, tmp_path / "cache").deck.cards)
    assert card.front.count(GAP) == 2 and card.back.count("<mark>") == 2
    assert "{{" not in card.front + card.back


def test_each_card_of_the_demo_is_exported_as_it_is(tmp_path: Path) -> None:
    cards = build_in_memory(ROOT / "notes", tmp_path).deck.cards
    exported = [export_card(card) for card in cards]
    assert [card.guid for card in exported] == [card.guid for card in cards]
    assert all(card.front and card.back and "{{c" not in card.front + card.back for card in exported)
