"""The persistent cache stores texts; a damaged cache costs time, but never fails a build."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from notedeck.util.cache import database
from notedeck.util.cache.entries import get_entry, get_or_create, put_entry
from notedeck.util.cache.texts import get_many, put_many

TEXTS = {"가": '{"fields": {"Front": "질문"}}', "b": "답" * 2000, "c": ""}
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i AS name, 1 AS day, x'00' AS seal, x'01' AS content FROM n"
)


def test_stored_texts_are_returned(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "kept.sqlite"
    assert get_many(file, ["a"]) == {}
    put_many(file, {"a": "가", "b": ""})
    assert get_many(file, ["a", "b", "c"]) == {"a": "가", "b": ""}


def test_all_pairs_are_stored_or_none(tmp_path: Path) -> None:
    def make_pairs(*, is_stopped: bool) -> Iterator[tuple[str, bytes]]:
        yield "a", b"1"
        if is_stopped:
            raise KeyboardInterrupt
        yield "b", b"2"

    file = tmp_path / "kept.sqlite"
    with pytest.raises(KeyboardInterrupt):
        database.put_entries(file, make_pairs(is_stopped=True))
    assert get_many(file, ["a"]) == {}
    database.put_entries(file, make_pairs(is_stopped=False))
    assert get_many(file, ["a", "b"]) == {"a": "1", "b": "2"}


def test_unused_texts_are_deleted_after_90_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, day = tmp_path / "kept.sqlite", 86_400.0
    for today, new, wanted in ((1000, {"a": "1", "b": "2"}, []), (1060, {}, ["a"]), (1091, {"c": "3"}, [])):
        monkeypatch.setattr(time, "time", lambda today=today: today * day)
        put_many(file, new)
        get_many(file, wanted)
    assert get_many(file, ["a", "b", "c"]) == {"a": "1", "c": "3"}


def test_an_entry_that_was_read_today_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    put_many(file, TEXTS)
    before = file.read_bytes(), file.stat().st_mtime_ns
    assert get_many(file, [*TEXTS, *TEXTS]) == TEXTS
    put_many(file, {})
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_new_entries_are_stored_some_at_a_time_and_when_a_build_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MAX_PENDING_BYTES", 10)
    file = tmp_path / "kept.sqlite"
    with pytest.raises(KeyboardInterrupt), database.collect_entries(file) as entries:
        entries.add("a", b"123456")
        assert database.get_many(file, "ab") == {}
        entries.add("b", b"7890")
        assert database.get_many(file, "ab") == {"a": b"123456", "b": b"7890"}
        entries.add("c", b"")
        raise KeyboardInterrupt
    assert database.get_many(file, "abc") == {"a": b"123456", "b": b"7890", "c": b""}


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


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A cache with some texts."""
    file = tmp_path / "kept.sqlite"
    put_many(file, TEXTS)
    assert get_many(file, TEXTS) == TEXTS
    return file


