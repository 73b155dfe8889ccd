"""Build a deck of which only some notes changed.

    read -> convert -> illustrate -> translate -> reconcile

The stages are those of `pipeline.py`, with the notes that changed alone. Each step returns None where what it found may
concern other notes, too; then all notes are built.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from notedeck import checks, identity, pipeline, source
from notedeck.cards.naming import describe_deck
from notedeck.convert import ConvertSettings, convert_notes
from notedeck.deck_snapshot import DeckSnapshot, NoteSnapshot, create_snapshots
from notedeck.identity import Kind
from notedeck.identity.lock.store import StoredLock
from notedeck.identity.removed.store import has_packed_cards
from notedeck.incremental.findings import join_findings
from notedeck.model import Deck, KeptCards, KeptCollection
from notedeck.problems import Severity
from notedeck.project import Project
from notedeck.stage_values import BuiltDeck, IdentifiedCards, Notes, Rendering
from notedeck.util.files.read import open_file
from notedeck.util.reporter import Reporter

MAX_COLLECTION_BYTES = 100_000_000_000
READ_BYTES = 1 << 20
COMPARED_KINDS = frozenset((Kind.RENAMED, Kind.MOVED))  # that were found by a comparison with all cards


def build_changed_notes(
    project: Project,
    snapshot: DeckSnapshot,
    changed: Sequence[NoteSnapshot],
    collection: KeptCollection,
    cache: Path,
    reporter: Reporter,
    *,
    with_checks: bool = False,
) -> BuiltDeck | None:
    """Build the deck of a project, with the cards of unchanged notes from the `collection` before.

    `with_checks` adds the findings of the checks. Return None if all notes have to be built. Only `cache` is written
    to. Raises DeckError as `build_deck` does.
    """
    if any(note.is_bound for note in changed) or not has_packed_cards(cache) or not is_intact(collection):
        return None
    notes = read_and_convert(project, snapshot, changed, cache, reporter)
    if notes is None:
        return None
    rendering = pipeline.render_cards(
        notes, pipeline.start_media(project, cache, snapshot.assets), project, cache, reporter
    )
    if rendering.memory.has_contexts:  # a translation for one note may have to follow its text to another
        return None
    identified = pipeline.reconcile_deck(notes, rendering, project, cache)
    if not is_separate(identified, project.lock_file) or may_be_elsewhere(identified, snapshot, project):
        return None
    taken = zip(take_snapshots(notes, rendering, identified, project), changed, strict=True)
    snapshots = tuple(note.replace(questions=before.questions, mentions=before.mentions) for note, before in taken)
    if not all(is_like(snapshot, before) for snapshot, before in zip(snapshots, changed, strict=True)):
        return None
    built = assemble_deck(project, snapshot, snapshots, identified, collection)
    if not built.card_count:
        return None
    return add_checks(built, snapshot, changed, notes, rendering, project, cache) if with_checks else built


def add_checks(
    built: BuiltDeck,
    snapshot: DeckSnapshot,
    changed: Sequence[NoteSnapshot],
    notes: Notes,
    rendering: Rendering,
    project: Project,
    cache: Path,
) -> BuiltDeck | None:
    """Return a deck with the findings of the checks; None if all notes have to be checked."""
    own = pipeline.run_checks(built.deck, notes, rendering, project, cache)
    findings = join_findings(snapshot, changed, notes.sources, built.deck.cards, own)
    if findings is None:
        return None
    problems = sorted(chain(built.problems, findings), key=lambda problem: problem.place)
    return built.replace(problems=tuple(problems), findings=findings)


def is_intact(collection: KeptCollection) -> bool:
    """Return whether the copy of a collection is as it was written; a power failure may damage it."""
    checksum = 0
    with open_file(collection.file, roots=[collection.file.parent], max_bytes=MAX_COLLECTION_BYTES) as stream:
        while part := stream.read(READ_BYTES):
            checksum = zlib.crc32(part, checksum)
    return checksum == collection.checksum


def read_and_convert(
    project: Project, snapshot: DeckSnapshot, changed: Sequence[NoteSnapshot], cache: Path, reporter: Reporter
) -> Notes | None:
    """Read the notes that changed and convert them to cards; None if others are concerned."""
    settings, before = project.settings, [note.source for note in changed]
    all_notes = [note.source for note in snapshot.notes]
    reading = source.read_again(project.root.folder, before, all_notes, settings.reading)
    if reading is None:
        return None
    sources, problems = reading
    conversion = convert_notes(sources, project.top_deck, ConvertSettings.select(settings), cache, reporter)
    all_problems = (*problems, *conversion.problems)
    has_failed = any(problem.code.severity is Severity.ERROR for problem in all_problems)
    if has_failed or source.select_notes(sources, settings.reading, settings.translation.language).left_out:
        return None
    paths = {note.path for note in sources}
    return Notes(
        sources,
        conversion,
        all_problems,
        snapshot.left_out,
        unchanged=tuple(note for note in all_notes if note.path not in paths),
        unchanged_media=snapshot.media_files,
    )


def is_separate(identified: IdentifiedCards, before: StoredLock) -> bool:
    """Return whether the cards of the changed notes were identified without a look at those of other notes."""
    lock_data = before.data or b""
    kinds = {change.kind for change in identified.changes}
    guids = (change.guid for change in identified.changes if change.kind is Kind.NEW)
    has_new_guids = all(json.dumps(guid).encode() not in lock_data for guid in guids)
    is_compared = bool(kinds & COMPARED_KINDS) or kinds >= {Kind.NEW, Kind.REMOVED}
    return not (identified.lost or is_compared or has_copies(identified, before)) and has_new_guids


def may_be_elsewhere(identified: IdentifiedCards, snapshot: DeckSnapshot, project: Project) -> bool:
    """Return whether another deck.lock may know one of the new cards."""
    paths = (note.source.path for note in snapshot.notes)
    is_any_new = any(change.kind is Kind.NEW for change in identified.changes)
    return is_any_new and bool(identity.list_other_locks(project.root.folder, paths))


def has_copies(identified: IdentifiedCards, before: StoredLock) -> bool:
    """Return whether the text of a card that is gone may be on another card, or what is known of that has changed."""
    gone = {change.guid for change in identified.changes if change.kind is Kind.REMOVED}
    entries = [entry for entry in identified.lock.entries if entry.guid in gone] if gone else []
    is_known = identity.list_noted_copies(identified.lock) == identity.list_noted_copies(before.lock)
    return not is_known or identity.may_have_copies(entries, before.data or b"")


def take_snapshots(
    notes: Notes, rendering: Rendering, identified: IdentifiedCards, project: Project
) -> tuple[NoteSnapshot, ...]:
    """Return the snapshots of the notes that changed."""
    problems = (*notes.problems, *rendering.problems, *identified.problems)
    reported = checks.apply_suppressions(problems, identified.cards, project.settings.checks)
    snapshots, _ = create_snapshots(notes.sources, identified.cards, notes.conversion, reported)
    return snapshots


def is_like(note: NoteSnapshot, before: NoteSnapshot) -> bool:
    """Return whether an edit left a note everything that other notes share with it."""
    shared, shared_before = ((snapshot.addresses, snapshot.media, snapshot.ids) for snapshot in (note, before))
    return not note.is_bound and shared == shared_before


def assemble_deck(
    project: Project,
    snapshot: DeckSnapshot,
    changed: Sequence[NoteSnapshot],
    identified: IdentifiedCards,
    collection: KeptCollection,
) -> BuiltDeck:
    """Put together the deck of the notes that changed and of those that did not."""
    new = {note.source.path: note for note in changed}
    notes = tuple(new.get(note.source.path, note) for note in snapshot.notes)
    card_count, language = sum(note.anki_count for note in notes), project.settings.translation.language
    deck = Deck(
        name=project.top_deck,
        description=describe_deck(project.root.folder, [note.source.file for note in notes], card_count, language)
        + identity.describe_moves(identified.lock.moves),
        cards=identified.cards,
        assets=snapshot.assets,
        skipped=tuple(chain.from_iterable(note.skipped for note in notes)),
        removed=identified.removed,
        theme=identified.theme,
        kept=tuple(list_kept(snapshot.notes, new)),
        previous=collection,
    )
    problems = chain(snapshot.problems, *(note.problems for note in notes))
    return BuiltDeck(
        deck=deck,
        whole_deck=deck,
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
        note_count=len(notes),
        changes=identified.changes,
        lock=identified.lock,
        lost=identified.lost,
        left_out=snapshot.left_out,
        tool_counts=pipeline.count_tools(note.source for note in notes),
        judged_counts=Counter(chain.from_iterable(note.source.judged for note in notes)),
        card_count=card_count,
        snapshot=snapshot.replace(notes=notes),
    )


def list_kept(notes: Iterable[NoteSnapshot], new: Mapping[str, NoteSnapshot]) -> Iterator[KeptCards]:
    """Yield where the cards of unchanged notes are in the package before and in the deck; `new` are the others."""
    position, first = 0, 1
    for before in notes:
        note = new.get(before.source.path)
        if note is not None:
            position += note.card_count
        elif before.card_count:
            yield KeptCards(position, first, before.card_count, before.deck, before.styles)
        first += before.card_count
