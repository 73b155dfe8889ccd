"""Two decks never share a guid, and all who build one deck have the same, whatever their folders are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.building import build_and_write
from tests.support.repository import commit_files, create_repository, run_git

NOTE = "# 큐\n\n## 개요\n\n먼저 들어온 것이 먼저 나간다.\n"
SETTINGS = 'name = "자료 구조"\n'


def list_guids(folder: Path) -> list[str]:
    return [card.guid for card in build_and_write(folder, folder.parent / "out" / "deck.apkg").deck.cards]


def create_notes(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(NOTE, encoding="utf-8")
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    repository = create_repository(tmp_path / "first" / "repo")
    commit_files(repository, 1_000_000_000, notes__README=NOTE)
    commit_files(repository, 1_000_000_100, notes__stack=NOTE)
    return repository


def test_two_repositories_have_different_cards(repository: Path, tmp_path: Path) -> None:
    other = create_repository(tmp_path / "second" / "repo")
    commit_files(other, 1_000_000_001, notes__README=NOTE)
    assert not {*list_guids(repository / "notes")} & {*list_guids(other / "notes")}


def test_two_repositories_without_a_commit_have_different_cards(tmp_path: Path) -> None:
    folders = [create_notes(create_repository(tmp_path / name / "study") / "notes") for name in ("java", "python")]
    first, second = map(list_guids, folders)
    assert not {*first} & {*second}
    commit_files(folders[0].parent, 1_000_000_000)
    assert list_guids(folders[0]) == first


def test_clones_have_the_same_cards(repository: Path, tmp_path: Path) -> None:
    for name in ("repo", "다른 이름"):
        run_git(tmp_path, "clone", "-q", str(repository), str(tmp_path / "clones" / name))
    guids = list_guids(repository / "notes")
    assert guids == list_guids(tmp_path / "clones" / "repo" / "notes")
    assert guids == list_guids(tmp_path / "clones" / "다른 이름" / "notes")


def test_a_lock_keeps_the_cards_of_a_clone_without_history(repository: Path, tmp_path: Path) -> None:
    guids = list_guids(repository / "notes")
    run_git(repository, "add", "notes/deck.lock")
    run_git(repository, "commit", "-q", "-m", "lock")
    run_git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    shutil.copytree(repository / "notes", tmp_path / "zip" / "notes-main")
    for notes in (repository / "notes", tmp_path / "shallow" / "notes", tmp_path / "zip" / "notes-main"):
        (notes / "list.md").write_text(NOTE, encoding="utf-8")
    wholes = [list_guids(place) for place in (repository / "notes", tmp_path / "shallow" / "notes")]
    assert wholes[0] == wholes[1] == list_guids(tmp_path / "zip" / "notes-main")
    assert {*guids} < {*wholes[0]}


def test_decks_outside_git_are_told_apart_by_their_names(tmp_path: Path) -> None:
    first, second, third = (create_notes(tmp_path / name / "notes") for name in ("a", "b", "c"))
    (second / "deck.toml").write_text(SETTINGS, encoding="utf-8")
    assert list_guids(first) == list_guids(third) != list_guids(second)
    assert list_guids(create_notes(tmp_path / "aws")) != list_guids(create_notes(tmp_path / "db"))


def test_a_name_that_comes_later_changes_no_card(tmp_path: Path) -> None:
    notes = create_notes(tmp_path / "notes")
    before = list_guids(notes)
    (notes / "deck.toml").write_text(SETTINGS, encoding="utf-8")
    (notes / "stack.md").write_text(NOTE, encoding="utf-8")
    (notes / "deck.lock").rename(tmp_path / "kept.lock")
    other = list_guids(notes)
    (tmp_path / "kept.lock").replace(notes / "deck.lock")
    after = list_guids(notes)
    assert (set(before) < set(after), set(after) & set(other)) == (True, set())
