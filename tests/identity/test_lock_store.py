"""deck.lock on the disk: whole or not at all, one build at a time, never somebody else's work lost."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from notedeck.identity import Entry, Lock, format_lock
from notedeck.identity.lock import store
from notedeck.model import Key
from notedeck.problems import DeckError, ProblemCode
from tests.support.repository import commit_files, create_repository, run_git

ENTRY = Entry("abc", Key("a.md", (), "t", "basic"), 1_780_000_000, {"Front": "x"})


def test_without_a_file_nothing_is_remembered(tmp_path: Path) -> None:
    assert store.read_lock(tmp_path) == store.StoredLock(tmp_path / "deck.lock", None, Lock())


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert store.write_lock(store.read_lock(tmp_path), Lock((ENTRY,)))
    before = store.read_lock(tmp_path)
    assert before.lock == Lock((ENTRY,))
    assert not store.write_lock(before, before.lock)
    assert [path.name for path in tmp_path.iterdir()] == ["deck.lock"]


def test_a_file_with_windows_line_ends_is_not_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "deck.lock"
    file.write_bytes(format_lock(Lock((ENTRY,))).replace("\n", "\r\n").encode())
    assert not store.write_lock(store.read_lock(tmp_path), Lock((ENTRY,)))
    assert b"\r\n" in file.read_bytes()


def test_a_change_by_another_program_is_not_overwritten(tmp_path: Path) -> None:
    before = store.read_lock(tmp_path)
    other = format_lock(Lock((ENTRY.replace(guid="other"),)))
    (tmp_path / "deck.lock").write_text(other, encoding="utf-8")
    with pytest.raises(DeckError, match=r"another program changed .* during this build"):
        store.write_lock(before, Lock((ENTRY,)))
    assert (tmp_path / "deck.lock").read_text(encoding="utf-8") == other


def test_a_damaged_lock_says_how_to_get_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = create_repository(tmp_path / "내 노트")
    store.write_lock(store.read_lock(notes), Lock((ENTRY,)))
    whole = (notes / "deck.lock").read_bytes()
    (notes / "deck.lock").write_bytes(whole[:-9])
    assert "Restore it from a backup" in read_hint(notes)
    (notes / "deck.lock").write_bytes(whole)
    commit_files(notes, 1_000_000_000)
    (notes / "deck.lock").write_bytes(whole[:-9])
    assert read_hint(notes) == f"Restore the committed file, in {notes}: git checkout -- deck.lock"
    monkeypatch.chdir(notes)
    assert read_hint(Path()) == "Restore the committed file: git checkout -- deck.lock"
    commit_files(notes, 1_000_000_001)
    assert "The last commit has it like this" in read_hint(notes)
    run_git(notes, "checkout", "HEAD~1", "--", "deck.lock")
    assert store.read_lock(notes).lock == Lock((ENTRY,))


def read_hint(folder: Path) -> str:
    """What to do about the deck.lock in a folder, which is refused."""
    with pytest.raises(DeckError) as error:
        store.read_lock(folder)
    return error.value.hint


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"<<<<<<< HEAD\n", b"# notedeck deck.lock 9\n"])
def test_what_cannot_be_understood_stays_as_it_is(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "deck.lock").write_bytes(data)
    with pytest.raises(DeckError):
        store.read_lock(tmp_path)
    assert (tmp_path / "deck.lock").read_bytes() == data


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deck.lock").mkdir()
    with pytest.raises(DeckError, match="is a folder"):
        store.read_lock(tmp_path)


def test_a_lock_that_was_committed_and_deleted_is_missed(tmp_path: Path) -> None:
    notes = create_repository(tmp_path)
    store.write_lock(store.read_lock(notes), Lock((ENTRY,)))
    commit_files(notes, 1_000_000_000)
    assert store.read_lock(notes).problems == ()
    (notes / "deck.lock").unlink()
    (problem,) = store.read_lock(notes).problems
    assert problem.code is ProblemCode.LOCK_MISSING
    assert "git checkout -- deck.lock" in problem.hint


def test_notes_that_can_only_be_read_are_built_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    before = store.read_lock(tmp_path)
    assert [problem.code for problem in before.problems] == [ProblemCode.LOCK_UNWRITABLE]
    assert not store.write_lock(before, Lock((ENTRY,)))
    assert list(tmp_path.iterdir()) == []


def test_a_time_in_the_future_is_named(tmp_path: Path) -> None:
    late = int(time.time()) + 86_400
    store.write_lock(store.read_lock(tmp_path), Lock((ENTRY.replace(modified=late),)))
    assert [problem.code for problem in store.read_lock(tmp_path).problems] == [ProblemCode.LOCK_IN_FUTURE]


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    waiting, order = Event(), []

    def say(text: str) -> None:
        said.append(text)
        waiting.set()

    def second() -> None:
        with store.exclude_other_builds(tmp_path, say):
            order.append("second")

    with store.exclude_other_builds(tmp_path, said.append):
        thread = Thread(target=second)
        thread.start()
        assert waiting.wait(60)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]
    assert said == [f"Another build of {tmp_path} is running; waiting for it"]


def test_builds_of_other_notes_do_not_wait(tmp_path: Path) -> None:
    with (
        store.exclude_other_builds(tmp_path / "a", pytest.fail),
        store.exclude_other_builds(tmp_path / "b", pytest.fail),
    ):
        pass


@pytest.mark.skipif(os.name != "posix", reason="a folder for temporary files that all users share")
def test_lock_files_are_in_a_folder_of_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "private").mkdir()
    folder = tmp_path / f"notedeck-{os.getuid()}"
    with store.exclude_other_builds(tmp_path, pytest.fail):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o777)
    with pytest.raises(DeckError, match="is not a folder of yours alone"), store.exclude_other_builds(tmp_path, print):
        pass
    shutil.rmtree(folder)
    for target in (tmp_path / "private", tmp_path / "missing", folder):
        folder.symlink_to(target)
        with pytest.raises(DeckError, match="is a symlink to"), store.exclude_other_builds(tmp_path, print):
            pass
        folder.unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["private"] and not [*(tmp_path / "private").iterdir()]
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    theirs = tmp_path / f"notedeck-{os.getuid()}"
    theirs.mkdir()
    with pytest.raises(DeckError, match="is not a folder of yours alone"), store.exclude_other_builds(tmp_path, print):
        pass
    assert not [*theirs.iterdir()]


def test_a_build_that_was_killed_keeps_nobody_waiting(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from notedeck.identity.lock import store\n"
        "with store.exclude_other_builds(Path(sys.argv[1]), print): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)]).returncode == 9
    with store.exclude_other_builds(tmp_path, pytest.fail):
        pass
