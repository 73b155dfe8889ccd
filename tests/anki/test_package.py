"""The package file itself; what Anki makes of it is in test_package_anki.py."""

from __future__ import annotations

import copy
import json
import resource
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest

from notedeck.anki.deck_names import DeckNames, normalize_deck_name
from notedeck.anki.package import write_package
from notedeck.anki.package.collection import build_collection
from notedeck.model import Asset, Deck
from notedeck.problems import DeckError
from tests.support.cases import Case, load_cases
from tests.support.samples import SECOND, create_card, create_deck


def picture(folder: Path, name: str, file: str = "원본 그림.bin", content: bytes = b"picture") -> Asset:
    (folder / file).write_bytes(content)
    return Asset(name, folder / file)


def written(folder: Path, made: Deck) -> Path:
    write_package(made, folder / "out" / "deck.apkg")
    return folder / "out" / "deck.apkg"


def database(file: Path, folder: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(file) as archive:
        return sqlite3.connect(archive.extract("collection.anki2", folder))


@pytest.fixture
def rich(tmp_path: Path) -> Deck:
    assets = (picture(tmp_path, "그림-12345678.png"), picture(tmp_path, "b-12345678.svg", "b", b"<svg/>" * 99))
    cards = (
        create_card("a", deck="학습::x::y"),
        create_card("b"),
        create_card("c", deck=""),
        create_card("d", modified=SECOND + 9),
    )
    return create_deck(*cards, description="**bold**", assets=assets)


def test_the_same_deck_gives_the_same_bytes(rich: Deck, tmp_path: Path) -> None:
    before = copy.deepcopy(rich)
    one, other = (written(tmp_path / name, rich).read_bytes() for name in ("one", "other"))
    assert one == other
    assert rich == before


def test_the_archive_knows_no_day_and_no_machine(rich: Deck, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, rich)) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert [entry.filename for entry in entries] == ["collection.anki2", "media", "0", "1"]
    assert {(entry.date_time, entry.external_attr, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3)
    }
    deflated = [entry.compress_type == zipfile.ZIP_DEFLATED for entry in entries]
    assert deflated == [True, True, False, True], "only the PNG is compressed already"


def test_media_have_the_name_of_the_asset_not_of_the_file(rich: Deck, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, rich)) as archive:
        assert json.loads(archive.read("media")) == {"0": "그림-12345678.png", "1": "b-12345678.svg"}
        assert [archive.read("0"), archive.read("1")] == [b"picture", b"<svg/>" * 99]


def test_nothing_is_left_behind(rich: Deck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    file = written(tmp_path, rich)
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list(file.parent.iterdir()) == [file]


def test_the_temporary_file_has_no_name_while_it_is_filled(
    rich: Deck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[Path] = []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with build_collection(rich) as (stream, _):
        names += tmp_path.glob("notedeck-*/*")
        assert stream.read(15) == b"SQLite format 3"
    assert names == []


def test_without_room_for_temporary_files(rich: Deck, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        with pytest.raises(DeckError, match="no package can be built in the folder for temporary files"):
            written(tmp_path, rich)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "out").exists()


def test_without_a_folder_for_temporary_files(rich: Deck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(DeckError, match="no package can be built in the folder for temporary files"):
        written(tmp_path, rich)
    assert not (tmp_path / "out").exists()


def test_a_failure_leaves_the_last_package(rich: Deck, tmp_path: Path) -> None:
    before = written(tmp_path, rich).read_bytes()
    gone = rich.replace(assets=(*rich.assets, Asset("gone-12345678.png", tmp_path / "gone.png")))
    with pytest.raises(DeckError, match=r"gone\.png does not exist"):
        written(tmp_path, gone)
    assert (tmp_path / "out" / "deck.apkg").read_bytes() == before
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_ids_are_the_time_of_the_change_and_unique(tmp_path: Path) -> None:
    times = [SECOND, SECOND + 1, SECOND, SECOND, SECOND + 1, SECOND - 5]
    many = create_deck(*(create_card(str(number), modified=time) for number, time in enumerate(times * 300)))
    base = database(written(tmp_path, many), tmp_path)
    notes = base.execute("select id, mod from notes order by rowid").fetchall()
    cards = base.execute("select id, nid, mod, due from cards order by due").fetchall()
    base.close()
    assert len({number for number, _ in notes}) == len({row[0] for row in cards}) == 1800
    assert all(0 <= number - modified * 1000 < 10_000 for number, modified in notes)
    assert [row[3] for row in cards] == list(range(1, 1801))
    assert {(row[1], row[2]) for row in cards} == set(notes)


@pytest.mark.parametrize("case", load_cases("package/deck_names.md"), ids=str)
def test_deck_names_are_tidied(case: Case) -> None:
    assert normalize_deck_name(case.given) == case.expected
    assert normalize_deck_name(case.expected) == case.expected


def test_decks_are_found_by_name_whatever_the_case() -> None:
    decks = DeckNames("Top")
    assert [decks.add_name(name) for name in ("", "top::AWS::b", "Top::aws::B", "Other")] == [
        "Top",
        "Top::AWS::b",
        "Top::AWS::b",
        "Other",
    ]
    assert [name for name, _ in decks.list_with_ids()] == ["Top", "Top::AWS", "Top::AWS::b", "Other"]


def test_a_deck_keeps_its_number() -> None:
    few, many = DeckNames("Top"), DeckNames("Top")
    few.add_name("Top::b")
    for name in ("Top::a", "Top::b", "Top::c"):
        many.add_name(name)
    assert set(few.list_with_ids()) < set(many.list_with_ids())
    assert all(1 < number < 2**53 for _, number in many.list_with_ids())


NAMES_REFUSED = ["", ".", "..", "a/b.png", "a\\b.png", "/etc/passwd", "a:b", "a?.png", "a\x00.png", " a.png", "a.png."]
NAMES_REFUSED += ["a[1].png", "\u1100\u1161\u11a8.png", "가" * 60 + ".png", "\ud800.png"]


@pytest.mark.parametrize("name", NAMES_REFUSED)
def test_an_unsafe_name_of_a_media_file_is_our_bug(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not a safe name"):
        written(tmp_path, create_deck(create_card("a"), assets=(picture(tmp_path, name),)))
    assert not (tmp_path / "out").exists()


def unready() -> list[tuple[str, Deck]]:
    good = create_card("a")
    asset = Asset("a-12345678.png", Path("a"))
    return [
        ("two cards with the same guid", create_deck(good, create_card("a"))),
        ("two media files with the same name", create_deck(good, assets=(asset, Asset("A-12345678.png", Path("b"))))),
        ("not ready for packing", create_deck(good.replace(guid=""))),
        ("not ready for packing", create_deck(good.replace(modified=0))),
        ("not ready for packing", create_deck(good.replace(modified=SECOND * 1000))),
        ("a deck without a name", create_deck(good, name=" :: ")),
    ]


@pytest.mark.parametrize(("message", "made"), unready())
def test_a_deck_that_is_not_ready_is_our_bug(message: str, made: Deck, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        written(tmp_path, made)
    assert not (tmp_path / "out").exists()
