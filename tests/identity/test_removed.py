"""Removed cards: marked in packages as they were, for as long as it is known how they were."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from notedeck.anki.fields import build_fields, build_tags
from notedeck.identity import State
from notedeck.identity.lock import store
from notedeck.identity.removed.store import FILE, REMOVED_SEARCH, create_early_key
from notedeck.util.cache.texts import put_many
from tests.support.anki_collection import Imported, open_collection
from tests.support.building import build_and_write
from tests.support.paths import PROJECTS
from tests.support.stories import NOTES, apply_edits

GONE = "aws/s3.md\n-## 예시\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NOTES, tmp_path / "notes"))


def test_a_removed_card_is_found_by_one_search_and_keeps_its_text(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "one.apkg")
    apply_edits(root, GONE)
    build_and_write(root, tmp_path / "two.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "one.apkg")
        before = {note.guid: dict(note.items()) for note in anki.notes()}
        assert anki.load(tmp_path / "two.apkg") == Imported(updated=1, duplicate=19)
        (number,) = anki.col.find_cards(REMOVED_SEARCH)
        note = anki.col.get_card(number).note()
        assert dict(note.items()) == {**before[note.guid], "Source": "aws/s3.md"}
        assert note["Front"] == "예시"
        anki.col.remove_notes([note.id])
        assert anki.load(tmp_path / "two.apkg").updated == 0
        assert list(anki.col.find_cards(REMOVED_SEARCH)) == []


def test_who_never_had_the_card_does_not_get_it(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "one.apkg")
    apply_edits(root, GONE)
    result = build_and_write(root, tmp_path / "two.apkg")
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "two.apkg")
        assert len(anki.cards()) == len(result.deck.cards) == 19
        assert anki.col.fix_integrity()[1]
        assert anki.media().missing == ()


@pytest.mark.parametrize(("part", "expected"), [("aws", 1), ("aws/s3.md", 1), ("aws/ecs.md", 0), ("cs", 0)])
def test_the_package_of_a_part_marks_the_removed_cards_of_that_part(
    part: str, expected: int, root: Path, tmp_path: Path
) -> None:
    build_and_write(root, tmp_path / "one.apkg")
    apply_edits(root, GONE)
    result = build_and_write(root / part, tmp_path / "two.apkg")
    assert len(result.deck.removed) == expected
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "one.apkg")
        assert anki.load(tmp_path / "two.apkg").updated == expected
        assert len(anki.col.find_cards(REMOVED_SEARCH)) == expected


def test_it_is_in_every_package_until_it_is_forgotten(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, GONE)
    for _ in range(3):
        assert [row.fields["Front"] for row in build_and_write(root, tmp_path / "deck.apkg").deck.removed] == ["예시"]


def test_it_goes_after_so_many_builds_that_changed_something(root: Path, tmp_path: Path) -> None:
    (root / "deck.toml").write_text("forget_removed_after = 2\n", encoding="utf-8")
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, GONE)
    packed = [len(build_and_write(root, tmp_path / "deck.apkg").deck.removed) for _ in range(3)]
    for number in range(3):
        apply_edits(root, f"aws/s3.md\n-# S3 정리\n+# S3 정리\n+{number}번째 판")
        packed.append(len(build_and_write(root, tmp_path / "deck.apkg").deck.removed))
        packed.append(len(build_and_write(root, tmp_path / "deck.apkg").deck.removed))
    assert packed == [1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_without_the_cache_it_is_named_and_nothing_wrong_is_packed(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, GONE)
    shutil.rmtree(tmp_path / "cache")
    result = build_and_write(root, tmp_path / "deck.apkg")
    assert result.deck.removed == ()
    assert [entry.key.title for entry in result.lost] == ["예시"]


def test_an_older_text_is_not_taken_for_the_last_one(root: Path, tmp_path: Path) -> None:
    """Somebody else changed the card and then it went; this computer knows only how it was before."""
    build_and_write(root, tmp_path / "mine" / "deck.apkg")
    apply_edits(root, "aws/s3.md\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다.\n+로그를 한 버킷에 쌓는다.")
    build_and_write(root, tmp_path / "theirs" / "deck.apkg")
    apply_edits(root, "aws/s3.md\n-## 예시\n-로그를 한 버킷에 쌓는다.")
    assert [entry.key.title for entry in build_and_write(root, tmp_path / "mine" / "deck.apkg").lost] == ["예시"]
    assert [row.fields["Front"] for row in build_and_write(root, tmp_path / "theirs" / "deck.apkg").deck.removed] == [
        "예시"
    ]


def test_a_text_that_came_back_is_the_last_one(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, "aws/s3.md\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다.\n+로그를 한 버킷에 쌓는다.")
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, "aws/s3.md\n-로그를 한 버킷에 쌓는다.\n+로그를 여러 리전에서 모아 한 버킷에 쌓는다.")
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, GONE)
    (removed,) = build_and_write(root, tmp_path / "deck.apkg").deck.removed
    assert "여러 리전" in removed.fields["Back"]


def test_after_its_folder_was_renamed_it_keeps_its_text_and_has_the_new_tags(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    (root / "aws").rename(root / "클라우드")
    build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, GONE.replace("aws", "클라우드"))
    (removed,) = build_and_write(root, tmp_path / "deck.apkg").deck.removed
    assert removed.fields["Front"] == "예시"
    assert removed.tags == ("notedeck::removed",)


def test_what_version_0_1_stored_is_packed(root: Path, tmp_path: Path) -> None:
    before = build_and_write(root, tmp_path / "deck.apkg")
    apply_edits(root, GONE)
    removed = build_and_write(root, tmp_path / "deck.apkg").deck.removed
    (card,) = [card for card in before.deck.cards if card.guid == removed[0].guid]
    (entry,) = [entry for entry in store.read_lock(root).lock.entries if entry.guid == card.guid]
    (tmp_path / "cache" / FILE).unlink()
    early = {"fields": build_fields(card), "tags": build_tags(card), "media": {}}
    put_many(tmp_path / "cache" / FILE, {create_early_key(entry): json.dumps(early)})
    assert build_and_write(root, tmp_path / "deck.apkg").deck.removed == removed


def test_its_pictures_come_along(root: Path, tmp_path: Path) -> None:
    shutil.copy(PROJECTS / "github" / "etc" / "image" / "역할.png", root / "그림.png")
    (root / "a.md").write_text("## 그림\n\n![](그림.png)\n", encoding="utf-8")
    names = [asset.name for asset in build_and_write(root, tmp_path / "deck.apkg").deck.assets]
    (root / "a.md").unlink()
    (removed,) = build_and_write(root, tmp_path / "deck.apkg").deck.removed
    assert [asset.name for asset in removed.assets] == names
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        assert anki.media().missing == ()


def test_a_damaged_cache_is_no_error(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    for file in (tmp_path / "cache").glob("*.sqlite"):
        file.write_bytes(b"no database" * 1000)
    apply_edits(root, GONE)
    assert len(build_and_write(root, tmp_path / "deck.apkg").lost) == 1


def test_a_note_that_cannot_be_read_has_not_gone(root: Path, tmp_path: Path) -> None:
    before = build_and_write(root, tmp_path / "deck.apkg").deck.cards
    good = (root / "aws" / "s3.md").read_bytes()
    (root / "aws" / "s3.md").write_bytes(b"\xff\xfe\xfd\x00" + good)
    result = build_and_write(root, tmp_path / "deck.apkg")
    assert result.changes == ()
    assert all(entry.state is State.LIVE for entry in store.read_lock(root).lock.entries)
    (root / "aws" / "s3.md").write_bytes(good)
    assert build_and_write(root, tmp_path / "deck.apkg").deck.cards == before
