"""A file in the last commits of branches and tags, and in the stash."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.util import git
from notedeck.util.git import tips
from tests.support.repository import commit_files, create_repository, run_git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    repository = create_repository(tmp_path / "repo")
    commit_files(repository, 1_000_000_000, deck="first")
    run_git(repository, "checkout", "-q", "-b", "draft")
    commit_files(repository, 1_000_000_100, deck="second")
    run_git(repository, "tag", "kept")
    run_git(repository, "checkout", "-q", "-")
    return repository


def test_all_branches_tags_and_the_stash_are_read(repository: Path) -> None:
    assert set(git.read_at_tips(repository / "deck.md") or ()) == {b"first", b"second"}
    (repository / "deck.md").write_text("third", encoding="utf-8")
    run_git(repository, "stash", "-q")
    run_git(repository, "branch", "-q", "-D", "draft")
    assert set(git.read_at_tips(repository / "deck.md") or ()) == {b"first", b"second", b"third"}
    run_git(repository, "pack-refs", "--all")
    assert set(git.read_at_tips(repository / "deck.md") or ()) == {b"first", b"second", b"third"}


def test_a_file_that_no_branch_has(repository: Path) -> None:
    assert git.read_at_tips(repository / "other.md") == ()


def test_many_branches_are_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tips, "MAX_TIPS", 1)
    assert git.read_at_tips(repository / "deck.md") is None


def test_outside_git_there_is_nothing(tmp_path: Path) -> None:
    assert git.read_at_tips(tmp_path / "deck.md") == ()
