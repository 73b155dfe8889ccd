"""Reading packages that the real Anki exported, in all its formats, and files that are none."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from notedeck.anki.note_types import BASIC
from notedeck.anki.package.read_notes import COLLECTIONS, read_notes
from notedeck.errors import DeckError
from tests.support.anki_collection import Anki, open_collection
from tests.support.building import build_and_write

FORMATS = ("new.apkg", "legacy.apkg", "scheduled.apkg", "all.colpkg", "legacy.colpkg")
OTHER_DECK = "다른 덱::하위"


def export(col: Collection, file: Path) -> None:
    """Export a collection as the file's name says."""
    is_legacy = file.stem == "legacy"
    if file.suffix == ".colpkg":
        col.export_collection_package(str(file), include_media=True, legacy=is_legacy)
        col.reopen()
        return
    options = ExportAnkiPackageOptions(
        with_scheduling=file.stem == "scheduled", with_deck_configs=False, with_media=True, legacy=is_legacy
    )
    col.export_anki_package(out_path=str(file), options=options, limit=None)


def add_other_note(anki: Anki) -> str:
    """Add a note that is not from notedeck, in a deck of its own; return its guid."""
    note_type, deck = anki.col.models.by_name("Basic"), anki.col.decks.id(OTHER_DECK)
    assert note_type and deck
    note = anki.col.new_note(note_type)
    note["Front"], note["Back"], note.tags = "하나<br>둘", "셋", ["표시", "둘::셋"]
    anki.col.add_note(note, deck)
    return note.guid


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_has_all_notes(name: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# 하나\n\n## 둘\n\n셋 **넷**\n", encoding="utf-8")
    package = tmp_path / "own.apkg"
    card = build_and_write(notes, package).deck.cards[0]
    with open_collection(tmp_path / "anki") as anki:
        anki.load(package)
        guid = add_other_note(anki)
        export(anki.col, tmp_path / name)
    packed = {note.guid: note for note in read_notes(tmp_path / name)}
    own, other = packed[card.guid], packed[guid]
    assert (own.type_id, own.type_name, own.modified, own.deck) == (BASIC.id, BASIC.name, card.modified, card.deck)
    assert own.fields["Back"] == "<p>셋 <strong>넷</strong></p>"
    assert list(own.fields) == [field.name for field in BASIC.fields]
    assert (other.type_name, other.deck, other.tags) == ("Basic", OTHER_DECK, ("둘::셋", "표시"))
    assert other.fields == {"Front": "하나<br>둘", "Back": "셋"}


def test_own_package(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# 하나\n\n둘\n", encoding="utf-8")
    built = build_and_write(notes, tmp_path / "own.apkg")
    assert [note.guid for note in read_notes(tmp_path / "own.apkg")] == [card.guid for card in built.deck.cards]


def zip_collection(name: str, data: bytes) -> bytes:
    """Return a package with this collection."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def endless_collection() -> bytes:
    """Return a database whose notes are a query that never ends."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE col (models TEXT, decks TEXT)")
    connection.execute("INSERT INTO col VALUES ('{}', '{}')")
    connection.execute("CREATE TABLE cards (nid, did, odid, ord)")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0"
    connection.execute(
        f"CREATE VIEW notes AS SELECT i AS id, i AS guid, i AS mod, i AS mid, i AS tags, i AS flds FROM ({endless})"
    )
    return connection.serialize()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no package"),
        (b"text", "is no package"),
        (zip_collection("media", b"{}"), "has no collection"),
        *((zip_collection(name, b"junk" * 100), "damaged") for name in COLLECTIONS),
        (zip_collection(COLLECTIONS[2], endless_collection()[:1000]), "damaged"),
        (zip_collection(COLLECTIONS[2], endless_collection()), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_other_files(data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notedeck.anki.package.read_notes.MAX_CHECKS", 3)
    file = tmp_path / "deck.apkg"
    file.write_bytes(data)
    with pytest.raises(DeckError, match=message) as error:
        read_notes(file)
    assert error.value.hint


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="does not exist"):
        read_notes(tmp_path / "deck.apkg")


def test_large_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notedeck.anki.package.read_notes.MAX_COLLECTION_BYTES", 10)
    (tmp_path / "deck.apkg").write_bytes(zip_collection(COLLECTIONS[1], b"SQLite format 3\0"))
    with pytest.raises(DeckError, match="larger than"):
        read_notes(tmp_path / "deck.apkg")
