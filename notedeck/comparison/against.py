"""Compare the notes with those of an earlier commit."""

from __future__ import annotations

from pathlib import Path

from notedeck.comparison.decks import compare_decks
from notedeck.comparison.field_words import Words, find_words, index_fields, select_compared
from notedeck.comparison.past_deck import identify_past_cards, identify_present_cards
from notedeck.identity import Change
from notedeck.model import Value
from notedeck.project import Overrides, Project
from notedeck.subset import limit_changes
from notedeck.util import git
from notedeck.util.reporter import Reporter


class CommitComparison(Value, frozen=True):
    """What changed since a commit: the words by guid, and what could not be used of it ("" for nothing)."""

    revision: git.Revision
    changes: tuple[Change, ...]
    words: Words
    problem: str = ""


def compare_with_commit(
    project: Project, overrides: Overrides, name: str, cache: Path, reporter: Reporter, limit: int | None
) -> CommitComparison:
    """Build the notes and those of the commit `name` in memory, and return what changed between them.

    The words are found for at most `limit` cards, None for all. Only `cache` is written to. Raises DeckError if there
    is no such commit.
    """
    revision = git.find_revision(project.root.folder, name)
    before = identify_past_cards(project, overrides, revision.commit, cache)
    after = identify_present_cards(project, cache, reporter)
    changes = limit_changes(compare_decks(before, after), project.selected_part)
    compared = select_compared(changes, limit)
    words = find_words(compared, index_fields(before.cards, compared), {card.guid: card for card in after.cards})
    return CommitComparison(revision, changes, words, before.problem)
