"""Files are there whole, or as they were."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from notedeck.problems import DeckError
from notedeck.util.atomic import replace_file


def test_a_new_file_in_a_new_folder(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "c.bin"
    with replace_file(file) as stream:
        stream.write(b"new")
        assert not file.exists()
    assert file.read_bytes() == b"new"
    assert os.listdir(file.parent) == ["c.bin"]  # noqa: PTH208


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), replace_file(file) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.bin", tmp_path / "link.bin"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with replace_file(link) as stream:
        stream.write(b"new")
    assert link.is_symlink() and real.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="rights as Unix has them")
def test_rights_are_those_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with replace_file(tmp_path / "made") as stream:
        stream.write(b"")
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DeckError, match=r"file.x\.apkg: cannot be written") as caught,
        replace_file(tmp_path / "file/x.apkg"),
    ):
        pass
    assert caught.value.hint


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.apkg" / "inside").mkdir(parents=True)
    with pytest.raises(DeckError, match=r"x\.apkg: cannot be written"), replace_file(tmp_path / "x.apkg") as stream:
        stream.write(b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x.apkg"]


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    with pytest.raises(DeckError, match=r"a\.bin: cannot be written: No space left"), replace_file(file) as stream:
        stream.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert not list(tmp_path.iterdir())


def test_what_a_killed_program_left_behind_is_swept(tmp_path: Path) -> None:
    old, young = tmp_path / ".notedeck-1.tmp", tmp_path / ".notedeck-2.tmp"
    for draft in (old, young):
        draft.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    with replace_file(tmp_path / "file") as stream:
        stream.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".notedeck-2.tmp", "file"]
