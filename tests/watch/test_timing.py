"""When a build is due."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from watchfiles import Change

from notedeck.watch import system, timing
from tests.support.watching import describe_files, watch_folders, write_note


def test_a_burst_without_end_is_built_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "MAX_BURST_SECONDS", 0.3)
    write_note(tmp_path, "one")
    ends = threading.Event()

    def storm() -> None:
        number = 0
        while not ends.wait(0.01):
            number += 1
            write_note(tmp_path, str(number))

    with watch_folders(lambda: describe_files(tmp_path), tmp_path) as seen:
        assert seen.line() == "a.md=one"
        thread = threading.Thread(target=storm)
        thread.start()
        try:
            assert [seen.line() != "a.md=one" for _ in range(3)]
        finally:
            ends.set()
            thread.join()


def test_a_second_save_within_the_second_that_polling_compares_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "POLL_MS", 20)
    monkeypatch.setattr(timing, "REPEAT_SECONDS", 0.5)
    write_note(tmp_path, "one")
    with watch_folders(lambda: describe_files(tmp_path), tmp_path, polling=True) as seen:
        assert seen.line() == "a.md=one"
        seen.until(write_note(tmp_path, "two").__eq__)
        file = tmp_path / "a.md"
        found = file.stat()
        file.write_text("three", encoding="utf-8")
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
        seen.until("a.md=three".__eq__)


def test_changes_come_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "REPEAT_SECONDS", -1.0)  # at once, whatever the clock
    first, second = {(Change.added, "/a")}, {(Change.deleted, "/b")}
    seen = [first, second, set(), None, second, None, set()]
    assert list(timing.repeat_changes(seen)) == [first, first | second, second, None, second, None, set()]
