"""A file that an earlier build prepared is not read again, unless anything about it changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from notedeck import media
from notedeck.config.settings import Images, MediaSettings
from notedeck.media import known, prepare
from notedeck.media.model import Content
from notedeck.model import Card, Key, Place
from notedeck.util.cache import seal
from notedeck.util.cache.entries import put_entry
from notedeck.util.files import states
from notedeck.util.reporter import SilentReporter

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'
PICTURES = "".join(f'<img src="{name}.svg">' for name in "abc")
CARD = Card(Key("a.md", (), "t", "basic"), Place("a.md", 1), "앞", PICTURES)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three pictures, one of them broken, whose states count at once."""
    monkeypatch.setattr(states, "is_older", lambda _state, _moment: True)
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.svg").write_text(DRAWING.format(name), encoding="utf-8")
    (folder / "c.svg").write_text("<svg><", encoding="utf-8")
    return folder


def build(notes: Path, images: Images = Images.SHRINK) -> tuple[object, object]:
    early = media.EarlyMedia(notes, MediaSettings(images=images), notes.parent / "cache")
    done, problems = media.embed_media((CARD,), early, SilentReporter())
    return [(asset.name, asset.file.read_bytes()) for asset in done.assets], (done.cards, problems)


def load_files(notes: Path) -> dict[bytes, known.KnownFile]:
    return known.load_known_files(notes.parent / "cache", Images.SHRINK).files


def find_packed(notes: Path, text: str) -> Path:
    """Return the packed file that has a text in it."""
    return next(file for file in (notes.parent / "cache" / "media").iterdir() if text in file.read_text("utf-8"))


def test_only_what_has_a_problem_is_read_again(notes: Path, read: list[str]) -> None:
    first = build(notes)
    assert sorted(read) == ["a.svg", "b.svg", "c.svg"]
    read.clear()
    assert build(notes) == first
    assert read == ["c.svg"]


def test_nothing_is_read_again_after_a_folder_above_was_renamed(notes: Path, read: list[str]) -> None:
    first = build(notes)
    read.clear()
    renamed = notes.rename(notes.with_name("renamed"))
    assert build(renamed) == first
    assert read == ["c.svg"]
    assert [Path(os.fsdecode(path)).parent.name for path in load_files(renamed)] == ["renamed"] * 2


def test_a_copy_is_read(notes: Path, read: list[str]) -> None:
    first = build(notes)
    read.clear()
    assert build(Path(shutil.copytree(notes, notes.with_name("copy")))) == first
    assert sorted(read) == ["a.svg", "b.svg", "c.svg"]


def change_content(notes: Path) -> None:
    (notes / "a.svg").write_text(DRAWING.format("x"), encoding="utf-8")


def change_content_but_not_its_time(notes: Path) -> None:
    before = (notes / "a.svg").stat()
    change_content(notes)
    os.utime(notes / "a.svg", ns=(before.st_atime_ns, before.st_mtime_ns))


def exchange(notes: Path) -> None:
    shutil.copy2(notes / "a.svg", notes / "a2.svg")
    (notes / "a2.svg").replace(notes / "a.svg")


def change_packed_file(notes: Path) -> None:
    find_packed(notes, ">a<").write_text(DRAWING.format("<script/>"), encoding="utf-8")


def delete_packed_file(notes: Path) -> None:
    find_packed(notes, ">a<").unlink()


def put_symlink_in_place_of_packed_file(notes: Path) -> None:
    file = find_packed(notes, ">a<")
    file.rename(notes / "elsewhere")
    file.symlink_to(notes / "elsewhere")


@pytest.mark.parametrize(
    "change",
    [
        change_content,
        change_content_but_not_its_time,
        exchange,
        change_packed_file,
        delete_packed_file,
        put_symlink_in_place_of_packed_file,
    ],
)
def test_a_change_of_the_file_or_of_what_is_packed_is_noticed(
    change: Callable[[Path], None], notes: Path, read: list[str]
) -> None:
    build(notes)
    change(notes)
    read.clear()
    again = build(notes)
    assert sorted(read) == ["a.svg", "c.svg"]
    shutil.rmtree(notes.parent / "cache")
    assert build(notes) == again


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(known, "code_fingerprint", lambda: "x"), (seal, "find_user_key", lambda _: b"x" * 32)],
    ids=["another program", "another key"],
)
def test_another_program_or_key_knows_nothing(
    module: object, name: str, value: object, notes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(notes)
    monkeypatch.setattr(module, name, value)
    read.clear()
    build(notes)
    assert len(read) == 3


def test_an_entry_of_another_version_is_written_anew(notes: Path, read: list[str]) -> None:
    put_entry(notes.parent / "cache" / known.FOLDER, known.NAME, b"\x93\x01\x02\x03")
    first = build(notes)
    read.clear()
    assert build(notes) == first
    assert read == ["c.svg"]


def test_another_setting_knows_nothing(notes: Path, read: list[str]) -> None:
    build(notes)
    read.clear()
    build(notes, Images.KEEP)
    assert len(read) == 3


def test_a_file_that_was_changed_just_now_is_read_again(
    notes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "is_older", lambda _state, _moment: False)
    build(notes)
    build(notes)
    assert len(read) == 6


def test_files_that_are_gone_are_forgotten(notes: Path) -> None:
    build(notes)
    (notes / "a.svg").unlink()
    change = notes / "b.svg"
    change.write_text(DRAWING.format("new"), encoding="utf-8")
    build(notes)
    assert [Path(os.fsdecode(path)).name for path in load_files(notes)] == ["b.svg"]


def test_a_file_is_on_the_disk_before_it_is_known(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    def store(cache: Path, files: known.KnownFiles, contents: Mapping[Path, tuple[states.PathState, Content]]) -> None:
        events.append("known")
        known.store_known_files(cache, files, contents)

    monkeypatch.setattr(prepare, "sync_file", lambda file: events.append(file.parent.name))
    monkeypatch.setattr(prepare, "sync_folder", lambda folder: events.append(f"names in {folder.name}"))
    monkeypatch.setattr(prepare, "store_known_files", store)
    build(notes)
    assert events == ["media", "media", "names in media", "known"]
    events.clear()
    build(notes)
    assert events == ["known"]
