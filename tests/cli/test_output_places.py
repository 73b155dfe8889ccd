"""What is in the place of the output is replaced only if notedeck wrote it; and what `-o` can mean."""

from __future__ import annotations

import os
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from notedeck.anki.package import read_media_names
from notedeck.anki.package.archive import MARK
from notedeck.cli.main import main
from tests.support.repository import create_repository

FOREIGN = {
    "a text": b"years of work",
    "a page": b"<!doctype html>\n<html><body>mine",
    "the mark only": MARK,
    "a long text": b"x" * 100_000,
    "an empty archive": b"PK\x05\x06" + bytes(18),
    "a short one": b"P",
    "an end with a wrong length": b"PK\x05\x06" + bytes(16) + b"\x01\x00" + MARK,
    "the start of a page": b'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
}
COMMANDS = {"build": "x.apkg", "preview": "x.html", "export": "x.csv"}
HIDDEN = {"build": ".decks/.x.apkg", "preview": ".decks/.x.html", "export": ".decks/.x.csv"}


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# 큐\n\nFIFO\n", encoding="utf-8")
    return tmp_path / "notes"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_not_ours_stays(
    name: str, command: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = notes.parent / COMMANDS[command]
    file.write_bytes(FOREIGN[name])
    assert main([command, "notes", "-o", file.name]) == 2
    printed = capsys.readouterr().err
    assert f"{file.name} is there, and notedeck did not write it" in printed
    assert "Choose another name with -o, or delete it." in printed
    assert file.read_bytes() == FOREIGN[name]
    assert sorted(path.name for path in notes.iterdir()) == ["a.md"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_file_and_an_output_of_ours_are_replaced(command: str, notes: Path) -> None:
    file = notes.parent / COMMANDS[command]
    file.touch()
    assert main([command, "notes", "-o", file.name]) == 0
    first = file.read_bytes()
    (notes / "a.md").write_text("# 큐\n\n먼저 넣은 것\n", encoding="utf-8")
    assert main([command, "notes", "-o", file.name]) == 0
    assert first not in (b"", file.read_bytes())


@pytest.mark.usefixtures("notes")
def test_a_package_of_another_program_stays() -> None:
    with zipfile.ZipFile("x.apkg", "w") as archive:
        archive.writestr("collection.anki2", b"SQLite format 3\0")
        archive.writestr("media", "{}")
        archive.comment = b"anki"
    before = Path("x.apkg").read_bytes()
    assert main(["build", "notes", "-o", "x.apkg"]) == 2
    assert Path("x.apkg").read_bytes() == before


def build_archive(directory: bytes, entries: int, names: bytes = b"{}") -> bytes:
    """An archive that claims to be ours, with a list of entries of its own."""
    data = zlib.compress(names)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), len(names), 5, 0) + b"media" + data
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(directory), len(local), len(MARK))
    return local + directory + end + MARK


def build_entry(size: int, name: bytes = b"media") -> bytes:
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, size, size, len(name), 0, 0, 0, 0, 0, 0) + name


HOSTILE = {  # that bear our mark
    "no list of entries": build_archive(b"", 0),
    "a list that is no list": build_archive(b"x" * 500, 10),
    "very many entries": build_archive(build_entry(10) * 65_535, 65_535),
    "a list of 25 MB": build_archive(build_entry(10, b"n" * 60_000) * 420, 420),
    "names of 200 MB": build_archive(build_entry(200_000), 1, b"[" * 200_000_000),
    "deep names": build_archive(build_entry(100), 1, b"[" * 200_000),
    "an end only": b"PK\5\6" + bytes(16) + len(MARK).to_bytes(2, "little") + MARK,
}


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_with_our_mark_is_replaced_and_nothing_more(name: str) -> None:
    Path("x.apkg").write_bytes(HOSTILE[name])
    assert read_media_names(Path("x.apkg")) == frozenset()
    assert main(["build", "notes", "-o", "x.apkg"]) == 0
    assert zipfile.ZipFile("x.apkg").testzip() is None


