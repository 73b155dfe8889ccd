"""The gate for reading: what it refuses, and why."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notedeck.media.folder_index import FolderIndex
from notedeck.problems import ProblemCode
from notedeck.source.find import find_notes
from notedeck.util.files import read as files
from notedeck.util.files.read import (
    FileRefusedError,
    Refusal,
    has_plain_entries,
    is_file,
    is_folder,
    is_present,
    is_visible_below,
    read_file,
    walk_tree,
)

MAX_BYTES = 100


def write(file: Path, data: bytes = b"text") -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def grow(file: Path, size: int) -> None:
    """Make a file without content that claims to have `size` bytes."""
    write(file, b"")
    os.truncate(file, size)


def bind(file: Path) -> None:
    """Make a socket."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(file))


PLACEMENTS: dict[str, tuple[Callable[[Path, Path], object], Refusal]] = {
    "nothing": (lambda *_: None, Refusal.MISSING),
    "a folder": (lambda file, _: file.mkdir(), Refusal.NOT_REGULAR),
    "a named pipe": (lambda file, _: os.mkfifo(file), Refusal.NOT_REGULAR),
    "a socket": (lambda file, _: bind(file), Refusal.NOT_REGULAR),
    "101 bytes": (lambda file, _: write(file, b"x" * 101), Refusal.TOO_LARGE),
    "10 GB": (lambda file, _: grow(file, 10**10), Refusal.TOO_LARGE),
    "symlink to a device": (lambda file, _: file.symlink_to("/dev/zero"), Refusal.OUTSIDE),
    "symlink to a terminal": (lambda file, _: file.symlink_to("/dev/tty"), Refusal.OUTSIDE),
    "symlink to /proc": (lambda file, _: file.symlink_to("/proc/self/environ"), Refusal.OUTSIDE),
    "symlink to a file outside": (lambda file, outside: file.symlink_to(outside / "private"), Refusal.OUTSIDE),
    "symlink to a folder outside": (lambda file, outside: file.symlink_to(outside), Refusal.OUTSIDE),
    "symlink to a hidden file": (lambda file, _: file.symlink_to(".git/config"), Refusal.OUTSIDE),
    "symlink to nothing": (lambda file, _: file.symlink_to("nothing"), Refusal.UNREADABLE),
    "symlink to itself": (lambda file, _: file.symlink_to(file), Refusal.UNREADABLE),
}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    write(tmp_path / "outside/private")
    write(tmp_path / "root/.git/config")
    return tmp_path / "outside"


@pytest.mark.parametrize("name", PLACEMENTS)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_file_that_is_not_a_plain_file_in_the_notes_is_refused(name: str, outside: Path, tmp_path: Path) -> None:
    place, refusal = PLACEMENTS[name]
    root = (tmp_path / "root").resolve()
    place(root / "file", outside)
    with pytest.raises(FileRefusedError) as error:
        read_file(root / "file", roots=[root], max_bytes=MAX_BYTES)
    assert error.value.refusal is refusal
    assert str(root / "file") in str(error.value)
    assert error.value.hint


@pytest.mark.parametrize("path", ["file", "folder/file", "link-to-file", "link-to-folder/file", "folder/../file"])
def test_files_within_the_roots_are_read(path: str, tmp_path: Path) -> None:
    root = tmp_path.resolve()
    write(root / "file")
    write(root / "folder/file")
    (root / "link-to-file").symlink_to("folder/file")
    (root / "link-to-folder").symlink_to("folder")
    assert read_file(root / path, roots=[root], max_bytes=MAX_BYTES) == b"text"


def test_a_root_can_be_the_file_itself_or_hidden(tmp_path: Path) -> None:
    root = tmp_path.resolve() / ".hidden"
    write(root / ".file")
    assert read_file(root / ".file", roots=[root / ".file"], max_bytes=MAX_BYTES) == b"text"
    write(root / "file")
    assert read_file(root / "file", roots=[root], max_bytes=MAX_BYTES) == b"text"


def test_a_file_whose_system_reports_no_size_is_limited() -> None:
    file = Path("/proc/self/maps")
    if not file.exists():
        pytest.skip("the system has no /proc")
    with pytest.raises(FileRefusedError) as error:
        read_file(file, roots=[Path("/proc")], max_bytes=MAX_BYTES)
    assert error.value.refusal is Refusal.TOO_LARGE


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "/".join("x" * 9 for _ in range(1000))])
def test_names_that_no_system_has_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as error:
        read_file(tmp_path / name, roots=[tmp_path.resolve()], max_bytes=MAX_BYTES)
    assert error.value.refusal in (Refusal.UNREADABLE, Refusal.MISSING)


