"""Turn a folder of notes into a package. Read this file first: it holds the order of the stages.

    configure -> read -> convert -> illustrate -> translate -> reconcile -> check -> pack -> write

A stage takes values and returns values and problems; it never raises for what a user wrote. `configure` validates
settings, templates and deck.lock before any work. Only `write_deck` writes outside the cache.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from notedeck import checks, diagrams, identity, media, source, subset, translation
from notedeck.anki.fields import count_cards
from notedeck.anki.package import check_package_place, read_media_names, write_package
from notedeck.anki.theme import date_theme, find_theme_files
from notedeck.cards import naming
from notedeck.checks.pictures import find_mentions
from notedeck.convert import ConvertSettings, convert_notes, ignore_cards
from notedeck.deck_snapshot import DeckSnapshot, create_snapshots
from notedeck.identity import Lock
from notedeck.identity.lock.store import write_lock
from notedeck.identity.removed.recover import recover_removed_cards
from notedeck.identity.removed.store import store_packed_cards
from notedeck.media import IllustratedCards
from notedeck.messages import Message
from notedeck.model import Asset, Card, Deck, Source
from notedeck.note_renames import list_new_paths
from notedeck.problems import DeckError, Problem
from notedeck.project import Project
from notedeck.source.deck_root import is_under
from notedeck.source.times import wait_for_second
from notedeck.stage_values import BuiltDeck, IdentifiedCards, Notes, Rendering, WrittenPackage
from notedeck.translation.memory.entries import Memory
from notedeck.util.collector import spare_objects
from notedeck.util.files.states import PathState, read_path_state
from notedeck.util.reporter import Reporter, SilentReporter


def build_deck(project: Project, cache: Path, reporter: Reporter, *, with_checks: bool = False) -> BuiltDeck:
    """Build the deck of a project in memory; only `cache` is written to.

    `with_checks` adds the findings of the checks, for commands that leave no package, and so nothing for the next
    build. Raises DeckError when a file of the deck cannot be used.
    """
    early = start_media(project, cache)
    notes = read_and_convert(project, cache, reporter, early.prepare)
    notes = notes if with_checks else notes.forget_texts()
    rendering = render_cards(notes, early, project, cache, reporter)
    identified = reconcile_deck(notes, rendering, project, cache)
    deck = assemble_deck(notes, rendering, identified, project)
    findings = run_checks(deck, notes, rendering, project, cache) if with_checks else None
    problems = (
        *project.problems,
        *project.lock_file.problems,
        *notes.problems,
        *rendering.problems,
        *identified.problems,
    )
    reported = checks.apply_suppressions(problems, deck.cards, project.settings.checks)
    snapshot = None if project.root.part or with_checks else take_snapshot(deck, reported, notes, rendering)
    built = limit_to_part(deck, (*reported, *(findings or ())), notes, identified, project)
    built = built.replace(snapshot=snapshot, findings=findings, moves=identified.moves)
    if not with_checks:
        return built
    mentions = find_mentions(notes.sources, rendering.illustrated.sources)
    return built.replace(mentions=mentions, originals=rendering.illustrated.cards, memory=rendering.memory)


def start_media(project: Project, cache: Path, assets: Sequence[Asset] = ()) -> media.EarlyMedia:
    """Return what prepares the media of the notes; it gives the contents of `assets` their names again."""
    return media.EarlyMedia(project.root.folder, project.settings.media, cache, assets)


def read_and_convert(
    project: Project, cache: Path, reporter: Reporter, meanwhile: Callable[[Iterable[Card]], None] = ignore_cards
) -> Notes:
    """Read the notes and convert them to cards, still without media, translations and guids.

    `meanwhile` is called with the cards of each note that is converted, while other processes convert the next ones.
    """
    settings = project.settings
    sources, problems = source.read_notes(project.root.folder, settings.reading, project.part)
    selection = source.select_notes(sources, settings.reading, settings.translation.language, project.root.part)
    paths = {note.path for note in selection.left_out}
    own_problems = (problem for problem in problems if problem.place.path not in paths)
    convert_settings = ConvertSettings.select(settings)
    conversion = convert_notes(selection.notes, project.top_deck, convert_settings, cache, reporter, meanwhile)
    all_problems = (*own_problems, *conversion.problems)
    return Notes(selection.notes, conversion, all_problems, selection.left_out, selection.twins, selection.variants)


@spare_objects()
def render_cards(notes: Notes, early: media.EarlyMedia, project: Project, cache: Path, reporter: Reporter) -> Rendering:
    """Illustrate and translate the cards of the notes; `early` has the media that are prepared already."""
    illustrated, media_problems = illustrate_cards(notes.conversion.cards, early, project, reporter)
    settings = project.settings.translation
    memory, memory_problems = translation.load_memory(project.root.folder, settings)
    if memory.has_contexts and not project.part:
        new_paths = list_new_paths(project.lock_file.lock, illustrated.cards)
        memory = translation.follow_notes(memory, illustrated.cards, settings, new_paths, notes.list_held(), cache)
    translated = translate_cards(illustrated, memory, project, cache)
    return Rendering(illustrated, translated, memory, (*media_problems, *memory_problems))


def illustrate_cards(
    cards: tuple[Card, ...], early: media.EarlyMedia, project: Project, reporter: Reporter
) -> tuple[IllustratedCards, tuple[Problem, ...]]:
    """Embed the media files of the cards, and draw their diagrams."""
    embedded, media_problems = media.embed_media(cards, early, reporter)
    drawn, diagram_problems = diagrams.draw_diagrams(embedded.cards, project.commands, early.cache, reporter)
    illustrated = embedded.replace(cards=drawn.cards, assets=(*embedded.assets, *drawn.assets))
    return illustrated, (*media_problems, *diagram_problems)


def translate_cards(illustrated: IllustratedCards, memory: Memory, project: Project, cache: Path) -> IllustratedCards:
    """Add what the translation memory has for the cards."""
    cards = translation.add_translations(illustrated.cards, memory, project.settings.translation, cache)
    return illustrated.replace(cards=cards)


@spare_objects()
def reconcile_deck(notes: Notes, rendering: Rendering, project: Project, cache: Path) -> IdentifiedCards:
    """Reconcile the cards with deck.lock and with what packages had, date the theme, and recover removed cards."""
    folder = project.root.folder
    shipped = identity.find_shipped(
        project.lock_file, rendering.translated.cards, cache, has_history=not notes.unchanged
    )
    lock = identity.catch_up(project.lock_file.lock, shipped)
    lock, taken, lock_problems = identity.take_over_cards(lock, folder, notes.list_paths())
    scope = find_scope(notes, rendering, project, lock).replace(packed=shipped.index_packed())
    reconciled, problems = reconcile_in_steps(notes, rendering, project, lock, scope, cache)
    theme, theme_version = date_theme(project.theme, lock.theme_version, scope.now)
    render_note = partial(render_past_note, project, rendering.memory, cache)
    removed, lost = recover_removed_cards(reconciled, folder, render_note, cache)
    removed = identity.drop_held_above(removed, folder)
    moves = find_deck_moves(notes, reconciled, taken, project)
    new_lock = replace(reconciled.lock, deck=project.recorded_deck, theme_version=theme_version)
    new_lock = identity.remember_moves(new_lock, reconciled, moves, scope.now)
    problems = (*lock_problems, *problems, *identity.report_rendering(new_lock))
    return IdentifiedCards(reconciled.cards, new_lock, reconciled.changes, theme, removed, lost, problems, moves)


def reconcile_in_steps(
    notes: Notes, rendering: Rendering, project: Project, lock: Lock, scope: identity.Scope, cache: Path
) -> tuple[identity.Reconciliation, tuple[Problem, ...]]:
    """Reconcile the cards with a lock; again with what commits and copies tell, where cards are new and others gone."""
    cards, sides = rendering.translated.cards, notes.conversion.sides
    digests = identity.find_digests(cards, cache, sides)
    reconciled, problems = identity.reconcile_cards(cards, lock, scope, digests, sides)
    if not notes.unchanged and identity.may_have_lost(reconciled.changes):
        followed = identity.follow_commits(lock, project.lock_file, partial(convert_past_note, project))
        scope = scope.replace(followed=followed)
        reconciled, problems = identity.reconcile_cards(cards, lock, scope, digests, sides)
    copies = identity.find_copies(reconciled, lock)
    if unlearnt := identity.select_unlearnt(copies, reconciled, lock, project.lock_file, cache):
        scope = scope.replace(copied=unlearnt)
        reconciled, problems = identity.reconcile_cards(cards, lock, scope, digests, sides)
        copies = identity.find_copies(reconciled, lock)
    reconciled = identity.note_copies(reconciled, copies, scope)
    return reconciled, (*problems, *identity.report_copies(reconciled, problems, scope))


def find_scope(notes: Notes, rendering: Rendering, project: Project, lock: Lock) -> identity.Scope:
    """Return what this build knows about the notes. Its second is that of the commit if all its files are as there."""
    folder, settings = project.root.folder, project.settings
    files = (
        *notes.files,
        *find_theme_files(folder, settings.theme),
        *translation.list_memory_files(folder, settings.translation),
        *rendering.translated.sources,
        *notes.unchanged_media,
    )
    scope = identity.create_scope(folder, settings.identity, files, notes.problems, notes.list_unread(lock))
    return scope.replace(notes=str(folder if project.root.part else project.root.named))


def convert_past_note(project: Project, path: str, data: bytes) -> tuple[Card, ...]:
    """Return the cards of an earlier version of a note, still without media, translations and guids."""
    from notedeck.convert import past_note

    return past_note.convert_past_note(path, data, project.root.folder, project.top_deck, project.settings)


def render_past_note(project: Project, memory: Memory, cache: Path, path: str, data: bytes) -> IllustratedCards:
    """Return the finished cards of an earlier version of a note; none for a path that leads out of the notes."""
    cards = convert_past_note(project, path, data)
    illustrated, _ = illustrate_cards(cards, start_media(project, cache), project, SilentReporter())
    return translate_cards(illustrated, memory, project, cache)


def assemble_deck(notes: Notes, rendering: Rendering, identified: IdentifiedCards, project: Project) -> Deck:
    """Put together everything that goes into the package of the whole deck."""
    own_notes = subset.limit_notes(notes.sources, project.selected_part)
    files, card_count = [note.file for note in own_notes], sum(map(count_cards, identified.cards))
    language = project.settings.translation.language
    return Deck(
        name=project.top_deck,
        description=naming.describe_deck(project.root.folder, files, card_count, language)
        + identity.describe_moves(identified.lock.moves),
        cards=identified.cards,
        assets=rendering.translated.assets,
        skipped=notes.conversion.skipped,
        removed=identified.removed,
        theme=identified.theme,
    )


def run_checks(deck: Deck, notes: Notes, rendering: Rendering, project: Project, cache: Path) -> tuple[Problem, ...]:
    """Return the findings of all checks that are reported."""
    settings = project.settings
    context = checks.CheckContext(
        deck=deck,
        notes=notes.sources,
        naming=settings.naming,
        translation=settings.translation,
        root=project.root.folder,
        cards=rendering.illustrated.cards,
        memory=rendering.memory,
        used_files=rendering.illustrated.sources,
        cache=cache,
    )
    return checks.apply_suppressions(checks.run_checks(context), deck.cards, settings.checks)


def take_snapshot(deck: Deck, problems: Sequence[Problem], notes: Notes, rendering: Rendering) -> DeckSnapshot:
    """Return what the next build may use of this one."""
    bound = notes.variants | notes.failed
    snapshots, others = create_snapshots(notes.sources, deck.cards, notes.conversion, problems, bound)
    return DeckSnapshot(snapshots, others, notes.left_out, deck.assets, rendering.translated.sources)


def limit_to_part(
    deck: Deck, problems: Iterable[Problem], notes: Notes, identified: IdentifiedCards, project: Project
) -> BuiltDeck:
    """Return what the user asked to build: the whole deck, or the part that the command line names."""
    part = project.selected_part
    own_notes, own_deck = subset.limit_notes(notes.sources, part), subset.limit_deck(deck, part, identified.lock)
    return BuiltDeck(
        deck=own_deck,
        whole_deck=deck,
        card_count=sum(map(count_cards, own_deck.cards)),
        problems=tuple(sorted(subset.limit_problems(problems, part), key=lambda problem: problem.place)),
        note_count=len(own_notes),
        left_out=tuple(note for note in notes.left_out if is_under(note.path, part)),
        tool_counts=count_tools(own_notes),
        judged_counts=Counter(tool for note in own_notes for tool in note.judged),
        changes=subset.limit_changes(identified.changes, part),
        lock=identified.lock,
        lost=subset.limit_removed(identified.lost, part, identified.lock),
        is_theme_new=identified.lock.theme_version != project.lock_file.lock.theme_version,
    )


def find_deck_moves(
    notes: Notes, reconciled: identity.Reconciliation, taken_parts: Iterable[identity.TakenPart], project: Project
) -> tuple[identity.DeckMove, ...]:
    """Return the steps for cards that Anki leaves in decks whose names the notes do not have any more.

    `taken_parts` are those whose cards became those of the deck in this build.
    """
    recorded = project.lock_file.lock.deck
    top = recorded if recorded and project.recorded_deck != recorded else project.top_deck
    changes, taken = reconciled.changes, {guid: part for part in taken_parts for guid in part.guids}
    if top == project.top_deck and not taken and all(not change.has_moved for change in changes):
        return ()
    sources = {note.path: note for note in notes.sources}

    def name_deck_before(card: Card, path: str) -> str:
        source, part = sources[card.key.path], taken.get(card.guid)
        if part is None:
            return naming.name_deck(source.replace(path=path), top, project.settings.naming)
        own_path = path.removeprefix(f"{part.path}/")
        own_top = naming.name_top_deck(project.root.folder / path, part.deck)
        return naming.name_deck(source.replace(path=own_path), own_top, project.settings.naming)

    return identity.list_deck_moves(changes, reconciled.cards, name_deck_before)


def count_tools(notes: Iterable[Source]) -> Counter[str]:
    """Return how many notes were rewritten for each tool that they are written for."""
    return Counter(tool for note in notes for tool in note.tools if tool not in note.borrowed)


@spare_objects()
def write_deck(built: BuiltDeck, project: Project, file: Path, cache: Path, copy: Path | None = None) -> WrittenPackage:
    """Write deck.lock and the package `file`, the lock first; of its collection a `copy`, in the cache.

    What the package has of cards that changed is noted in `cache`.

    A lock that is ahead of its package repairs itself with the next build; a package ahead of its lock could lose a
    chain of renames (docs/decisions). Raises DeckError when the deck is empty, a file cannot be written, or something
    is at `file` that notedeck did not write.
    """
    if not built.card_count:
        hint = Message("Add a heading with text below it, or list the skipped parts: build-deck check -v.")
        raise DeckError(Message("the notes contain no cards"), hint)
    check_package_place(file)
    old_media = read_media_names(file)
    wait_for_second(max((card.modified for card in built.deck.cards), default=0))
    new = [change.guid for change in built.changes if change.kind is identity.Kind.NEW]
    if len(new) < built.card_count:  # of a first build nothing can be put back
        removed = (card.guid for card in built.deck.removed)
        identity.store_shipped(cache, built.lock, (*(change.guid for change in built.changes), *removed))
        identity.store_first_seconds(cache, new)
    states: dict[Path, PathState] = {}

    def write_lock_before_package() -> None:
        write_lock(project.lock_file, built.lock)
        states[project.lock_file.file] = read_path_state(project.lock_file.file)

    store_packed_cards(cache, built.whole_deck.cards, built.lock, built.whole_deck.assets)
    collection = write_package(built.deck, file, write_lock_before_package, copy)
    states[file] = read_path_state(file)
    new_media = sum(1 for asset in built.deck.assets if asset.name not in old_media)
    return WrittenPackage(file, file.stat().st_size, new_media, states, collection)
