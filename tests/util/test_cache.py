"""What took time is kept; a cache that is broken costs time, never a build."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from notedeck.util import cache as memo


def test_what_is_kept_is_recalled(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "kept.sqlite"
    assert memo.recall(file, ["a"]) == {}
    memo.keep(file, {"a": "가", "b": ""})
    assert memo.recall(file, ["a", "b", "c"]) == {"a": "가", "b": ""}


def test_what_nobody_asked_for_in_90_days_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, day = tmp_path / "kept.sqlite", 86_400.0
    for today, used in ((1000, []), (1060, ["a"]), (1091, [])):
        monkeypatch.setattr(time, "time", lambda today=today: today * day)
        memo.keep(file, {"a": "1", "b": "2"} if today == 1000 else {}, used)
    assert memo.recall(file, ["a", "b"]) == {"a": "1"}


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    file.write_bytes(b"no database" * 500)
    assert memo.recall(file, ["a"]) == {}
    memo.keep(file, {"a": "1"})
    memo.keep(file, {"a": "1"})
    assert memo.recall(file, ["a"]) == {"a": "1"}


def test_a_place_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memo.keep(tmp_path / "file" / "kept.sqlite", {"a": "1"})
    assert memo.recall(tmp_path / "file" / "kept.sqlite", ["a"]) == {}


def test_the_program_is_told_from_others() -> None:
    assert memo.program() == memo.program()
    assert len(memo.program()) == 64
    assert memo.version_of("no-such-package") == ""
