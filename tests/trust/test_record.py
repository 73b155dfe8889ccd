"""The record of what is allowed counts only if nobody else could have written it."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from notedeck.problems import DeckError
from notedeck.trust import record
from tests.support.trusting import Workplace, create_workplace, grant, is_refused

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes and owners of this kind")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A deck whose one request was allowed."""
    place = create_workplace(tmp_path)
    place.write_command("text", "x")
    grant(place.notes)
    assert not is_refused(place.notes)
    return place


def find_record(config: Path) -> Path:
    (file,) = (config / "notedeck" / "trust").iterdir()
    return file


@posix_only
@pytest.mark.usefixtures("place")
def test_only_the_user_can_read_it(config: Path) -> None:
    file = find_record(config)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def replace_by_symlink(file: Path) -> None:
    move_away(file).symlink_to(file.parent.parent / "elsewhere")


def replace_folder_by_symlink(file: Path) -> None:
    file.parent.symlink_to(file.parent.rename(file.parent.parent / "elsewhere"))


def move_away(file: Path) -> Path:
    file.rename(file.parent.parent / "elsewhere")
    return file


def rewrite(file: Path, **values: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **values}), encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "no JSON": lambda file: file.write_bytes(b"\xff\xfe"),
    "a list": lambda file: file.write_text("[]", encoding="utf-8"),
    "nested": lambda file: file.write_text("[" * 60_000, encoding="utf-8"),
    "a long number": lambda file: file.write_text("9" * 60_000, encoding="utf-8"),
    "too large": lambda file: file.write_bytes(file.read_bytes() + b" " * record.MAX_RECORD_BYTES),
    "no hash": lambda file: rewrite(file, hash=None),
    "another hash": lambda file: rewrite(file, hash="0" * 64),
    "another deck": lambda file: rewrite(file, deck="/"),
    "gone": lambda file: file.unlink(),
}
POSIX_DAMAGES: dict[str, Callable[[Path], object]] = {
    "a symlink": replace_by_symlink,
    "behind a symlink": replace_folder_by_symlink,
    "others can write it": lambda file: file.chmod(0o602),
    "the group can write it": lambda file: file.chmod(0o620),
    "others can write its folder": lambda file: file.parent.chmod(0o702),
    "a pipe": lambda file: os.mkfifo(move_away(file)),
    "a folder": lambda file: move_away(file).mkdir(),
}


@pytest.mark.parametrize("damage", [*DAMAGES, *(pytest.param(name, marks=posix_only) for name in POSIX_DAMAGES)])
def test_a_record_that_is_damaged_or_not_private_is_none(damage: str, place: Workplace, config: Path) -> None:
    (DAMAGES | POSIX_DAMAGES)[damage](find_record(config))
    assert is_refused(place.notes)


@posix_only
@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_record_of_another_user_is_none(
    target: str, place: Workplace, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = find_record(config)
    owned = file if target == "file" else file.parent
    real_lstat = Path.lstat

    def lstat(self: Path) -> os.stat_result:
        status = real_lstat(self)
        return os.stat_result((*status[:4], status.st_uid + 1, *status[5:])) if self == owned else status

    monkeypatch.setattr(Path, "lstat", lstat)
    assert is_refused(place.notes)


@posix_only
def test_permissions_are_made_private_again(place: Workplace, config: Path) -> None:
    file = find_record(config)
    file.chmod(0o666)
    file.parent.chmod(0o777)
    grant(place.notes)
    assert not is_refused(place.notes) and stat.S_IMODE(file.stat().st_mode) == 0o600


@posix_only
@pytest.mark.parametrize("part", ["file", "folder"])
def test_nothing_is_written_through_a_symlink(part: str, place: Workplace, config: Path) -> None:
    file = find_record(config)
    (replace_by_symlink if part == "file" else replace_folder_by_symlink)(file)
    before = file.read_bytes()
    place.write_command("text", "y")
    with pytest.raises(DeckError, match="symlink"):
        grant(place.notes)
    assert file.read_bytes() == before and is_refused(place.notes)


@pytest.mark.parametrize("with_git", [False, True])
@pytest.mark.parametrize("folder", ["notes/config", "config", "notes", "../stranger/notes/a/../b"])
def test_a_record_in_the_notes_is_none(
    folder: str, with_git: bool, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    if folder == "config" and not with_git:
        pytest.skip("beside the notes, but not in their work tree")
    if with_git:
        place.add_git()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place.notes.parent / folder))
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: place.notes.parent / folder)
    with pytest.raises(DeckError, match="no configuration folder outside of the notes"):
        grant(place.notes)
    assert is_refused(place.notes)


@pytest.mark.parametrize("folder", ["config", "~/config", ""])
def test_a_relative_configuration_folder_is_none(
    folder: str, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be one in the current folder, which may be the stranger's."""
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: Path(folder))
    with pytest.raises(DeckError, match="no configuration folder"):
        grant(place.notes)
    assert is_refused(place.notes)


def test_a_configuration_folder_that_cannot_be_created_is_an_error(place: Workplace, config: Path) -> None:
    find_record(config).unlink()
    (config / "notedeck" / "trust").rmdir()
    (config / "notedeck").rmdir()
    (config / "notedeck").write_text("a file", encoding="utf-8")
    with pytest.raises(DeckError, match="cannot be created"):
        grant(place.notes)
