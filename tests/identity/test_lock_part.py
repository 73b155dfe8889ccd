"""A lock of which only a part was read is written as one that was read as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.lock.format import encode_lock, find_bucket
from notedeck.identity.lock.parse import parse_lock_data
from notedeck.identity.lock.part import parse_lock_part
from notedeck.model import Key

PATHS = [f"{number}.md" for number in range(30)]


def create_lock(*, removed: str = "") -> Lock:
    return Lock(
        tuple(
            Entry(
                f"{path}-{nth}",
                Key(path, (), f"제목 {nth}", "basic"),
                1_700_000_000 + nth,
                {"Front": "aaaaaaaa"},
                state=State.REMOVED if (path, nth) == (removed, 1) else State.LIVE,
            )
            for path in PATHS
            for nth in range(3)
        )
    )


@pytest.mark.parametrize("removed", ["", "7.md"])
def test_only_the_buckets_of_some_notes_and_of_removed_cards_are_read(removed: str) -> None:
    part = parse_lock_part(bytes(encode_lock(create_lock(removed=removed))), ["3.md"])
    assert part is not None
    buckets = {find_bucket(path) for path in filter(None, ("3.md", removed))}
    assert {entry.key.path for entry in part.entries} == {path for path in PATHS if find_bucket(path) in buckets}


def test_a_change_in_a_part_is_written_as_in_the_whole() -> None:
    data = bytes(encode_lock(create_lock()))
    whole, part = parse_lock_data(data)[0], parse_lock_part(data, ["3.md"])
    assert part is not None
    written = [
        bytes(encode_lock(replace(lock, entries=tuple(map(change_entry, lock.entries))))) for lock in (whole, part)
    ]
    assert written[0] == written[1] != data
    assert bytes(encode_lock(part)) == data


def change_entry(entry: Entry) -> Entry:
    return entry.replace(modified=entry.modified + 5) if entry.key.path == "3.md" else entry


@pytest.mark.parametrize("damage", [(b"\n# 000\n", b"\n"), (b"\n", b"\r\n")])
def test_a_file_that_is_not_as_it_was_written_is_not_read_in_part(damage: tuple[bytes, bytes]) -> None:
    assert parse_lock_part(bytes(encode_lock(create_lock())).replace(*damage), ["3.md"]) is None