@pytest.mark.parametrize("open_files", [files.OPEN_FILES, "/nowhere"])
@pytest.mark.parametrize("swapped", ["file", "folder"])
def test_a_file_that_is_exchanged_while_it_is_opened_is_refused(
    swapped: str, open_files: str, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = (tmp_path / "root").resolve()
    write(root / "folder/file")
    write(outside / "file", b"secret")
    open_path, exchanged = os.open, root / "folder" if swapped == "folder" else root / "folder/file"

    def exchange(path: Path, flags: int) -> int:
        if not exchanged.is_symlink():
            exchanged.rename(root / "old")
            exchanged.symlink_to(outside if swapped == "folder" else outside / "file")
        return open_path(path, flags)

    monkeypatch.setattr(files, "OPEN_FILES", open_files)
    monkeypatch.setattr(os, "open", exchange)
    with pytest.raises(FileRefusedError):
        read_file(root / "folder/file", roots=[root], max_bytes=MAX_BYTES)


@pytest.mark.parametrize("open_files", [files.OPEN_FILES, "/nowhere"])
def test_a_file_behind_a_folder_that_leads_out_is_refused(
    open_files: str, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "OPEN_FILES", open_files)
    write(outside / "file", b"secret")
    root = (tmp_path / "root").resolve()
    write(root / "notes")
    (root / "folder").symlink_to(outside)
    (root / "own").symlink_to(root)
    assert read_file(root / "own/own/notes", roots=[root], max_bytes=MAX_BYTES)
    for place in ("folder/file", "own/folder/file", f"own/../folder/../{outside.name}/file"):
        with pytest.raises(FileRefusedError):
            read_file(root / place, roots=[root], max_bytes=MAX_BYTES)


@pytest.mark.parametrize(
    ("file", "is_visible"),
    [("a.png", True), ("a/b.png", True), (".git/config", False), ("a/.b/c", False), ("../b", False), (".a.png", False)],
)
def test_hidden_files_are_not_visible(file: str, *, is_visible: bool) -> None:
    root = Path("/a/.notes")
    place = os.path.normpath(root / file)
    assert is_visible_below(Path(place), root) is is_visible
    assert files.is_text_below(place, str(root)) is is_visible
    assert files.is_text_below(f"/{file}", "/") is is_visible


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder with 1,500 folders, one in the other: a path longer than paths may be, deeper than Python recurses."""
    top = (tmp_path / "top").resolve()
    top.mkdir()
    before = Path.cwd()
    try:
        os.chdir(top)
        for _ in range(1500):
            Path("deep").mkdir()
            os.chdir("deep")
        yield top
    finally:
        os.chdir(before)
        subprocess.run(["rm", "-rf", str(top)], check=True)


@pytest.mark.skipif(os.name == "nt", reason="the system has no such paths")
def test_folders_can_be_deeper_than_a_path_is_long(deep: Path) -> None:
    write(deep / "a.md")
    assert [folder for folder, names in walk_tree(deep, lambda _: True) if names] == [deep]
    found = find_notes(deep)
    notes, problems = found.notes, found.problems
    assert [note.path for note in notes] == ["a.md"]
    assert [problem.code for problem in problems] == [ProblemCode.NOTE_UNREADABLE]
    assert FolderIndex().find_by_name(deep, "a.md") == deep / "a.md"


@pytest.mark.parametrize("target", ["x" * 300, "file", "nothing"])
def test_what_cannot_be_told_is_neither_file_nor_folder(target: str, tmp_path: Path) -> None:
    (tmp_path / "file").symlink_to(target)
    assert (is_file(tmp_path / "file"), is_folder(tmp_path / "file"), is_present(tmp_path / "file")) == (
        False,
        False,
        True,
    )


def test_only_folders_of_files_are_plain(tmp_path: Path) -> None:
    write(tmp_path / "plain/folder/file")
    (tmp_path / "link").symlink_to("plain")
    assert has_plain_entries(tmp_path / "plain")
    assert not has_plain_entries(tmp_path / "link")
    assert not has_plain_entries(tmp_path)
    assert not has_plain_entries(tmp_path / "nothing")
