"""A collection is compressed in parts, of which an edit changes few; so it does of the ids of notes."""

from __future__ import annotations

import zipfile
from itertools import pairwise
from pathlib import Path

from notedeck.anki.package import write_package
from notedeck.anki.package.rows import ROOM, Slot, assign_note_ids
from notedeck.model import Card, Deck, KeptCollection, Place
from tests.support.samples import SECOND, create_card

CARDS_PER_FILE = 5


def create_cards(count: int) -> list[Card]:
    """Return cards with texts of different lengths."""
    text = "나중에 넣은 것이 먼저 나온다. "
    return [
        create_card(f"{number}", f"{number}: {text * (10 + number * 7 % 50)}").replace(
            place=Place(f"{number // CARDS_PER_FILE}.md", number)
        )
        for number in range(count)
    ]


def write(cards: list[Card], folder: Path, before: KeptCollection | None = None) -> KeptCollection:
    """Write a package of cards, and return its collection."""
    kept = write_package(Deck("덱", cards=tuple(cards), previous=before), folder / "a.apkg", copy=folder / "c" / "copy")
    assert kept is not None
    return kept


def test_a_package_in_parts_is_read_as_any_other(tmp_path: Path) -> None:
    kept = write(create_cards(700), tmp_path)
    with zipfile.ZipFile(kept.package) as archive:
        assert archive.read("collection.anki2") == kept.file.read_bytes()
        assert archive.getinfo("collection.anki2").compress_size > sum(size for _, size in kept.parts)
    assert len(kept.parts) > 10


def test_an_edit_changes_few_parts(tmp_path: Path) -> None:
    cards = create_cards(2000)
    before = write(cards, tmp_path / "before")
    cards[900] = cards[900].replace(back="다른 글", modified=SECOND + 9)
    after = write(cards, tmp_path / "after")
    known = {digest for digest, _ in before.parts}
    assert sum(digest not in known for digest, _ in after.parts) < len(after.parts) / 2


def assign(slots: list[Slot]) -> dict[int, int]:
    """Return the id of each note by its index."""
    return {index: note_id for note_id, index in assign_note_ids(slots)}


def test_a_changed_note_leaves_the_ids_of_others() -> None:
    slots = [Slot(SECOND, 2, number % 10 == 0) for number in range(100)]
    before = assign(slots)
    slots[50] = slots[50]._replace(time=SECOND + 1000)
    after = assign(slots)
    assert {index for index in before if before[index] != after[index]} == {50}


def test_a_new_note_moves_only_those_of_its_file() -> None:
    slots = [Slot(SECOND, 2, number % 10 == 0) for number in range(100)]
    after = assign([*slots[:25], Slot(SECOND, 2, is_first=False), *slots[25:]])
    assert [*assign(slots).values()][30:] == [*after.values()][31:]


def test_ids_are_in_the_order_of_the_notes_and_have_room_for_all_cards() -> None:
    slots = [Slot(SECOND + number % 3, 1 + number % 5, number % 4 == 0) for number in range(5 * ROOM)]
    placed = [*assign_note_ids(slots)]
    assert all(number + slots[index].size <= following for (number, index), (following, _) in pairwise(placed))
    ids = {index: note_id for note_id, index in placed}
    assert all(ids[number] < ids[number + 3] for number in range(len(slots) - 3))
