"""The cache of a deck is in a folder that only this user writes to, and never in one that came with the notes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from notedeck.util.cache.folder import MAX_UNUSED_SECONDS, create_temporary_cache, open_cache
from notedeck.util.cache.place import name_deck_folder
from notedeck.util.cache.seal import find_key_folder, find_user_key
from notedeck.util.files.private import prepare_private_folder
from tests.support.repository import create_repository

POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="this system has no modes of files")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, with the folders of the system's convention in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for kind in ("CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / f".{kind.lower()}"))
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder for notes."""
    folder = tmp_path / "work" / "notes"
    folder.mkdir(parents=True)
    return folder


def is_temporary(cache: Path) -> bool:
    """Whether a cache is the one of this run alone."""
    return cache == create_temporary_cache()


def test_a_deck_has_one_folder_with_a_readable_name(home: Path, notes: Path) -> None:
    cache = open_cache(notes)
    assert cache == open_cache(notes / ".." / "notes")
    assert cache.parent == home / ".cache" / "notedeck" and cache.name.startswith("notes-")
    other = notes.parent / "다른 노트"
    other.mkdir()
    assert open_cache(other).name.startswith("다른-노트-")


@POSIX_ONLY
def test_only_the_user_may_read_it(home: Path, notes: Path) -> None:
    cache, key = open_cache(notes), home / ".config" / "notedeck" / "cache.key"
    assert stat.S_IMODE(cache.stat().st_mode) == stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and len(key.read_bytes()) == 32


@pytest.mark.parametrize("kind", ["CACHE", "CONFIG"])
@pytest.mark.parametrize("place", ["notes", "notes/.cache", "work tree", "symlink"])
def test_a_place_in_the_notes_is_not_used(
    kind: str, place: str, home: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_repository(notes.parent)
    folder = {"notes": notes, "notes/.cache": notes / ".cache", "work tree": notes.parent / "x"}.get(place)
    if folder is None:
        folder = home / "link"
        folder.symlink_to(notes, target_is_directory=True)
    monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder))
    before = sorted(notes.parent.rglob("*"))
    assert is_temporary(open_cache(notes))
    assert sorted(notes.parent.rglob("*")) == before


@POSIX_ONLY
@pytest.mark.parametrize("place", [".cache/notedeck", ".config/notedeck"])
def test_a_place_that_others_write_to_is_not_used(place: str, home: Path, notes: Path) -> None:
    (home / place).mkdir(parents=True)
    (home / place).chmod(0o777)
    assert is_temporary(open_cache(notes))


@POSIX_ONLY
def test_a_place_that_others_may_replace_is_not_used(home: Path, notes: Path) -> None:
    (home / ".cache").mkdir()
    (home / ".cache").chmod(0o777)
    assert is_temporary(open_cache(notes))
    (home / ".cache").chmod(0o1777)
    assert not is_temporary(open_cache(notes))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give folders away")
@pytest.mark.parametrize("place", [".cache/notedeck", ".config/notedeck"])
def test_a_place_of_somebody_else_is_not_used(place: str, home: Path, notes: Path) -> None:
    (home / place).mkdir(parents=True)
    os.chown(home / place, 12345, 12345)
    assert is_temporary(open_cache(notes))


@pytest.mark.parametrize("place", [".cache", ".cache/notedeck", ".config", ".config/notedeck"])
def test_without_a_folder_it_is_temporary(place: str, home: Path, notes: Path) -> None:
    (home / place).parent.mkdir(parents=True, exist_ok=True)
    (home / place).write_text("a file", encoding="utf-8")
    assert is_temporary(open_cache(notes))


@POSIX_ONLY
@pytest.mark.parametrize("value", ["", "relative", "~"])
def test_without_a_home_it_is_temporary(value: str, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notes)
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, value)
    assert is_temporary(open_cache(notes))
    assert list(notes.iterdir()) == []
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    assert is_temporary(open_cache(notes))


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33, b"x" * 10_000])
def test_a_damaged_key_is_replaced(content: bytes, tmp_path: Path) -> None:
    folder = prepare_private_folder(tmp_path / "config")
    assert folder is not None
    (folder / "cache.key").write_bytes(content)
    key = find_user_key(folder)
    assert key is not None and len(key) == 32 and (folder / "cache.key").read_bytes() == key


@POSIX_ONLY
@pytest.mark.parametrize("kind", ["fifo", "symlink", "folder", "mode"])
def test_something_else_in_the_place_of_the_key_is_replaced(kind: str, tmp_path: Path) -> None:
    folder = prepare_private_folder(tmp_path / "config")
    assert folder is not None
    file, outside = folder / "cache.key", tmp_path / "outside"
    outside.write_bytes(b"x" * 32)
    if kind == "fifo":
        os.mkfifo(file)
    elif kind == "symlink":
        file.symlink_to(outside)
    elif kind == "folder":
        file.mkdir()
    else:
        file.write_bytes(b"x" * 32)
        file.chmod(0o666)
    key = find_user_key(folder)
    assert key == file.read_bytes() != b"x" * 32
    assert outside.read_bytes() == b"x" * 32


@POSIX_ONLY
@pytest.mark.usefixtures("home")
def test_what_is_no_file_of_ours_is_deleted_and_not_followed(notes: Path, tmp_path: Path) -> None:
    cache, outside = open_cache(notes), tmp_path / "outside"
    outside.mkdir()
    (outside / "a").write_text("a", encoding="utf-8")
    os.mkfifo(cache / "packed.sqlite")
    (cache / "media").symlink_to(outside)
    assert open_cache(notes) == cache
    assert sorted(path.name for path in cache.iterdir()) == ["root"]
    assert (outside / "a").exists()


def test_caches_of_notes_that_are_gone_are_deleted_after_90_days(home: Path, notes: Path, tmp_path: Path) -> None:
    gone, kept = tmp_path / "gone", tmp_path / "kept"
    for folder in (gone, kept):
        folder.mkdir()
    caches = {folder: open_cache(folder) for folder in (gone, kept)}
    gone.rmdir()
    open_cache(notes)
    assert caches[gone].is_dir()
    old = time.time() - MAX_UNUSED_SECONDS - 60
    for cache in caches.values():
        os.utime(cache / "root", (old, old))
    (home / ".cache" / "notedeck" / "something else").mkdir()
    open_cache(notes)
    assert not caches[gone].exists() and caches[kept].is_dir()
    assert (home / ".cache" / "notedeck" / "something else").is_dir()


def test_a_temporary_cache_is_gone_at_the_end() -> None:
    code = "from notedeck.util.cache.folder import create_temporary_cache as c; p = c(); print(p); print(p.is_dir())"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    folder, existed = done.stdout.split()
    assert existed == "True" and not Path(folder).exists()


def test_the_key_is_where_settings_are(home: Path) -> None:
    assert find_key_folder() == home / ".config" / "notedeck"
    assert name_deck_folder(Path("/a/b")) != name_deck_folder(Path("/c/b"))