REFUSED = {  # a place after -o, and what the error says
    ".git": "in the folder of git itself",
    ".git/hooks": "in the folder of git itself",
    ".GIT/x.apkg": "in the folder of git itself",
    "sub/../.git/x.apkg": "in the folder of git itself",
    "notes/a.md": "is a file, but not an .apkg",
    "notes/new.md": "looks like a file, but not like an .apkg",
    "page.html": "looks like a file, but not like an .apkg",
    "x.zip": "looks like a file, but not like an .apkg",
    "x.xlsx": "looks like a file, but not like an .apkg",
    "pipe": "is a file, but not an .apkg",
    "/dev/null": "is a file, but not an .apkg",
    "/dev/stdout": "is a file, but not an .apkg",
    "dangling": "is a file, but not an .apkg",
}


@pytest.mark.skipif(os.name != "posix", reason="named pipes and devices")
@pytest.mark.parametrize("command", ["build", "watch"])
@pytest.mark.parametrize("place", REFUSED)
def test_a_place_that_is_none_is_refused(
    place: str, command: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_repository(notes.parent)
    os.mkfifo("pipe")
    Path("sub").mkdir()
    Path("dangling").symlink_to("nothing")
    before = sorted(str(path) for path in notes.parent.rglob("*"))
    assert main([command, "notes", "-o", place]) == 2
    assert REFUSED[place] in capsys.readouterr().err
    assert sorted(str(path) for path in notes.parent.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
@pytest.mark.parametrize(("command", "name"), COMMANDS.items())
def test_a_named_pipe_is_not_replaced(command: str, name: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(name)
    assert main([command, str(notes), "-o", name]) == 2
    assert f"{name}: cannot be written: a named pipe is in this place" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "watch", "preview", "export"])
def test_an_empty_place_is_refused(command: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, str(notes), "-o", ""])
    assert ended.value.code == 2 and "it is empty; name a folder or a file" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["x.apkg", "notes/a.md", "deck.toml"])
def test_a_preview_is_a_page(place: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", str(notes), "-o", place]) == 2
    assert "like an .html" in capsys.readouterr().err or place == "notes/a.md"


@pytest.mark.parametrize("command", ["build", "preview", "export"])
@pytest.mark.parametrize("words", [[], ["-o", "new/decks"]], ids=["default", "named"])
def test_a_new_folder_for_output_is_not_committed(words: list[str], command: str, notes: Path) -> None:
    create_repository(notes.parent)
    assert main([command, "notes", *words]) == 0
    folder = Path(words[-1] if words else "output")
    assert (folder / ".gitignore").read_bytes() == b"*\n"
    status = subprocess.run(["git", "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True)
    assert folder.parts[0] not in status.stdout
    (folder / ".gitignore").unlink()
    assert main([command, "notes", *words]) == 0
    assert not (folder / ".gitignore").exists()


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("content", ["", ".gitkeep", "thesis.docx"])
def test_a_folder_of_the_users_gets_no_gitignore(content: str) -> None:
    Path("output").mkdir()
    if content:
        Path("output", content).touch()
    assert main(["build", "notes"]) == 0
    assert main(["build", "notes", "-o", "new/x.apkg"]) == 0
    assert not Path("output", ".gitignore").exists() and not Path("new", ".gitignore").exists()


@pytest.mark.parametrize(("command", "place"), HIDDEN.items())
def test_a_hidden_place_is_one_like_others(command: str, place: str, notes: Path) -> None:
    for _ in range(2):
        assert main([command, notes.name, "-o", place]) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_the_notes_folder_is_one_like_others(command: str, notes: Path) -> None:
    for _ in range(2):
        assert main([command, "notes", "-o", "notes"]) == 0
    assert (notes / "notes").with_suffix(Path(COMMANDS[command]).suffix).is_file()
    assert (notes / "a.md").read_text(encoding="utf-8") == "# 큐\n\nFIFO\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_is_too_long_is_an_error(command: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, notes.name, "-o", "x" * 300]) == 2
    assert "File name too long" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_without_cards_no_folder_is_left(command: str, notes: Path) -> None:
    (notes / "a.md").write_text("# 빈\n", encoding="utf-8")
    assert main([command, "notes"]) == 2
    assert sorted(path.name for path in notes.parent.iterdir()) == ["notes"]
