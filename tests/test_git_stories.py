"""Stories of git: whatever it does to notes and deck.lock, no review is lost and no old text stays in the real Anki."""

from __future__ import annotations

from collections.abc import Set
from contextlib import ExitStack
from pathlib import Path

import pytest

from notedeck.anki.fields import build_fields
from notedeck.identity.content import normalise_content
from notedeck.identity.digests import IGNORED_FIELDS
from tests.support.cases import Case, load_cases
from tests.support.git_stories import Clock, Group, Member, start_group

STORIES = load_cases("identity/git_stories.md")
REMOVED = "tag:notedeck::removed"
UNDECIDED = "tag:notedeck::undecided"


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_git_story(story: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        group = start_group(tmp_path, Clock.start(monkeypatch), stack)
        group.play(story.given)
        assert group.lines == story.expected.split("\n")
        group.load()
        for member in group.members.values():
            assert_collection(group, member)


def assert_collection(group: Group, member: Member, forgotten: Set[str] = frozenset()) -> None:
    """Assert that an Anki shows the last package: every card once, with its text, unmarked, and with its schedule.

    `forgotten` are cards of earlier packages that stay unmarked.
    """
    latest = group.member.latest
    assert latest is not None
    notes = {note.guid: note for note in member.anki.notes()}
    for card in latest.deck.cards:
        fields = {name: text for name, text in build_fields(card).items() if name not in IGNORED_FIELDS}
        shown = {name: normalise_content(notes[card.guid][name]) for name in fields}
        assert shown == {name: normalise_content(text) for name, text in fields.items()}
    marked, undecided = (
        {member.anki.col.get_note(nid).guid for nid in member.anki.col.find_notes(search)}
        for search in (REMOVED, UNDECIDED)
    )
    assert notes.keys() - marked - undecided - forgotten == {card.guid for card in latest.deck.cards}
    assert undecided == {entry.guid for entry in latest.lock.entries if entry.copies} & notes.keys() - forgotten
    assert not marked & undecided
    learnt = {(card.note().guid, card.ord): card.ivl for card in member.anki.cards()}
    assert {key: learnt.get(key) for key in member.schedules} == member.schedules
