"""A cache that came with the notes, wherever it lies, changes nothing; that of the user serves all commands."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from notedeck.cli.main import main
from tests.support.caches import delete_caches, find_caches
from tests.support.paths import PROJECTS

NOTE = "## 남는 글\n\n![](그림.png)\n\n```mermaid\ngraph TD\n  A[가] --> B[나]\n```\n"
GONE = "\n## 사라질 글\n\n![](그림.png)\n"
PLACES = ("output/.cache", "output/.notedeck-cache", ".notedeck-cache", ".cache", "notes/.cache", "notes/output/.cache")


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with notes that were built, and from which a card is gone since then."""
    delete_caches()
    notes = tmp_path / "notes"
    notes.mkdir()
    shutil.copy(PROJECTS / "github" / "etc" / "image" / "역할.png", notes / "그림.png")
    (notes / "a.md").write_text(NOTE + GONE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    (notes / "a.md").write_text(NOTE, encoding="utf-8")
    return tmp_path


def find_deck_cache() -> Path:
    """Return the cache of the only deck."""
    (cache,) = find_caches().iterdir()
    return cache


def list_files(folder: Path) -> dict[Path, bytes]:
    """Return the content of all files of a folder."""
    return {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def build(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Build, and return what JSON says about it."""
    capsys.readouterr()
    assert main(["build", "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def read_package(work: Path) -> dict[str, bytes]:
    """Return the files in the package."""
    with zipfile.ZipFile(work / "output" / "notes.apkg") as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.usefixtures("work")
def test_the_removed_card_comes_from_the_users_cache(capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    assert "removed   1 card" in capsys.readouterr().out


@pytest.mark.parametrize("place", PLACES)
def test_a_cache_in_the_notes_is_not_read(place: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(find_deck_cache(), work / place, dirs_exist_ok=True)
    delete_caches()
    planted = list_files(work / place)
    main(["build"])
    assert "1 card cannot be marked" in capsys.readouterr().out
    assert list_files(work / place).items() >= planted.items()


@pytest.mark.parametrize("place", ["notes", "notes/.cache"])
def test_a_cache_folder_in_the_notes_is_not_read(
    place: str, work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = find_deck_cache().name
    shutil.copytree(find_deck_cache(), work / place / "notedeck" / name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(work / place))
    planted = list_files(work / place / "notedeck")
    main(["build"])
    assert "1 card cannot be marked" in capsys.readouterr().out
    assert list_files(work / place / "notedeck") == planted


def test_all_commands_share_one_cache_and_leave_none_behind(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["check"],
        ["diff"],
        ["preview"],
        ["build", "-o", "other/x.apkg"],
        ["glossary"],
        ["translate", "--dry-run"],
    ):
        assert main([*words[:1], "notes", *words[1:]]) == 0, capsys.readouterr()
    assert len(list(find_caches().iterdir())) == 1
    names = {path.name for path in work.rglob("*")}
    assert not names & {".cache", ".notedeck-cache", "packed.sqlite"}


def test_a_poisoned_cache_of_the_users_gives_the_same_cards(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cards = build(capsys)["cards"]
    before = read_package(work)
    active = b"<svg xmlns='http://www.w3.org/2000/svg' onload='fire()'><script>fire()</script></svg>"
    files = [file for file in list_files(find_deck_cache()) if file.name != "root"]
    assert {file.parent.name for file in files} >= {"media", "images", "diagrams"}
    for file in files:
        if file.suffix != ".sqlite":
            file.write_bytes(active)
    assert build(capsys)["cards"] == cards
    assert read_package(work) == before
