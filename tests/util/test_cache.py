"""The persistent cache stores texts; a damaged cache costs time, but never fails a build."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from notedeck.util.cache import code_fingerprint, find_version, get_many, put_many


def test_stored_texts_are_returned(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "kept.sqlite"
    assert get_many(file, ["a"]) == {}
    put_many(file, {"a": "가", "b": ""})
    assert get_many(file, ["a", "b", "c"]) == {"a": "가", "b": ""}


def test_unused_texts_are_deleted_after_90_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, day = tmp_path / "kept.sqlite", 86_400.0
    for today, used in ((1000, []), (1060, ["a"]), (1091, [])):
        monkeypatch.setattr(time, "time", lambda today=today: today * day)
        put_many(file, {"a": "1", "b": "2"} if today == 1000 else {}, used)
    assert get_many(file, ["a", "b"]) == {"a": "1"}


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    file.write_bytes(b"no database" * 500)
    assert get_many(file, ["a"]) == {}
    put_many(file, {"a": "1"})
    put_many(file, {"a": "1"})
    assert get_many(file, ["a"]) == {"a": "1"}


def test_an_unwritable_place_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    put_many(tmp_path / "file" / "kept.sqlite", {"a": "1"})
    assert get_many(tmp_path / "file" / "kept.sqlite", ["a"]) == {}


def test_the_code_fingerprint_is_stable() -> None:
    assert code_fingerprint() == code_fingerprint()
    assert len(code_fingerprint()) == 64
    assert find_version("no-such-package") == ""
