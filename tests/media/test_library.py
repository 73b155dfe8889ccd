"""Which folders media may come from, in a git repository and out of one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notedeck.config.settings import MediaSettings
from notedeck.media.address import find_repository_path, is_remote, iterate_candidate_paths
from notedeck.media.library import open_library
from notedeck.media.model import MediaRef
from tests.support.building import build_in_memory
from tests.support.paths import PROJECTS
from tests.support.repository import create_repository, run_git

PICTURE = next((PROJECTS / "obsidian").rglob("*.png"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A notes folder inside a repository whose remote is on GitHub; pictures lie beside it."""
    top = create_repository(tmp_path / "repo")
    run_git(top, "remote", "add", "origin", "git@github.com:kim/study.git")
    (top / "notes" / "aws").mkdir(parents=True)
    (top / "그림").mkdir()
    shutil.copy(PICTURE, top / "그림" / "구조.png")
    shutil.copy(PICTURE, tmp_path / "outside.png")
    return top / "notes"


@pytest.mark.parametrize(
    "address",
    [
        "../../그림/구조.png",
        "/그림/구조.png",
        "https://github.com/kim/study/blob/main/그림/구조.png",
        "https://github.com/Kim/Study/raw/other-branch/%EA%B7%B8%EB%A6%BC/%EA%B5%AC%EC%A1%B0.png?raw=true",
        "https://raw.githubusercontent.com/kim/study/refs/heads/main/그림/구조.png",
    ],
)
def test_the_repository_around_the_notes_is_allowed(root: Path, address: str) -> None:
    match = open_library(root, MediaSettings()).find_media(MediaRef("aws/note.md", address, False))
    assert match is not None
    assert (match.file.name, match.is_allowed) == ("구조.png", True)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/other/study/blob/main/그림/구조.png",
        "https://example.com/kim/study/blob/main/그림/구조.png",
        "https://github.com/kim/study/blob/main/그림/없음.png",
    ],
)
def test_other_addresses_stay_remote(root: Path, address: str) -> None:
    assert is_remote(address)
    assert open_library(root, MediaSettings()).find_media(MediaRef("aws/note.md", address, False)) is None


def test_a_github_address_leads_no_further_than_the_repository(root: Path) -> None:
    address = "https://github.com/kim/study/blob/main/../outside.png"
    match = open_library(root, MediaSettings()).find_media(MediaRef("aws/note.md", address, False))
    assert match is not None
    assert not match.is_allowed


def test_what_git_keeps_for_itself_is_hidden(root: Path) -> None:
    shutil.copy(PICTURE, root.parent / ".git" / "x.png")
    match = open_library(root, MediaSettings()).find_media(MediaRef("aws/note.md", "../../.git/x.png", False))
    assert match is not None
    assert not match.is_allowed


def test_without_git_the_folder_above_is_closed(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    shutil.copy(PICTURE, tmp_path / "x.png")
    match = open_library(tmp_path / "notes", MediaSettings()).find_media(MediaRef("note.md", "../x.png", False))
    assert match is not None
    assert not match.is_allowed


def test_an_absolute_path_also_starts_at_a_folder_that_was_a_root_of_its_own(tmp_path: Path) -> None:
    inner = tmp_path / "notes" / "one-repository"
    (inner / "assets").mkdir(parents=True)
    shutil.copy(PICTURE, inner / "assets" / "a.png")
    match = open_library(tmp_path / "notes", MediaSettings()).find_media(
        MediaRef("one-repository/cs/note.md", "/assets/a.png", False)
    )
    assert match is not None
    assert match.is_allowed


def test_a_single_note_counts_its_folder_as_the_root(tmp_path: Path) -> None:
    shutil.copy(PICTURE, tmp_path / "a.png")
    (tmp_path / "note.md").write_text("x", encoding="utf-8")
    assert (
        open_library(tmp_path / "note.md", MediaSettings()).find_media(MediaRef("note.md", "a.png", False)) is not None
    )


def test_the_literal_reading_comes_first() -> None:
    assert list(iterate_candidate_paths("a%20b.png?raw=true")) == [
        "a%20b.png?raw=true",
        "a b.png?raw=true",
        "a%20b.png",
        "a b.png",
    ]


def test_only_a_slug_of_ours_is_inside() -> None:
    assert find_repository_path("https://github.com/kim/study/blob/main/a/b%20c.png", ("kim/study",)) == "a/b c.png"
    assert find_repository_path("https://github.com/kim/study/issues/1", ("kim/study",)) is None


def test_a_link_named_media_opens_no_other_folder(tmp_path: Path) -> None:
    for name in ("repo/notes", "home/Pictures"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(PICTURE, tmp_path / "home" / "Pictures" / "passport.png")
    (tmp_path / "repo" / "media").symlink_to(tmp_path / "home" / "Pictures")
    match = open_library(tmp_path / "repo" / "notes", MediaSettings()).find_media(
        MediaRef("note.md", "../media/passport.png", False)
    )
    assert match is not None
    assert not match.is_allowed


def test_a_home_folder_in_git_is_no_notes_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = create_repository(tmp_path / "home")
    (home / "notes").mkdir()
    (home / "Documents").mkdir()
    shutil.copy(PICTURE, home / "Documents" / "p.png")
    monkeypatch.setattr(Path, "home", lambda: home)
    match = open_library(home / "notes", MediaSettings()).find_media(MediaRef("note.md", "../Documents/p.png", False))
    assert match is not None
    assert not match.is_allowed


@pytest.mark.parametrize(
    "address", ["Pasted%20image%201.png", "files/Pasted image 1.PNG", "../files/pasted%20image%201.png"]
)
@pytest.mark.parametrize("notes", ["vault", "vault/notes", "vault/notes/sub", "."])
def test_a_picture_of_a_vault_is_found_by_its_name(tmp_path: Path, notes: str, address: str) -> None:
    for name in ("vault/.obsidian", "vault/notes/sub", "vault/other/files"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(PICTURE, tmp_path / "vault/other/files/Pasted image 1.png")
    note = (tmp_path / "vault/notes/sub/x.md").relative_to(tmp_path / notes).as_posix()
    match = open_library(tmp_path / notes, MediaSettings()).find_media(MediaRef(note, address, False))
    assert match is not None
    assert (match.file.name, match.is_allowed) == ("Pasted image 1.png", True)


@pytest.mark.parametrize(("name", "is_found"), [("구조.png", False), ("Pasted image 20240101120000.png", True)])
def test_without_a_vault_only_names_of_obsidian_are_searched(tmp_path: Path, name: str, is_found: bool) -> None:
    (tmp_path / "files").mkdir()
    shutil.copy(PICTURE, tmp_path / "files" / name)
    match = open_library(tmp_path, MediaSettings()).find_media(MediaRef("x.md", name.replace(" ", "%20"), False))
    assert (match is not None) is is_found


def test_a_symlink_to_itself_makes_no_picture_and_no_crash(root: Path, tmp_path: Path) -> None:
    (root / "loop.png").symlink_to("loop.png")
    (root / "note.md").write_text("# 제목\n\n글 ![](loop.png)\n", "utf-8")
    build = build_in_memory(root, tmp_path / "cache", checked=True)
    assert [card.place.path for card in build.deck.cards] == ["note.md"]
