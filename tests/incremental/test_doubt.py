"""All notes are built when what the last build left behind is no longer there, or an error hides a note."""

from __future__ import annotations

import shutil
import unicodedata
import zlib
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from notedeck.cli.commands.build import BuildOptions
from notedeck.cli.run_changed import name_request
from notedeck.identity import Lock
from notedeck.identity.lock.format import find_bucket, format_lock
from notedeck.incremental.build import is_intact
from notedeck.model import KeptCollection
from notedeck.source.read import MAX_NOTE_BYTES
from tests.incremental.test_incremental import Pair, apply_edits, pair
from tests.support.caches import find_caches

__all__ = ["pair"]  # a fixture

EDIT = "1장/큐.md\n먼저 넣은 -> 맨 먼저 넣은"
REMOVAL = "2장/정렬.md\n## 버블 정렬\\n\\n이웃한 값을 바꾼다.\\n ->"


def delete_cached(name: str) -> None:
    """Delete a file or folder of this name from the caches of all decks."""
    for path in [*find_caches().rglob(name)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@pytest.mark.parametrize("name", ["packed.sqlite", "media", "snapshot", "collection"])
def test_without_a_part_of_its_cache_a_deck_is_built_of_all_notes(pair: Pair, name: str) -> None:
    delete_cached(name)
    apply_edits(pair, EDIT)
    assert pair.build()
    apply_edits(pair, REMOVAL)
    assert not pair.build()


def test_a_packed_picture_that_was_changed_in_the_cache_is_packed_anew(pair: Pair) -> None:
    pictures = [file for file in find_caches().rglob("media/*") if file.is_file()]
    for file in pictures:
        file.write_bytes(b"planted")
    apply_edits(pair, EDIT)
    assert pictures
    assert pair.build()


def test_a_copy_of_the_collection_that_was_damaged_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "collection"
    kept = KeptCollection(tmp_path / "a.apkg", file, 0, (), zlib.crc32(b"SQLite"), b"")
    file.write_bytes(b"SQLite")
    assert is_intact(kept)
    file.write_bytes(bytes(6))
    assert not is_intact(kept)


def test_a_new_card_that_another_lock_may_know_leads_to_a_build_of_all_notes(pair: Pair) -> None:
    pair.write("1장/deck.lock", format_lock(Lock()).encode())
    apply_edits(pair, "2장/정렬.md\n나누고 -> 반으로 나누고")
    pair.build()
    apply_edits(pair, EDIT)
    assert not pair.build()
    apply_edits(pair, "1장/큐.md\n나온다.\\n -> 나온다.\\n\\n## 덱\\n\\n양쪽에서 넣고 뺀다.\\n")
    assert pair.build()


def test_the_cards_of_a_note_that_is_too_large_stay_in_the_lock(pair: Pair) -> None:
    edited = "1장/큐.md"
    path = next(name for n in count() if find_bucket(name := f"4장/{n}.md") == find_bucket(edited))
    pair.write(path, "## 간선\n\n두 점을 잇는다.\n".encode())
    pair.build()
    pair.write(path, b"a" * (MAX_NOTE_BYTES + 1))
    pair.build()
    apply_edits(pair, EDIT)
    assert not pair.build()
    assert b"removed" not in pair.read("deck.lock")


def test_an_edit_of_a_note_with_an_error_in_its_name_builds_all_notes(pair: Pair, tmp_path: Path) -> None:
    names = ["4장/가.md", unicodedata.normalize("NFD", "4장/가.md")]
    for name in names:
        pair.write(name, "## 간선\n\n두 점을 잇는다.\n".encode())
    copies = {
        name
        for name in (tmp_path / "all" / "notes").rglob("*.md")
        if unicodedata.normalize("NFC", name.name) == "가.md"
    }
    if len(copies) == 1:
        pytest.skip("both names are one file on this disk")
    pair.build()
    for name in names:
        pair.write(name, "## 간선\n\n두 점을 이어 준다.\n".encode())
        assert pair.build()


@pytest.mark.parametrize(
    "values", [{"deck": "다른 덱"}, {"fetch": True}, {"trust": True}, {"notes": Path("n")}], ids=str
)
def test_options_that_lead_to_other_cards_are_another_request(values: dict[str, Any]) -> None:
    assert name_request(BuildOptions(**values)) != name_request(BuildOptions())
