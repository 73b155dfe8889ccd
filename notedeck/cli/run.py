"""Run the pipeline for a command, from its options to a deck in memory."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli.console import Console
from notedeck.cli.options import DeckOptions, ReadingOptions
from notedeck.cli.progress import choose_reporter
from notedeck.model import Value
from notedeck.unchanged.attempt import Attempt, look_at_deck
from notedeck.util.cache.folder import open_cache

if TYPE_CHECKING:
    from notedeck.project import Overrides, Project
    from notedeck.source.deck_root import DeckRoot
    from notedeck.stage_values import BuiltDeck


class Run(Value, frozen=True):
    """A project, the deck that was built of it, and the folder of its cache."""

    project: Project
    built: BuiltDeck
    cache: Path


def make_overrides(options: ReadingOptions, *, renew: bool = False, languages: tuple[str, ...] = ()) -> Overrides:
    """Return what the options set in place of deck.toml."""
    from notedeck.project import Overrides

    name = options.deck or ""
    return Overrides(name, options.fetch, options.trust, renew, languages)


def run_pipeline(
    options: ReadingOptions,
    console: Console,
    *,
    with_checks: bool = False,
    renew: bool = False,
    languages: tuple[str, ...] = (),
) -> Run:
    """Build a deck in memory; only its cache is written to. `renew` and `languages` are as in Overrides."""
    from notedeck import pipeline
    from notedeck.project import configure_project

    project = configure_project(options.notes, make_overrides(options, renew=renew, languages=languages))
    reporter = choose_reporter(console, quiet=options.json, verbose=options.verbose)
    cache = open_cache(project.root.folder)
    built = pipeline.build_deck(project, cache, reporter, with_checks=with_checks)
    check_notes(project, built)
    return Run(project, built, cache)


def check_notes(project: Project, built: BuiltDeck) -> None:
    """Raise DeckError if there is no note, and never was one."""
    if not (built.note_count or built.left_out or built.problems or project.lock_file.lock.entries):
        from notedeck.source.other_files import create_no_notes_error

        raise create_no_notes_error(project.root.named)


def check_upkeep(run: Run, *, locked: bool) -> Run:
    """Return a run with the problems of how deck.lock is kept; `locked` is whether it must be as this build has it."""
    from notedeck.identity.lock.upkeep import find_upkeep_problems

    built, project = run.built, run.project
    note = project.root.folder / next((card.key.path for card in built.deck.cards), "")
    problems = tuple(find_upkeep_problems(project.lock_file, built.lock, built.changes, note, locked=locked))
    everything = tuple(sorted((*built.problems, *problems), key=lambda problem: problem.place))
    return run.replace(built=built.replace(problems=everything)) if problems else run


def look_at_notes(options: ReadingOptions, attempt: Attempt | None, places: Collection[Path] = ()) -> Attempt | None:
    """Return the attempt with the states of the notes, and of the `places` to write to, before they are read.

    Raises DeckError as `run_pipeline` does.
    """
    from notedeck.source.deck_root import find_deck_root

    return look_at_deck(attempt, find_deck_root(options.notes).folder, places) if attempt else None


def locate_deck(options: DeckOptions) -> DeckRoot:
    """Find the deck of the notes. Raises DeckError without one, and for notes behind a symlink that is not allowed."""
    from notedeck import project

    return project.locate_deck(options.notes, trusts_all=options.trust)


def list_watched_folders(options: ReadingOptions) -> tuple[Path, ...]:
    """Return the folders whose changes start a new build: the notes, and whatever else a build reads."""
    from notedeck.project import configure_project

    project = configure_project(options.notes, make_overrides(options))
    settings, folder = project.settings, project.root.folder
    templates = [settings.theme.templates] if settings.theme.templates else []
    return folder, folder.resolve().parent / "media", *settings.media.media_roots, *templates


def create_quiet_console() -> Console:
    """Return a console that prints nothing."""
    return Console(is_quiet=True)
