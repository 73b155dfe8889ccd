"""Build a deck and write its package, for `build` and `watch`."""

from __future__ import annotations

import os
from pathlib import Path

from notedeck import pipeline
from notedeck.cli import output
from notedeck.cli.commands.build import BuildOptions
from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions
from notedeck.cli.progress import choose_reporter
from notedeck.cli.reports.console import print_findings
from notedeck.cli.run import Run, make_overrides, run_pipeline
from notedeck.identity.lock import store
from notedeck.identity.lock.store import read_lock_part
from notedeck.incremental.build import build_changed_notes
from notedeck.incremental.changes import find_changed_notes
from notedeck.incremental.store import load_snapshot
from notedeck.model import Value
from notedeck.problems import has_failures
from notedeck.project import configure_project
from notedeck.source.deck_root import find_deck_root
from notedeck.stage_values import WrittenPackage
from notedeck.unchanged.attempt import Attempt, look_at_deck
from notedeck.util.cache.folder import open_cache
from notedeck.util.kept_results import begin_build
from notedeck.util.lookups import add_lookups


class BuildResult(Value, frozen=True):
    """A run, where it was to write, and the package that it wrote; None if --strict forbade it.

    `attempt` has the states in the folder of the deck before it was read.
    """

    run: Run
    target: output.Target
    written: WrittenPackage | None
    attempt: Attempt | None = None


def build_package(
    options: BuildOptions, console: Console, progress: Console | None = None, attempt: Attempt | None = None
) -> BuildResult:
    """Build the deck and write package and deck.lock; another build of the same notes waits.

    The stages are printed on `progress` if it is given.
    """
    target = output.resolve_target(options.output)
    output.check_place(target, options.notes)
    folder = find_deck_root(options.notes).folder
    with store.exclude_other_builds(folder, console.print_line):
        seen = look_at_deck(attempt, folder, (target.folder, target.folder.parent)) if attempt else None
        done = run_changed(options, progress or console, folder, seen) or run_all(options, progress or console)
        if not done.built.card_count:
            print_findings(console, done.built, verbose=options.verbose)
        written = None
        if not (options.strict and has_failures(done.built.problems, strict=True)):
            if done.built.card_count:
                output.create_output_folder(target)
            written = pipeline.write_deck(done.built, done.project, target.locate_package(done.built.deck))
    if written is not None and options.import_to_anki:
        from notedeck.anki.ankiconnect import import_to_anki

        import_to_anki(written.file, key=os.environ.get("ANKICONNECT_KEY", ""))
    return BuildResult(done, target, written, seen)


def run_all(options: BuildOptions, console: Console) -> Run:
    """Build a deck in memory, of all notes."""
    begin_build()
    return run_pipeline(options, console)


def run_changed(options: BuildOptions, console: Console, folder: Path, attempt: Attempt | None) -> Run | None:
    """Build a deck in memory, of the notes that changed since the last build; None if all notes must be built."""
    if attempt is None or options.json:
        return None
    cache = open_cache(folder)
    stored = load_snapshot(cache)
    changed = find_changed_notes(stored, attempt, name_request(options)) if stored else None
    if stored is None or changed is None:
        return None
    lock_file = read_lock_part(folder, [note.source.path for note in changed])
    if lock_file is None:
        return None
    project = configure_project(options.notes, make_overrides(options), lock_file)
    reporter = choose_reporter(console, quiet=False, verbose=options.verbose)
    built = build_changed_notes(project, stored.snapshot, changed, stored.package, cache, reporter)
    if built is None:
        return None
    add_lookups(stored.inputs.asked, stored.inputs.listed)
    return Run(project, built, cache)


def name_request(options: ReadingOptions) -> str:
    """Return a text that differs for options that lead to other cards."""
    return repr((str(options.notes), options.deck, options.fetch, options.trust, os.getcwd()))  # noqa: PTH109
