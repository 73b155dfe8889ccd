"""The findings of the checks, which each note keeps until it changes.

Most checks look at one card or one note. Where the others may find something else after an edit than before, all notes
are checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from notedeck.checks.fronts import digest_questions
from notedeck.checks.pictures import find_mentions, has_shared_findings
from notedeck.deck_snapshot import DeckSnapshot, NoteSnapshot, group_by_path
from notedeck.model import Card, Source
from notedeck.problems import Problem
from notedeck.stage_values import BuiltDeck


def add_findings(snapshot: DeckSnapshot, changed: Iterable[NoteSnapshot], built: BuiltDeck) -> DeckSnapshot:
    """Return a snapshot with the findings of a check of all notes.

    Those of notes that `changed` between the snapshot and the check are left out.
    """
    cards_by_path, findings_by_path = group_by_path(built.deck.cards), group_by_path(built.findings or ())
    stale = {note.source.path for note in changed}
    notes = []
    for note in snapshot.notes:
        path = note.source.path
        own = None if path in stale else tuple(findings_by_path.get(path, ()))
        questions, mentions = digest_questions(cards_by_path.get(path, ())), built.mentions.get(path, ())
        notes.append(note.replace(findings=own, questions=questions, mentions=mentions))
    paths = {note.source.path for note in notes}
    others = (of_path for path, of_path in findings_by_path.items() if path not in paths)
    return snapshot.replace(notes=tuple(notes), findings=tuple(chain.from_iterable(others)))


def list_unchecked(snapshot: DeckSnapshot, changed: Sequence[NoteSnapshot]) -> tuple[NoteSnapshot, ...]:
    """Return the notes that have to be checked, in their order: those that changed, and those without findings."""
    paths = {note.source.path for note in changed}
    return tuple(note for note in snapshot.notes if note.findings is None or note.source.path in paths)


def join_findings(
    snapshot: DeckSnapshot,
    changed: Sequence[NoteSnapshot],
    sources: Iterable[Source],
    cards: Iterable[Card],
    findings: Iterable[Problem],
) -> tuple[Problem, ...] | None:
    """Return the findings of all notes, where `findings` are those of the notes that `changed`.

    These are `sources` now, with these `cards`. None if the findings of other notes may have changed.
    """
    new = {note.source.path for note in changed}
    kept = [note for note in snapshot.notes if note.source.path not in new]
    media = chain.from_iterable(note.media for note in changed)
    mentions = find_mentions(sources, snapshot.media_files)
    if (
        has_common_questions(kept, changed, cards)
        or has_shared_findings(media, snapshot.assets)
        or any(mentions.get(note.source.path, ()) != note.mentions for note in changed)
    ):
        return None
    own = (finding for finding in findings if finding.place.path in new)
    return (*snapshot.findings, *chain.from_iterable(note.findings or () for note in kept), *own)


def has_common_questions(kept: Iterable[NoteSnapshot], changed: Iterable[NoteSnapshot], cards: Iterable[Card]) -> bool:
    """Return whether a card of the kept notes asks the same as one of the others, now or when these were checked."""
    questions = {*digest_questions(cards), *chain.from_iterable(note.questions for note in changed)}
    return not questions.isdisjoint(chain.from_iterable(note.questions for note in kept))
