"""The index of git: what is staged is found, and nothing else."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from notedeck.util.git import is_staged
from notedeck.util.git.index import list_paths
from tests.support.repository import create_repository, run_git

OTHERS = struct.pack(">4sII", b"DIRC", 2, 4_000_000_000)  # and then no entry
NAMES = ("a", "ab.md", "notes/deck.lock", "notes/큐 이름.md", "x" * 200)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = create_repository(tmp_path / "study")
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("text", encoding="utf-8")
    return folder


@pytest.mark.parametrize("options", [[], ["--index-version", "3"]])
def test_what_is_staged_is_found(repository: Path, options: list[str]) -> None:
    assert not is_staged(repository / "notes" / "deck.lock")
    run_git(repository, "add", "-A")
    run_git(repository, "add", "-N", "-A")
    if options:
        run_git(repository, "update-index", *options)
    assert all(is_staged(repository / name) for name in NAMES)
    assert not is_staged(repository / "notes" / "deck.loc") and not is_staged(repository / "deck.lock")
    run_git(repository, "rm", "-q", "--cached", "ab.md")
    assert not is_staged(repository / "ab.md") and is_staged(repository / "a")


def test_an_entry_with_more_flags_is_read(repository: Path) -> None:
    run_git(repository, "add", "a")
    run_git(repository, "add", "-N", "ab.md")  # makes version 3
    assert is_staged(repository / "ab.md") and is_staged(repository / "a")


@pytest.mark.parametrize("data", [b"", b"DIRC", b"XXXX" + bytes(8), OTHERS], ids=["empty", "cut", "other", "short"])
def test_another_file_is_no_index(repository: Path, data: bytes) -> None:
    (repository / ".git" / "index").write_bytes(data)
    assert not is_staged(repository / "a")
    with pytest.raises((ValueError, struct.error)):
        list(list_paths(data, 20))


def test_outside_of_git_nothing_is_staged(tmp_path: Path) -> None:
    assert not is_staged(tmp_path / "a")
