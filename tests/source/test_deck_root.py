"""Where a deck's files lie, and what a part of it is: the same cards as of the whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notedeck.identity.lock import store
from notedeck.source.deck_root import find_deck_root
from tests.support.building import build_and_write
from tests.support.repository import create_repository
from tests.support.stories import NOTES, apply_edits


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NOTES, create_repository(tmp_path / "repo") / "notes"))


def test_without_files_of_ours_a_folder_is_its_own_home(root: Path) -> None:
    assert (find_deck_root(root).folder, find_deck_root(root).part) == (root, "")
    assert (find_deck_root(root / "aws").folder, find_deck_root(root / "aws").part) == (root / "aws", "")
    assert (find_deck_root(root / "aws" / "s3.md").folder, find_deck_root(root / "aws" / "s3.md").part) == (
        root / "aws",
        "s3.md",
    )


@pytest.mark.parametrize("name", ["deck.toml", "deck.lock"])
def test_the_home_is_where_the_files_are(name: str, root: Path) -> None:
    (root / name).write_text("", encoding="utf-8")
    assert (find_deck_root(root).folder, find_deck_root(root).part) == (root, "")
    assert (find_deck_root(root / "aws").folder, find_deck_root(root / "aws").part) == (root, "aws")
    assert (find_deck_root(root / "aws" / "s3.md").folder, find_deck_root(root / "aws" / "s3.md").part) == (
        root,
        "aws/s3.md",
    )


def test_files_above_the_work_tree_are_not_ours(root: Path, tmp_path: Path) -> None:
    (tmp_path / "deck.lock").write_text("", encoding="utf-8")
    assert find_deck_root(root / "aws").folder == root / "aws"


def test_a_part_gives_the_cards_of_the_whole_and_leaves_the_rest_alone(root: Path, tmp_path: Path) -> None:
    whole = build_and_write(root, tmp_path / "whole.apkg").deck
    lock = (root / "deck.lock").read_bytes()
    for part, count in (("aws", 12), ("aws/s3.md", 6), ("cs/자료구조.md", 8)):
        found = build_and_write(root / part, tmp_path / "part.apkg")
        assert found.deck.cards == tuple(card for card in whole.cards if card.key.path.startswith(part))
        assert len(found.deck.cards) == count
        assert found.deck.label == "notes-" + part.replace("/", "-").removesuffix(".md")
        assert (found.changes, found.deck.removed) == ((), ())
        assert (root / "deck.lock").read_bytes() == lock
        assert not (root / "aws" / "deck.lock").exists()


def test_a_card_that_left_a_part_is_found_elsewhere(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    before = {
        entry.key.title: entry.guid for entry in store.read_lock(root).lock.entries if entry.key.path == "aws/s3.md"
    }
    apply_edits(root, "aws/s3.md\n-## 예시\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다.")
    apply_edits(
        root, "cs/자료구조.md\n-## 문제 1\n+## 로그\n+로그를 여러 리전에서 모아 한 버킷에 쌓는다.\n+\n+## 문제 1"
    )
    (change,) = build_and_write(root / "cs", tmp_path / "deck.apkg").changes
    assert (change.guid, change.title) == (before["예시"], "로그")


def test_a_note_alone_keeps_the_name_of_its_deck(tmp_path: Path) -> None:
    (tmp_path / "하나.md").write_text("## 스택\n\n나중에 넣은 것이 먼저 나온다.\n", encoding="utf-8")
    (tmp_path / "둘.md").write_text("## 큐\n\n먼저 넣은 것이 먼저 나온다.\n", encoding="utf-8")
    for _ in range(2):
        assert build_and_write(tmp_path / "하나.md", tmp_path / "out" / "deck.apkg").deck.name == "하나"
    assert len(store.read_lock(tmp_path).lock.entries) == 1
    assert build_and_write(tmp_path, tmp_path / "out" / "deck.apkg").deck.name == tmp_path.name
    assert build_and_write(tmp_path / "하나.md", tmp_path / "out" / "deck.apkg").deck.name == tmp_path.name
