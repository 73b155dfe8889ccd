"""Which symlinks on the way to the output are followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notedeck.util.files.symlinks import find_foreign_symlink, list_untrusted_trees


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a symlink of the user's to a desktop, and with an unpacked folder of notes."""
    for name in ("home/notes", "home/private", "home/repo/.git", "home/repo/sub", "disk/Desktop"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "home" / "Desktop").symlink_to("../disk/Desktop")
    (tmp_path / "users").symlink_to("home")
    return tmp_path / "home"


def find(home: Path, path: str, trees: tuple[str, ...] = ()) -> str | None:
    link = find_foreign_symlink(home / path, [home / tree for tree in trees])
    return link.relative_to(home).as_posix() if link else None


@pytest.mark.parametrize("path", ["Desktop", "Desktop/x.apkg", "Desktop/new/x.apkg", "../users/Desktop/x", "repo/new"])
def test_the_users_own_symlinks_are_followed(path: str, home: Path) -> None:
    assert find(home, path, ("notes", "repo")) is None


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("out", "../private"),
        ("out", "{home}/private"),
        ("out", "../private/missing"),
        ("out", "out"),
        ("out", "sub"),
        ("sub/out", "../../private"),
        ("out", "sub/other"),
    ],
)
@pytest.mark.parametrize("tree", ["repo", "notes"])
def test_symlinks_in_a_work_tree_and_in_the_notes_are_not(place: str, target: str, tree: str, home: Path) -> None:
    (home / tree / "sub").mkdir(exist_ok=True)
    (home / tree / place).symlink_to(target.format(home=home))
    for rest in ("", "/x.apkg", "/a/b"):
        assert find(home, f"{tree}/{place}{rest}", ("notes",)) == f"{tree}/{place}"


def test_a_symlink_of_the_users_to_one_in_a_work_tree_is_not_followed(home: Path) -> None:
    (home / "repo" / "out").symlink_to("../private")
    (home / "decks").symlink_to("repo/out")
    assert find(home, "decks/x.apkg") == "repo/out"
    (home / "repo2").symlink_to("repo")
    assert find(home, "repo2/out/x.apkg") == "repo/out"


def test_parent_folders_are_those_behind_a_symlink(home: Path) -> None:
    (home / "repo" / "out").symlink_to("../private")
    (home / "there").symlink_to("repo/sub")
    assert find(home, "there/../out/x.apkg") == "repo/out"
    assert find(home, "Desktop/../out") is None


def test_a_loop_of_the_users_symlinks_ends(home: Path) -> None:
    (home / "one").symlink_to("two")
    (home / "two").symlink_to("one")
    assert find(home, "one/x.apkg") == "one/x.apkg"


def test_trees_are_the_notes_with_the_folder_around_them_and_the_current_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home))
    (home / "friend" / "notes").mkdir(parents=True)
    monkeypatch.chdir(home.parent / "disk")
    assert set(list_untrusted_trees(home / "friend" / "notes")) == {
        home.parent / "disk",
        home / "friend",
        home / "friend" / "notes",
    }
    (home / "friend" / "notes" / "a.md").touch()
    assert set(list_untrusted_trees(home / "friend" / "notes" / "a.md")) == {
        home.parent / "disk",
        home / "friend",
        home / "friend" / "notes",
    }
    assert set(list_untrusted_trees(home / "notes")) == {home.parent / "disk", home / "notes"}
    monkeypatch.chdir(Path(home.anchor))
    assert set(list_untrusted_trees(home / "notes")) == {home / "notes"}
    assert Path(os.path.realpath(home)) == home
