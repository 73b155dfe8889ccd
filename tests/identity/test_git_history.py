"""A member with a fresh clone packs the same removed cards as the one who removed them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notedeck import pipeline
from notedeck.convert import ConvertSettings
from notedeck.convert.note import convert_note
from notedeck.identity import Lock, State
from notedeck.identity.lock import store
from notedeck.identity.removed.git_history import recover_cards
from notedeck.media import IllustratedCards
from notedeck.model import Source
from notedeck.project import configure_project
from notedeck.translation.memory.entries import Memory
from notedeck.util import git
from tests.support.building import build_and_write
from tests.support.paths import PROJECTS
from tests.support.repository import commit_files, create_repository, run_git
from tests.support.settings import read_settings
from tests.support.stories import NOTES, apply_edits

DAY = 1_700_000_000  # Unix seconds
GONE = "aws/s3.md\n-## 예시\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다."


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A repository in which a card was packed, and then removed, with a picture in another note."""
    top = create_repository(tmp_path / "shared")
    notes = Path(shutil.copytree(NOTES, top / "notes"))
    shutil.copy(PROJECTS / "github" / "etc" / "image" / "역할.png", notes / "그림.png")
    (notes / "a b.md").write_text("## 그림\n\n![](그림.png) 설명\n", encoding="utf-8")
    build_and_write(notes, tmp_path / "first" / "deck.apkg")
    commit_files(top, DAY)
    apply_edits(notes, GONE)
    (notes / "a b.md").unlink()
    build_and_write(notes, tmp_path / "first" / "deck.apkg")
    commit_files(top, DAY + 100)
    return top


def test_a_fresh_clone_gives_the_same_package(shared: Path, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "-q", str(shared), "clone")
    build_and_write(shared / "notes", tmp_path / "first" / "deck.apkg")
    result = build_and_write(tmp_path / "clone" / "notes", tmp_path / "second" / "deck.apkg")
    assert sorted(one.fields["Front"] for one in result.deck.removed) == ["그림", "예시"]
    assert result.lost == ()
    assert (tmp_path / "first" / "deck.apkg").read_bytes() == (tmp_path / "second" / "deck.apkg").read_bytes()


def test_without_history_the_cards_are_named(shared: Path, tmp_path: Path) -> None:
    notes = Path(shutil.copytree(shared / "notes", tmp_path / "copy"))
    assert sorted(one.key.title for one in build_and_write(notes, tmp_path / "out" / "deck.apkg").lost) == [
        "그림",
        "예시",
    ]


def test_only_the_version_that_was_packed_counts(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [one for one in store.read_lock(shared / "notes").lock.entries if one.state is State.REMOVED]
    other = [one.replace(digests={**one.digests, "Back": "another"}) for one in entries]
    settings = ConvertSettings.select(read_settings(shared / "notes"))

    def render_note(path: str, data: bytes) -> IllustratedCards:
        note = Source(path, shared / "notes" / path, data.decode("utf-8"))
        return IllustratedCards(convert_note(note, "덱", settings).cards)

    recovered = recover_cards(entries, Lock(tuple(entries)), shared / "notes", render_note, tmp_path / "cache")
    assert [card.key.title for card in recovered.cards] == ["예시"]
    assert recover_cards(other, Lock(tuple(other)), shared / "notes", render_note, tmp_path / "cache").cards == ()
    monkeypatch.setattr(git, "read_versions", lambda *_: pytest.fail("the history was searched twice"))
    assert recover_cards(other, Lock(tuple(other)), shared / "notes", render_note, tmp_path / "cache").cards == ()


def test_a_lock_cannot_name_files_elsewhere(shared: Path, tmp_path: Path) -> None:
    project = configure_project(shared / "notes")
    (tmp_path / "secret.md").write_text("## 비밀\n\n글\n", encoding="utf-8")
    for path in ("../../secret.md", "/etc/passwd", str(tmp_path / "secret.md")):
        assert pipeline.render_past_note(project, Memory(), tmp_path / "cache", path, b"## x\n\ny\n").cards == ()
        assert list(git.read_versions(shared / "notes" / path, 5)) == []
    assert (tmp_path / "secret.md").read_text(encoding="utf-8").startswith("## 비밀")
