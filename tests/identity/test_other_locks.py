"""One deck, whatever folder is named, and in whatever order: no card is doubled."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path

import pytest

from notedeck.problems import DeckError, ProblemCode
from notedeck.stage_values import BuiltDeck
from tests.support.building import build_and_write
from tests.support.paths import DATA
from tests.support.repository import create_repository

NOTES = DATA / "identity" / "notes"
PARTS = ("", "aws", "aws/s3.md")


@pytest.fixture(params=["git", "folder"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    place = create_repository(tmp_path / "repo") if request.param == "git" else tmp_path
    return Path(shutil.copytree(NOTES, place / "notes"))


def list_guids(built: BuiltDeck) -> dict[tuple[str, str], str]:
    """Return the guids of cards by the names of their notes and their titles."""
    return {(Path(card.key.path).name, card.key.title): card.guid for card in built.deck.cards}


def add_section(note: Path, title: str) -> None:
    note.write_text(f"{note.read_text(encoding='utf-8')}\n## {title}\n\n{title}의 내용이다.\n", encoding="utf-8")


def find_taken(built: BuiltDeck) -> list[str]:
    return [str(problem.place) for problem in built.problems if problem.code is ProblemCode.LOCK_TAKEN_OVER]


@pytest.mark.parametrize("order", list(permutations(PARTS)), ids=" ".join)
def test_no_order_of_parts_and_whole_doubles_a_card(order: tuple[str, ...], root: Path, tmp_path: Path) -> None:
    guids: dict[tuple[str, str], str] = {}
    for part in (*order, *order):
        built = build_and_write(root / part, tmp_path / "out" / "notes.apkg")
        assert all(guids.get(name, guid) == guid for name, guid in list_guids(built).items())
        assert built.deck.removed == ()
        guids |= list_guids(built)
    assert len(set(guids.values())) == len(guids)


def test_the_cards_of_a_lock_below_are_taken_over_once(root: Path, tmp_path: Path) -> None:
    part = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    whole = build_and_write(root, tmp_path / "out" / "notes.apkg")
    assert find_taken(whole) == ["aws/deck.lock"]
    aws = [card for card in whole.deck.cards if card.key.path.startswith("aws/")]
    assert [(card.guid, card.modified) for card in aws] == [(card.guid, card.modified) for card in part.deck.cards]
    assert {change.place.path.split("/")[0] for change in whole.changes if change.kind.value == "new"} == {"cs"}
    again = build_and_write(root, tmp_path / "out" / "notes.apkg")
    assert (find_taken(again), again.changes) == ([], ())


def test_a_part_belongs_to_the_whole_from_then_on(root: Path, tmp_path: Path) -> None:
    build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    build_and_write(root, tmp_path / "out" / "notes.apkg")
    below = (root / "aws" / "deck.lock").read_bytes()
    text = (root / "aws" / "s3.md").read_text(encoding="utf-8")
    (root / "aws" / "s3.md").write_text(text.replace("버킷", "양동이"), encoding="utf-8")
    part = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    assert part.changes
    assert (root / "aws" / "deck.lock").read_bytes() == below
    assert build_and_write(root, tmp_path / "out" / "notes.apkg").changes == ()


def test_a_folder_with_settings_of_its_own_stays_a_deck(root: Path, tmp_path: Path) -> None:
    (root / "aws" / "deck.toml").write_text('name = "시험"', encoding="utf-8")
    part = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    whole = build_and_write(root, tmp_path / "out" / "notes.apkg")
    assert list_guids(part).items() <= list_guids(whole).items()
    again = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    assert (again.deck.name, again.changes) == ("시험", ())


def test_a_part_with_settings_of_its_own_has_the_cards_of_the_whole(root: Path, tmp_path: Path) -> None:
    whole = build_and_write(root, tmp_path / "out" / "notes.apkg")
    (root / "aws" / "deck.toml").write_text('name = "시험"', encoding="utf-8")
    part = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    assert find_taken(part) == ["../deck.lock"]
    assert list_guids(part).items() <= list_guids(whole).items()
    for title, folders in {"수명 주기": (root, root / "aws"), "버전 관리": (root / "aws", root)}.items():
        add_section(root / "aws" / "s3.md", title)
        first, second = (build_and_write(folder, tmp_path / "out" / f"{folder.name}.apkg") for folder in folders)
        assert list_guids(first)["s3.md", title] == list_guids(second)["s3.md", title]
        assert not any(change.kind.value == "new" for change in second.changes)


def test_a_section_that_left_a_part_is_removed_only_if_the_whole_lost_it(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "out" / "notes.apkg")
    (root / "aws" / "deck.toml").write_text('name = "시험"', encoding="utf-8")
    guids = list_guids(build_and_write(root / "aws", tmp_path / "out" / "aws.apkg"))
    note = root / "aws" / "s3.md"
    title, section = take_section(note)
    (root / "top.md").write_text(section, encoding="utf-8")
    part = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    assert (guids["s3.md", title] in list_guids(part).values(), part.deck.removed) == (False, ())
    whole = build_and_write(root, tmp_path / "out" / "notes.apkg")
    assert list_guids(whole)["top.md", title] == guids["s3.md", title]
    (root / "top.md").write_text("# 비었다\n", encoding="utf-8")
    whole = build_and_write(root, tmp_path / "out" / "notes.apkg")
    assert [card.guid for card in whole.deck.removed] == [guids["s3.md", title]]


def take_section(note: Path) -> tuple[str, str]:
    """Take the last section out of a note, and return its title and its text."""
    rest, mark, section = note.read_text(encoding="utf-8").rpartition("\n## ")
    note.write_text(f"{rest}\n", encoding="utf-8")
    return section.partition("\n")[0], f"{mark[1:]}{section}"


def test_a_part_marks_no_card_that_the_whole_has_copies_of(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "out" / "notes.apkg")
    (root / "aws" / "deck.toml").write_text('name = "시험"', encoding="utf-8")
    build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    note = root / "aws" / "s3.md"
    text = note.read_text(encoding="utf-8")
    title, section = take_section(note)
    rest = note.read_text(encoding="utf-8")
    note.write_text(text, encoding="utf-8")
    for name in ("top.md", "more.md"):
        (root / name).write_text(section, encoding="utf-8")
    build_and_write(root, tmp_path / "out" / "notes.apkg")
    note.write_text(rest, encoding="utf-8")
    whole = build_and_write(root, tmp_path / "out" / "notes.apkg")
    assert [card.tags for card in whole.deck.removed] == [("notedeck::undecided",)]
    part = build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    assert title not in {card.key.title for card in part.deck.cards} and part.deck.removed == ()


def test_nothing_is_built_over_a_damaged_lock_below(root: Path, tmp_path: Path) -> None:
    build_and_write(root / "aws", tmp_path / "out" / "aws.apkg")
    file = root / "aws" / "deck.lock"
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(DeckError, match=r"^aws/deck\.lock is cut off"):
        build_and_write(root, tmp_path / "out" / "notes.apkg")
