"""Stories of edits: what each does to the cards, and that nobody in the real Anki loses a review by it.

`python -m tests.test_stories` prints the table of all stories.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki.dbproxy import DBProxy

from notedeck.identity import Change, Kind
from notedeck.stage_values import BuiltDeck
from tests.support.anki_collection import Anki, Imported, open_collection
from tests.support.building import build_and_write, build_in_memory
from tests.support.cases import Case, load_cases
from tests.support.stories import NOTES, STYLED, apply_edits, describe_changes, split_builds

MADE = 1_780_000_000  # Unix seconds; when the notes were written; a member's own edits are a little later
STORIES = load_cases("identity/stories.md")
IN_STYLES = load_cases("identity/styles.md")
AGAIN = (Kind.CHANGED, Kind.RENAMED, Kind.MOVED, Kind.REMOVED, Kind.RETURNED)  # what Anki takes as an update


@dataclass(slots=True)
class StoryResult:
    """The result of a story."""

    expected: list[str]
    found: list[str]
    kept: int = 0
    cards: int = 0


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_story(story: Case, tmp_path: Path) -> None:
    done = replay_story(story, tmp_path)
    assert done.found == done.expected
    assert done.kept == done.cards


@pytest.mark.parametrize("story", IN_STYLES, ids=str)
def test_story_of_a_deck_in_all_styles(story: Case, tmp_path: Path) -> None:
    done = replay_story(story, tmp_path, STYLED)
    assert done.found == done.expected
    assert done.kept == done.cards


def replay_story(story: Case, folder: Path, notes: Path = NOTES) -> StoryResult:
    """Learn the deck, then edit, build and import as the story says, and check the collection after each import."""
    root = Path(shutil.copytree(notes, folder / "notes"))
    for file in root.rglob("*.md"):
        os.utime(file, (MADE, MADE))
    before = build_and_write(root, folder / "deck.apkg").deck.cards
    done = StoryResult(story.expected.strip().split("\n"), [])
    with open_collection(folder / "anki") as anki:
        anki.load(folder / "deck.apkg")
        answer_cards(anki)
        for number, edits in enumerate(split_builds(story.given), start=1):
            apply_edits(root, edits)
            stamp, rows, own = read_schema_second(anki), list_reviewed_cards(anki), list_member_edits(anki)
            result = build_and_write(root, folder / "deck.apkg")
            assert anki.load(folder / "deck.apkg") == expect_import(result)
            done.found.append(f"{number}: {describe_changes(result.changes, len(before))}")
            done.kept, done.cards = sum(row in list_reviewed_cards(anki) for row in rows), len(rows)
            assert_collection(anki, result, own)
            assert read_schema_second(anki) == stamp
            assert anki.load(folder / "deck.apkg").updated == 0
            assert_builds_alike(root, folder, result)
            before = result.deck.cards
    return done


def get_database(anki: Anki) -> DBProxy:
    """Return the collection's database."""
    assert anki.col.db is not None
    return anki.col.db


def answer_cards(anki: Anki) -> None:
    """Answer every card once, and give each an interval of its own; a member tags and edits some notes."""
    for days, card in enumerate(anki.cards(), start=10):
        card.start_timer()
        anki.col.sched.answerCard(card, 4)
        anki.col.sched.set_due_date([card.id], f"{days}!")
    for note in anki.notes():
        note.tags.append("mine")
        note["SpeechFront"] = f"my own words on {note['Front']}"
        anki.col.update_note(note)
    get_database(anki).execute("update notes set mod = ?", MADE + 100)


def list_reviewed_cards(anki: Anki) -> set[tuple[object, ...]]:
    """Return every card with its note's guid: all that Anki keeps of its schedule, and of its reviews."""
    rows = get_database(anki).all("select n.guid, c.* from cards c join notes n on n.id = c.nid where c.reps > 0")
    reviews = {
        row[0]: tuple(row) for row in get_database(anki).all("select cid, count(), sum(id) from revlog group by cid")
    }
    return {(*row, reviews.get(row[1])) for row in map(tuple, rows)}


def list_member_edits(anki: Anki) -> dict[str, tuple[str, bool]]:
    """Return what a member wrote into each note."""
    return {note.guid: (note["SpeechFront"], "mine" in note.tags) for note in anki.notes()}


def read_schema_second(anki: Anki) -> int:
    """Return when the collection's schema changed: another second means a full sync."""
    return int(get_database(anki).scalar("select scm from col"))


def has_new_content(change: Change) -> bool:
    """Return whether Anki has to update the card: one that only moved to another note is as it was."""
    return bool(change.fields) or change.kind in (Kind.REMOVED, Kind.RETURNED)


def expect_import(result: BuiltDeck) -> Imported:
    """Return what Anki's import log must say."""
    new = sum(change.kind is Kind.NEW for change in result.changes)
    again = sum(change.kind in AGAIN and has_new_content(change) for change in result.changes)
    total = len(result.deck.cards) + len(result.deck.removed)
    return Imported(new=new, updated=again, duplicate=total - new - again)


def assert_collection(anki: Anki, result: BuiltDeck, own: dict[str, tuple[str, bool]]) -> None:
    """Assert that the collection shows the current notes, and members' words on all unchanged notes."""
    shown = {note.guid: note for note in anki.notes()}
    changed = {change.guid for change in result.changes}
    for card in result.deck.cards:
        assert shown[card.guid]["Front"] == card.front
        assert {number - 1 for number in card.clozes} <= {one.ord for one in shown[card.guid].cards()}
    for guid, words in own.items():
        assert guid in changed or list_member_edits(anki)[guid] == words
    marked = {anki.col.get_note(nid).guid for nid in anki.col.find_notes("tag:notedeck::removed")}
    assert marked == {removed.guid for removed in result.deck.removed}


def assert_builds_alike(root: Path, folder: Path, result: BuiltDeck) -> None:
    """Assert that a second build of the same notes changes nothing, not even one byte of the package."""
    package = (folder / "deck.apkg").read_bytes()
    lock = (root / "deck.lock").read_bytes()
    assert build_and_write(root, folder / "deck.apkg").changes == ()
    assert (folder / "deck.apkg").read_bytes() == package
    assert (root / "deck.lock").read_bytes() == lock
    assert build_in_memory(root, folder / "cache").deck.cards == result.deck.cards


if __name__ == "__main__":
    print("| Edit | Cards | Histories kept |\n|---|---|---|")  # noqa: T201
    for one, notes in (*((one, NOTES) for one in STORIES), *((one, STYLED) for one in IN_STYLES)):
        with TemporaryDirectory() as scratch:
            done = replay_story(one, Path(scratch), notes)
        print(f"| {one.title} | {'; '.join(done.found)} | {done.kept} of {done.cards} |")  # noqa: T201
