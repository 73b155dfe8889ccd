"""The states of paths: what shows in them, and from when on every change does."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck.util.files.states import describe_status, is_older, read_path_state, scan_tree

NOW = 1_800_000_000_123_456_789
TENTH = 100_000_000


def make_status(changed_ns: int, modified_ns: int = 1, mode: int = stat.S_IFREG) -> os.stat_result:
    values = (mode, 7, 0, 1, 0, 0, 5, 0, modified_ns // 10**9, changed_ns // 10**9)
    return os.stat_result(values, {"st_mtime_ns": modified_ns, "st_ctime_ns": changed_ns})


@pytest.mark.parametrize(
    ("changed", "modified", "expected"),
    [
        (NOW - TENTH, 1, True),
        (NOW - 1, 1, False),  # another change within the same tick would not show
        (NOW, 1, False),
        (NOW - TENTH, NOW + TENTH, False),  # from the future
        (NOW // 10**9 * 10**9 - 10**9, 1, False),  # a disk that stores whole seconds
        (NOW // 10**9 * 10**9 - 3 * 10**9, 1, True),
    ],
)
def test_a_state_counts_when_any_later_change_shows(changed: int, modified: int, expected: bool) -> None:
    assert is_older(describe_status(make_status(changed, modified)), NOW) is expected


def test_what_is_missing_is_older_than_anything(tmp_path: Path) -> None:
    assert is_older(read_path_state(tmp_path / "none"), 0)
    assert read_path_state("a\0b") == ()


CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "content": (lambda top: (top / "folder" / "file").write_text("other"), False),
    "a new name": (lambda top: (top / "folder" / "new").touch(), True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_folder_changes_with_its_names_only_if_they_count(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("text")
    os.utime(tmp_path / "folder", (1, 1))
    before = [read_path_state(tmp_path / "folder", is_listed=is_listed) for is_listed in (False, True)]
    change, shows = CHANGES[name]
    change(tmp_path)
    after = [read_path_state(tmp_path / "folder", is_listed=is_listed) for is_listed in (False, True)]
    assert [old != new for old, new in zip(before, after, strict=True)] == [False, shows]


def test_a_symlink_shows_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    (tmp_path / "link").symlink_to("file")
    before = read_path_state(tmp_path / "link")
    (tmp_path / "file").write_text("longer text")
    assert read_path_state(tmp_path / "link") != before


def test_a_tree_has_every_name_and_no_content_of_hidden_or_skipped_folders(tmp_path: Path) -> None:
    for name in ("a/b/c", ".hidden/x", "skipped/y"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    names = {os.path.relpath(path, tmp_path) for path in scan_tree(str(tmp_path), ["skipped"]) or ()}
    assert names == {"a", "a/b", "a/b/c", ".hidden", "skipped"}
    assert scan_tree(str(tmp_path), max_entries=3) is None
    assert scan_tree(str(tmp_path / "none")) == {}
