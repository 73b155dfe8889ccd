"""A symlink in a place that a command writes to: the command ends with an error, and where it leads nothing changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck.cli.commands.watch import Builder, WatchOptions
from notedeck.cli.main import main
from notedeck.preview import page_media
from notedeck.problems import DeckError
from tests.support.pictures import PHOTO, encode_image
from tests.support.repository import create_repository

PLACES = {  # a place that is written to, and the commands that do
    "output": ("build", "watch", "preview", "export"),
    "output/덱.apkg": ("build", "watch"),
    "output/덱.html": ("preview",),
    "output/덱_files": ("preview",),
    "notes/deck.lock": ("build", "watch", "link", "unlink", "forget", "adopt"),
    "notes/translations": ("translate",),
    "notes/translations/en.po": ("translate",),
}
WORDS = {
    "build": ["build"],
    "check": ["check"],
    "diff": ["diff"],
    "preview": ["preview"],
    "export": ["export"],
    "translate": ["translate", "--engine", "pseudo"],
    "glossary": ["glossary"],
    "link": ["link", "큐", "스택"],
    "unlink": ["unlink", "큐"],
    "forget": ["forget"],
    "adopt": ["adopt", "old.txt"],
}


def link_to(target: str) -> Callable[[Path, Path], None]:
    """Put a symlink in a place; `target` may name the private folder in several ways."""

    def put(place: Path, private: Path) -> None:
        relative = os.path.relpath(private, place.parent)
        place.symlink_to(target.format(private=private, relative=relative))

    return put


def link_to_chain(place: Path, private: Path) -> None:
    (place.parent / "chain").symlink_to(private / "file")
    place.symlink_to("chain")


SYMLINKS = {
    "absolute": link_to("{private}/file"),
    "relative": link_to("{relative}/file"),
    "dangling": link_to("{private}/missing"),
    "to a folder": link_to("{private}"),
    "to a missing folder": link_to("{relative}/missing/folder"),
    "to a lock": link_to("{private}/deck.lock"),
    "to itself": lambda place, _: place.symlink_to(place.name),
    "chain": link_to_chain,
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work tree with notes that were built once, in the current folder; private files are beside it."""
    folder = create_repository(tmp_path / "clone")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(page_media.locate_media, "__defaults__", (1,))
    (folder / "notes").mkdir()
    (folder / "notes" / "a.md").write_text("# 큐\n\nFIFO ![](b.png)\n", encoding="utf-8")
    (folder / "notes" / "b.png").write_bytes(encode_image(PHOTO, "PNG"))
    settings = 'name = "덱"\ntranslate_to = ["en"]\n'
    (folder / "notes" / "deck.toml").write_text(settings, encoding="utf-8")
    (folder / "old.txt").write_text("#guid column:1\nold\t스택\tLIFO 나중에\n", encoding="utf-8")
    assert main(["build"]) == 0
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "file").write_bytes(b"private")
    (folder / "notes" / "deck.lock").rename(tmp_path / "private" / "deck.lock")
    (folder / "output" / "덱.apkg").unlink()
    (folder / "notes" / "a.md").write_text("# 스택\n\nLIFO 나중에 ![](b.png)\n", encoding="utf-8")
    return folder


def list_files(folder: Path) -> dict[str, bytes | None]:
    """Every file, folder and symlink below a folder, with the content of files."""
    paths = list(folder.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() and not path.is_symlink() else None for path in paths}


def run_command(command: str) -> int:
    """Run a command in the current folder, and return its exit status."""
    if command != "watch":
        return main(WORDS[command])
    try:
        Builder(WatchOptions()).build()
    except DeckError:
        return 2
    return 0


@pytest.mark.parametrize("kind", SYMLINKS)
@pytest.mark.parametrize("place", PLACES)
def test_no_command_writes_through_a_symlink(
    place: str, kind: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, private = repository / place, repository.parent / "private"
    if place == "output":
        for file in (repository / "output").iterdir():
            file.unlink() if file.is_file() else file.rename(repository / file.name)
        path.rmdir()
    path.parent.mkdir(exist_ok=True)
    SYMLINKS[kind](path, private)
    before, target = list_files(private), os.readlink(path)  # noqa: PTH115
    for command in (*WORDS, "watch"):
        status = run_command(command)
        printed = capsys.readouterr()
        assert list_files(private) == before, command
        assert path.is_symlink() and os.readlink(path) == target, command  # noqa: PTH115
        assert "Traceback" not in printed.err, command
        if command in PLACES[place]:
            assert status == 2, (command, printed.out, printed.err)
            assert command == "watch" or "error: " in printed.err


def test_a_picture_of_a_page_is_not_written_through_a_symlink(repository: Path) -> None:
    private = repository.parent / "private" / "file"
    assert main(["preview"]) == 0
    (picture,) = (repository / "output" / "덱_files").iterdir()
    for target in (private, private.with_name("missing")):
        picture.unlink()
        picture.symlink_to(target)
        assert main(["preview"]) == 2
        assert private.read_bytes() == b"private" and not private.with_name("missing").exists()


def test_old_pictures_of_a_page_are_deleted_and_nothing_else(repository: Path) -> None:
    assert main(["preview"]) == 0
    folder, private = repository / "output" / "덱_files", repository.parent / "private"
    (folder / "old-0123abcd.png").write_bytes(b"old")
    (folder / "link-0123abcd.png").symlink_to(private / "file")
    (folder / "folder-0123abcd.png").mkdir()
    (folder / "mine.png").write_bytes(b"mine")
    assert main(["preview"]) == 0
    assert not (folder / "old-0123abcd.png").exists()
    assert (folder / "link-0123abcd.png").is_symlink() and (private / "file").exists()
    assert (folder / "folder-0123abcd.png").is_dir() and (folder / "mine.png").read_bytes() == b"mine"


def test_hard_links_keep_their_content(repository: Path) -> None:
    private = repository.parent / "private" / "deck.lock"
    before = private.read_bytes()
    (repository / "notes" / "deck.lock").hardlink_to(private)
    assert main(["build"]) == 0
    assert private.read_bytes() == before != (repository / "notes" / "deck.lock").read_bytes()