def change(file: Path, statement: str, *values: object) -> None:
    """Change a database past the cache."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET content = 'other'",
        "UPDATE entry SET content = content || ' '",
        "UPDATE entry SET seal = zeroblob(32)",
        "UPDATE entry SET seal = x''",
        "UPDATE entry SET seal = hex(seal)",
        "UPDATE entry SET content = CAST(x'ff' AS TEXT)",
        "UPDATE entry SET name = name || '2'",
        "DELETE FROM entry",
    ],
)
def test_an_entry_that_this_program_did_not_write_is_missing(statement: str, filled: Path) -> None:
    change(filled, statement)
    assert get_many(filled, [*TEXTS, "가2"]) == {}
    put_many(filled, TEXTS)
    assert get_many(filled, TEXTS) == TEXTS


def test_an_entry_counts_only_under_its_own_name(filled: Path) -> None:
    change(filled, "UPDATE entry SET (content, seal) = (SELECT content, seal FROM entry WHERE name = 'b')")
    assert get_many(filled, TEXTS) == {"b": TEXTS["b"]}


def test_an_entry_counts_only_in_its_own_file_and_for_its_user(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path(shutil.copy(filled, filled.with_name("other.sqlite")))
    assert get_many(other, TEXTS) == {}
    monkeypatch.setenv("XDG_CONFIG_HOME", str(filled.parent / "config of somebody else"))
    assert get_many(filled, TEXTS) == {}


@pytest.mark.parametrize(
    "statements",
    [
        ["ALTER TABLE entry RENAME TO x", "CREATE VIEW entry AS SELECT name, day, seal, content FROM x"],
        ["DROP TABLE entry", f"CREATE VIEW entry AS {ENDLESS}"],
        ["CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END"],
        ["CREATE TABLE more (a)"],
        ["CREATE INDEX i ON entry (content)"],
        ["DROP TABLE entry", "CREATE TABLE entry (name, day, seal, content)"],
        ["DROP TABLE entry", "CREATE TABLE entry (name, day, seal GENERATED ALWAYS AS (length(content)), content)"],
        ["CREATE VIRTUAL TABLE v USING fts5(a)"],
    ],
)
def test_a_database_of_another_form_is_created_again(statements: list[str], filled: Path) -> None:
    for statement in statements:
        change(filled, statement)
    assert get_many(filled, TEXTS) == {}
    put_many(filled, TEXTS)
    put_many(filled, TEXTS)
    assert get_many(filled, TEXTS) == TEXTS


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes and symlinks")
@pytest.mark.parametrize("name", ["kept.sqlite", "kept.sqlite-journal", "kept.sqlite-wal"])
@pytest.mark.parametrize("kind", ["fifo", "symlink", "device", "folder"])
def test_what_is_no_file_is_replaced_and_not_opened(name: str, kind: str, filled: Path) -> None:
    place, outside = filled.with_name(name), filled.with_name("outside")
    outside.write_bytes(filled.read_bytes())
    place.unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("/dev/zero" if kind == "device" else outside)
    assert get_many(filled, TEXTS) == {}
    put_many(filled, TEXTS)
    assert get_many(filled, TEXTS) == TEXTS


def test_a_locked_file_counts_as_missing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MAX_LOCK_SECONDS", 0.01)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert get_many(filled, TEXTS) == {}
        put_many(filled, {"a": "other"})
    assert get_many(filled, TEXTS) == TEXTS


def test_a_huge_file_counts_as_missing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MAX_DATABASE_BYTES", 100)
    assert get_many(filled, TEXTS) == {}


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_file_gives_the_same_texts_or_none(seed: int, filled: Path) -> None:
    random = Random(seed)
    data = bytearray(filled.read_bytes())
    for _ in range(random.choice((1, 5, 100))):
        start = random.randrange(len(data))
        data[start : start + random.randrange(1, 40)] = random.randbytes(random.choice((0, 1, 20, 40)))
    filled.write_bytes(data[: random.randrange(len(data))] if random.random() < 0.3 else data)
    assert get_many(filled, TEXTS).items() <= TEXTS.items()
    for _ in range(2):
        put_many(filled, TEXTS)
    assert get_many(filled, TEXTS).items() <= TEXTS.items()


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_entry_of_a_file_cache_is_created_again(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    assert get_or_create(tmp_path / "images", "a", lambda: b"content") == b"content"
    file = tmp_path / "images" / "a"
    data = bytearray(file.read_bytes())
    data[random.randrange(len(data))] ^= random.randrange(1, 256)
    file.write_bytes(data[: random.randrange(len(data))] if seed % 3 == 0 else data)
    assert get_entry(tmp_path / "images", "a") is None
    assert get_or_create(tmp_path / "images", "a", lambda: b"again") == b"again"
    assert get_entry(tmp_path / "images", "a") == b"again"


def test_an_entry_of_a_file_cache_counts_only_under_its_name(tmp_path: Path) -> None:
    put_entry(tmp_path / "images", "a", b"content")
    for folder, name in (("images", "b"), ("fetched", "a")):
        (tmp_path / folder).mkdir(exist_ok=True)
        shutil.copy(tmp_path / "images" / "a", tmp_path / folder / name)
        assert get_entry(tmp_path / folder, name) is None
    (tmp_path / "images" / "a").write_bytes(hashlib.sha256(b"content").digest() + b"content")
    assert get_entry(tmp_path / "images", "a") is None
