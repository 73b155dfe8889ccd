"""Decks of other programs and of people are taken over: all reviews stay, and the real Anki has no card twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notedeck.anki.fields import build_fields
from notedeck.anki.note_types import NOTE_TYPES
from notedeck.identity.digests import IGNORED_FIELDS
from tests.support.anki_collection import Anki, open_collection
from tests.support.building import build_and_write
from tests.support.cases import Case, load_cases
from tests.support.git_stories import Clock
from tests.support.old_decks import (
    add_old_notes,
    adopt,
    change_note_types,
    count_reviews,
    export_notes,
    learn,
    load_always,
    read_schedules,
)

STORIES = load_cases("adopt/stories.md")
OUR_TYPES = {note_type.id for note_type in NOTE_TYPES}


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_deck_is_taken_over(
    story: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Clock.start(monkeypatch)  # the package is older than what is done in Anki then
    notes, package = tmp_path / "notes", tmp_path / "out" / "deck.apkg"
    old = write_notes(notes, story.given)
    with open_collection(tmp_path / "anki") as anki:
        add_old_notes(anki, old)
        learn(anki)
        schedules, reviews = read_schedules(anki), count_reviews(anki)
        document = adopt(capsys, export_notes(anki, tmp_path / "old.apkg"), notes)
        assert list(describe(document)) == story.expected.split("\n")
        built = build_and_write(notes, package)
        fronts = {note.guid: note.fields for note in anki.notes()}
        anki.load(package)
        assert {note.guid: note.fields for note in anki.notes() if note.guid in fronts} == fronts
        change_note_types(anki, document)
        load_always(anki, package)
        assert_learnt(anki, schedules, reviews, document)
        taken = {pair["guid"] for pair in document["sure"]}
        assert taken <= {card.guid for card in built.deck.cards}
        notes_by_guid = {note.guid: note for note in anki.notes()}
        assert notes_by_guid.keys() == fronts.keys() | {card.guid for card in built.deck.cards}
        for card in built.deck.cards:
            assert notes_by_guid[card.guid].mid in OUR_TYPES
            packed = {name: text for name, text in build_fields(card).items() if name not in IGNORED_FIELDS}
            assert {name: notes_by_guid[card.guid][name] for name in packed} == packed


def write_notes(root: Path, given: str) -> str:
    """Write the notes of a story, and return the lines of the old deck."""
    text, _, old = given.partition("\nnotes\n")
    for part in f"\n{text}".split("\nfile ")[1:]:
        name, _, content = part.partition("\n")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return old


def describe(document: dict[str, Any]) -> Iterator[str]:
    """Yield what became of each note, and what is lost in Anki."""
    for name in ("sure", "unsure"):
        yield from (f"{name} {pair['title']} <- {pair['front']}" for pair in document[name])
    for name, key in (("unmatched", "unmatched"), ("copy", "copies")):
        yield from (f"{name} {note['front']}" for note in document[key])
    if document["blank_cards"]:
        yield f"blank {document['blank_cards']}"
    for change in document["note_types"]:
        yield from (f"dropped {name}" for name in change["dropped"])


def assert_learnt(anki: Anki, schedules: dict[int, list[Any]], reviews: int, document: dict[str, Any]) -> None:
    """Assert that all cards have their reviews, but those that Anki was said to delete."""
    after = read_schedules(anki)
    lost = [card for card, values in schedules.items() if after.get(card) != values]
    dropped = sum(len(change["dropped"]) * change["notes"] for change in document["note_types"])
    assert len(lost) == dropped
    assert count_reviews(anki) == reviews
