"""When a note was last changed: its last commit, else its file time, never the future."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notedeck.source.times import list_times
from tests.support.repository import commit_files, create_repository

OLD, NEW, NOW = 1_000_000_000, 1_000_000_500, 1_100_000_000


def touched(file: Path, second: float) -> Path:
    """The file, written anew at that second."""
    file.write_text("changed", encoding="utf-8")
    os.utime(file, (second, second))
    return file


def test_without_git_the_file_time_in_whole_seconds(tmp_path: Path) -> None:
    file = touched(tmp_path / "a.md", NEW + 0.9)
    assert list_times(tmp_path, (file,), NOW) == {file: NEW}


def test_the_last_commit_wins_over_the_file_time(tmp_path: Path) -> None:
    root = create_repository(tmp_path / "notes")
    commit_files(root, OLD, a="a", b="b")
    touched(root / "b.md", NEW)
    touched(root / "c.md", NEW)
    files = tuple(root / name for name in ("a.md", "b.md", "c.md"))
    assert list_times(root, files, NOW) == {files[0]: OLD, files[1]: NEW, files[2]: NEW}


@pytest.mark.parametrize(("second", "expected"), [(NOW + 10**6, NOW), (NOW, NOW), (OLD, OLD), (0, 1), (-5, 1)])
def test_never_in_the_future_nor_before_there_was_time(second: int, expected: int, tmp_path: Path) -> None:
    file = touched(tmp_path / "a.md", second)
    assert list_times(tmp_path, (file,), NOW) == {file: expected}


def test_a_commit_from_the_future(tmp_path: Path) -> None:
    root = create_repository(tmp_path / "notes")
    commit_files(root, NOW + 10**6, a="a")
    assert list_times(root, (root / "a.md",), NOW) == {root / "a.md": NOW}


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert list_times(tmp_path, (tmp_path / "a.md",), NOW) == {tmp_path / "a.md": 1}
