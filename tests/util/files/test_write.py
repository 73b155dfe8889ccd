"""Files are there whole, or as they were; and nothing is written through a symlink or outside its folder."""

from __future__ import annotations

import errno
import os
import re
import socket
import stat
from pathlib import Path

import pytest

from notedeck.problems import DeckError
from notedeck.util.files.write import delete_file, replace_file


def test_a_new_file_in_a_new_folder(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "c.bin"
    with replace_file(file, inside=tmp_path) as stream:
        stream.write(b"new")
        assert not file.exists()
    assert file.read_bytes() == b"new"
    assert os.listdir(file.parent) == ["c.bin"]  # noqa: PTH208


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), replace_file(file, inside=tmp_path) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


SYMLINKS = {  # the symlink, below the folder; and where it leads
    "an absolute one": ("file", "{tmp}/private/file"),
    "a relative one": ("file", "../private/file"),
    "one to a missing file": ("file", "../private/new"),
    "one to itself": ("file", "file"),
    "one to a folder": ("file", "../private"),
    "one inside the folder": ("file", "other"),
    "a chain": ("file", "chain"),
    "a folder": ("sub", "../private"),
    "an absolute folder": ("sub", "{tmp}/private"),
    "a missing folder": ("sub", "../private/new"),
    "a folder further up": ("sub/sub", "../../private"),
}


@pytest.mark.parametrize("name", SYMLINKS)
def test_nothing_is_written_through_a_symlink(name: str, tmp_path: Path) -> None:
    place, target = SYMLINKS[name]
    private, folder = tmp_path / "private", tmp_path / "folder"
    private.mkdir()
    folder.mkdir()
    (private / "file").write_bytes(b"private")
    (folder / "other").write_bytes(b"other")
    (folder / "chain").symlink_to("../private/file")
    link = folder / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target.format(tmp=tmp_path))
    file = link if place == "file" else link / "file"
    with pytest.raises(DeckError, match=f"{re.escape(str(link))} is a symlink to ") as caught:
        write_bytes(file, folder)
    assert caught.value.hint
    with pytest.raises(DeckError, match="is a symlink to "):
        delete_file(file, inside=folder)
    assert list_tree(private) == {"file": b"private"} and (folder / "other").read_bytes() == b"other"
    assert link.is_symlink()


def test_a_symlink_above_the_folder_is_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_bytes(tmp_path / "link" / "sub" / "file", tmp_path / "link")
    assert (tmp_path / "real" / "sub" / "file").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["../file", "sub/../../file", "../folder2/file"])
def test_nothing_is_written_outside_the_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(DeckError, match="so nothing is written there"):
        write_bytes(folder / name, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(os.name != "posix", reason="kinds of files that Unix has")
@pytest.mark.parametrize(("kind", "shown"), [("pipe", "a named pipe"), ("socket", "a socket"), ("folder", "a folder")])
def test_what_is_no_regular_file_is_not_replaced(kind: str, shown: str, tmp_path: Path) -> None:
    file = tmp_path / "x"
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(file))  # a full path can be too long for a socket
    mode = file.lstat().st_mode
    for write in (write_bytes, lambda file, inside: delete_file(file, inside=inside)):
        with pytest.raises(DeckError, match=f"x: cannot be written: {shown} is in this place"):
            write(file, tmp_path)
    assert file.lstat().st_mode == mode


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(DeckError, match="null: cannot be written: a device is in this place"):
        write_bytes(Path(os.devnull), Path(os.devnull).parent)


def test_another_name_of_the_same_file_keeps_its_content(tmp_path: Path) -> None:
    file, other = tmp_path / "file", tmp_path / "other"
    other.write_bytes(b"private")
    file.hardlink_to(other)
    write_bytes(file, tmp_path)
    assert (file.read_bytes(), other.read_bytes()) == (b"new", b"private")


@pytest.mark.skipif(os.name != "posix", reason="permissions as Unix has them")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_replaced_file_keeps_its_permissions(mode: int, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(mode)
    write_bytes(tmp_path / "file", tmp_path)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode


def write_bytes(file: Path, inside: Path) -> None:
    with replace_file(file, inside=inside) as stream:
        stream.write(b"new")


def list_tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name != "posix", reason="rights as Unix has them")
def test_rights_are_those_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with replace_file(tmp_path / "made", inside=tmp_path) as stream:
        stream.write(b"")
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DeckError, match=r"file.x\.apkg: cannot be written") as caught,
        replace_file(tmp_path / "file/x.apkg", inside=tmp_path),
    ):
        pass
    assert caught.value.hint


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.apkg" / "inside").mkdir(parents=True)
    with (
        pytest.raises(DeckError, match=r"x\.apkg: cannot be written"),
        replace_file(tmp_path / "x.apkg", inside=tmp_path) as stream,
    ):
        stream.write(b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x.apkg"]


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    with (
        pytest.raises(DeckError, match=r"a\.bin: cannot be written: No space left"),
        replace_file(file, inside=tmp_path) as stream,
    ):
        stream.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert not list(tmp_path.iterdir())


def test_what_a_killed_program_left_behind_is_swept(tmp_path: Path) -> None:
    old, young = tmp_path / ".notedeck-1.tmp", tmp_path / ".notedeck-2.tmp"
    for draft in (old, young):
        draft.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    with replace_file(tmp_path / "file", inside=tmp_path) as stream:
        stream.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".notedeck-2.tmp", "file"]
