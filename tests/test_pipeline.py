"""Whole small projects: their golden cards, and what must hold for each of them in the real Anki."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from notedeck import pipeline
from notedeck.cli.reports import json_document as document
from notedeck.identity import Lock
from notedeck.model import Asset, Card, Deck
from notedeck.problems import DeckError
from notedeck.project import configure_project
from notedeck.stage_values import BuiltDeck, WrittenPackage
from tests.support.anki_collection import Imported, open_collection
from tests.support.building import build_and_write, build_in_memory
from tests.support.paths import PROJECTS
from tests.support.samples import create_card

NAMES = sorted(folder.name for folder in PROJECTS.iterdir() if folder.is_dir())
MADE = 1_780_000_000  # Unix seconds; the file time of every note


def copied(name: str, folder: Path) -> Path:
    """A project outside of any git work tree, its notes all of one time."""
    root = shutil.copytree(PROJECTS / name, folder / name) / "notes"
    for file in (folder / name).rglob("*.*"):
        os.utime(file, (MADE, MADE))
    return root


def golden(root: Path, cache: Path) -> str:
    made = document.make_document(build_in_memory(root, cache, trusted=True), None)
    if not made["left_out"]:
        del made["left_out"]  # most projects have nothing to leave out
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


@pytest.fixture(params=NAMES)
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The notes of one project."""
    return copied(request.param, tmp_path)


def test_the_cards_are_golden(root: Path, tmp_path: Path) -> None:
    expected = (root.parent / "golden.json").read_text(encoding="utf-8")
    assert golden(root, tmp_path / "cache") == expected


def test_building_twice_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_and_write(root, tmp_path / name / "deck.apkg")
    assert (tmp_path / "one/deck.apkg").read_bytes() == (tmp_path / "two/deck.apkg").read_bytes()


def test_importing_twice_changes_nothing(root: Path, tmp_path: Path) -> None:
    cards = len(build_and_write(root, tmp_path / "deck.apkg").deck.cards)
    with open_collection(tmp_path / "anki") as anki:
        assert anki.load(tmp_path / "deck.apkg") == Imported(new=cards)
        assert anki.load(tmp_path / "deck.apkg") == Imported(duplicate=cards)


def test_check_media_finds_nothing(root: Path, tmp_path: Path) -> None:
    names = [asset.name for asset in build_and_write(root, tmp_path / "deck.apkg").deck.assets]
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        found = anki.media()
    assert (found.missing, found.unused) == ((), ())
    assert sorted(found.files) == sorted(names)


def test_one_edit_updates_one_card(root: Path, tmp_path: Path) -> None:
    before = build_and_write(root, tmp_path / "deck.apkg").deck.cards
    edited = before[-1]
    note = root / edited.key.path
    note.write_text(note.read_text(encoding="utf-8") + "\n덧붙인 문장\n", encoding="utf-8")
    build_and_write(root, tmp_path / "edited.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        assert anki.load(tmp_path / "edited.apkg") == Imported(updated=1, duplicate=len(before) - 1)
        back = next(one["Back"] for one in anki.notes() if one.guid == edited.guid)
    assert "덧붙인 문장" in back


def test_a_picture_drawn_anew_updates_its_card_alone(tmp_path: Path) -> None:
    root = copied("github", tmp_path)
    cards = build_and_write(root, tmp_path / "deck.apkg", trusted=True).deck.cards
    picture = root.parent / "etc" / "image" / "역할.png"
    shutil.copyfile(root.parent / "etc" / "image" / "two words.png", picture)
    build_and_write(root, tmp_path / "drawn.apkg", trusted=True)
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        assert anki.load(tmp_path / "drawn.apkg") == Imported(updated=1, duplicate=len(cards) - 1)
        assert anki.media().missing == ()


def test_the_order_of_cards_is_the_order_of_notes(root: Path, tmp_path: Path) -> None:
    cards = build_and_write(root, tmp_path / "deck.apkg").deck.cards
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        assert [note.guid for note in anki.notes()] == [card.guid for card in cards]
        assert [anki.deck_of(card) for card in anki.cards()] == [card.deck for card in cards]


def test_what_is_written_arrives(tmp_path: Path) -> None:
    build_and_write(copied("github", tmp_path), tmp_path / "deck.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        answers = "\n".join(card.answer() for card in anki.cards())
    for text in ("List&lt;String&gt;", "{{ value }}", "<strong>쿠버네티스(K8s)</strong>는", r"\(O(n)\)", "US$200"):
        assert text in answers
    assert "data-line" not in answers


def write_sample(tmp_path: Path, *assets: Asset, cards: tuple[Card, ...] = (create_card("가"),)) -> WrittenPackage:
    """Write a package with these cards and media."""
    (tmp_path / "notes").mkdir(exist_ok=True)
    project = configure_project(tmp_path / "notes")
    deck = Deck("덱", cards=cards, assets=assets)
    built_deck = BuiltDeck(deck, deck, (), 1, len(cards), (), Lock(), ())
    return pipeline.write_deck(built_deck, project, tmp_path / "덱.apkg", tmp_path / "cache")


def test_the_size_of_a_package_is_reported(tmp_path: Path) -> None:
    written = write_sample(tmp_path)
    assert written.size == written.file.stat().st_size > 0


def test_an_empty_deck_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="no card"):
        write_sample(tmp_path, cards=())


def test_new_media_are_those_that_the_package_before_did_not_have(tmp_path: Path) -> None:
    for name in ("a.gif", "b.gif"):
        (tmp_path / name).write_bytes(name.encode())
    first, second = (Asset(name, tmp_path / name) for name in ("a.gif", "b.gif"))
    assert [write_sample(tmp_path, *assets).new_media for assets in ((first,), (first,), (first, second))] == [1, 0, 1]
