"""The cards of a deck with their guids: as the notes are now, and as they were in an earlier commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from notedeck import identity, pipeline
from notedeck.config.load import load_settings
from notedeck.config.settings import SETTINGS_FILE, DiagramSettings, Settings, ThemeSettings
from notedeck.identity import Lock, Scope
from notedeck.identity.lock.store import StoredLock, read_lock
from notedeck.messages import Message
from notedeck.model import Card, Value
from notedeck.problems import DeckError
from notedeck.project import Overrides, Project, apply_overrides, list_known_names
from notedeck.source.deck_root import LOCK_FILE, DeckRoot
from notedeck.util import git
from notedeck.util.files.read import is_folder, is_present, walk_tree
from notedeck.util.git.checkout import check_out
from notedeck.util.reporter import Reporter, SilentReporter


class IdentifiedDeck(Value, frozen=True):
    """The cards of a deck with their guids, and deck.lock as a build would write it.

    `unread` are the notes with errors; `problem` is what could not be used of an earlier commit.
    """

    cards: tuple[Card, ...]
    lock: Lock
    unread: frozenset[str] = frozenset()
    problem: str = ""


def identify_present_cards(project: Project, cache: Path, reporter: Reporter) -> IdentifiedDeck:
    """Return the deck of the notes as they are. Only `cache` is written to."""
    early = pipeline.start_media(project, cache)
    notes = pipeline.read_and_convert(project, cache, reporter, early.prepare).forget_texts()
    rendering = pipeline.render_cards(notes, early, project, cache, reporter)
    identified = pipeline.reconcile_deck(notes, rendering, project, cache)
    return IdentifiedDeck(identified.cards, identified.lock, notes.failed)


def identify_past_cards(project: Project, overrides: Overrides, commit: str, cache: Path) -> IdentifiedDeck:
    """Return the deck of a project as it was in a commit (a hash): its notes with the deck.lock of that commit.

    Only `cache` is written to, and a folder that is deleted afterwards. Raises DeckError without the files of the
    commit.
    """
    top = git.find_worktree(project.root.folder)
    if top is None:
        raise DeckError(
            Message("{folder} is in no git repository", folder=project.root.folder), Message("Name notes in a clone.")
        )
    with check_out(project.root.folder, top, commit) as folder:
        root = find_past_root(project.root, top, folder)
        if root is None:
            return IdentifiedDeck(
                (), Lock(), problem=Message("it has no folder {folder}, so all is new", folder=project.root.folder.name)
            )
        past, problem = configure_past_project(project, overrides, root, (top, folder))
        return identify_cards(past, cache).replace(problem=problem)


def find_past_root(root: DeckRoot, top: Path, past_top: Path) -> DeckRoot | None:
    """Return where a deck was in an earlier commit: in the same folder, else in the only one with its files."""
    name = git.name_folder_from_top(root.folder, top)
    folder = past_top if name == "." else past_top / name
    if not is_folder(folder):
        marked = list(find_marked_folders(past_top))
        if len(marked) != 1:
            return None
        folder = marked[0]
    return DeckRoot(folder, root.part, folder / root.part if root.part else folder)


def find_marked_folders(top: Path) -> Iterator[Path]:
    """Yield the folders that have a deck.lock."""
    for folder, files in walk_tree(top, lambda name: not name.startswith(".")):
        if LOCK_FILE in files:
            yield folder


def configure_past_project(
    project: Project, overrides: Overrides, root: DeckRoot, tops: tuple[Path, Path]
) -> tuple[Project, str]:
    """Return the project of an earlier commit, and what of it cannot be used, "" for nothing.

    The user allowed what the present deck.toml asks for; of the earlier one only the same is allowed.
    """
    settings, problem = project.settings, ""
    commands = project.commands
    if is_present(root.folder / SETTINGS_FILE) or is_present(project.root.folder / SETTINGS_FILE):
        try:
            own = load_settings(root.folder, list_known_names())
            present = load_settings(project.root.folder, list_known_names())
            commands = project.commands if own.diagrams == present.diagrams else {}
            settings = limit_past_settings(apply_overrides(own, overrides), project.settings, tops)
        except DeckError as error:
            problem = Message("its deck.toml cannot be used, the present one is: {error}", error=error)
    try:
        lock_file = read_lock(root.folder)
    except DeckError as error:
        lock_file = StoredLock(root.folder / LOCK_FILE, None, Lock())
        problem = Message("its deck.lock cannot be used: {error}", error=error)
    lock_file = lock_file.set_namespace(project.lock_file.lock.namespace)
    return Project(root, settings, project.theme, lock_file, commands), problem


def limit_past_settings(settings: Settings, present: Settings, tops: tuple[Path, Path]) -> Settings:
    """Return the settings of an earlier commit with no program, and no folder outside but those that count now.

    `tops` are the work tree, and the folder with the files of the commit.
    """
    top, past_top = tops
    inside = [path for path in settings.media.media_roots if path.resolve().is_relative_to(past_top)]
    outside = [path for path in present.media.media_roots if not path.resolve().is_relative_to(top)]
    return settings.replace(
        media=settings.media.replace(media_roots=(*inside, *outside)),
        theme=ThemeSettings(),
        diagrams=DiagramSettings(),
    )


def identify_cards(project: Project, cache: Path) -> IdentifiedDeck:
    """Return the deck of a project with the guids of its own deck.lock, whatever packages had."""
    reporter = SilentReporter()
    early = pipeline.start_media(project, cache)
    notes = pipeline.read_and_convert(project, cache, reporter, early.prepare).forget_texts()
    cards = pipeline.render_cards(notes, early, project, cache, reporter).translated.cards
    sides = notes.conversion.sides
    digests = identity.find_digests(cards, cache, sides)
    scope = Scope(now=1, unread=notes.failed)
    reconciled, _ = identity.reconcile_cards(cards, project.lock_file.lock, scope, digests, sides)
    return IdentifiedDeck(reconciled.cards, reconciled.lock, notes.failed)
