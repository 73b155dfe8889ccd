"""Build a deck and write its package, for `build` and `watch`."""

from __future__ import annotations

import os
from collections.abc import Iterable

from notedeck import pipeline
from notedeck.cli import output
from notedeck.cli.commands.build import BuildOptions
from notedeck.cli.console import Console
from notedeck.cli.reports.findings import print_findings
from notedeck.cli.run import Run, check_upkeep, run_pipeline
from notedeck.cli.run_changed import run_changed
from notedeck.identity.lock import store
from notedeck.identity.lock.adopted import read_adopted_notes
from notedeck.incremental.store import COLLECTION
from notedeck.model import Value
from notedeck.problems import Problem, ProblemCode, has_failures
from notedeck.source.deck_root import find_deck_root
from notedeck.stage_values import WrittenPackage
from notedeck.unchanged.attempt import Attempt, look_at_deck
from notedeck.unchanged.store import FOLDER
from notedeck.util.kept_results import begin_build


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
        needs_all = options.json or options.renew  # JSON lists all cards
        done = None if needs_all else run_changed(options, progress or console, folder, seen)
        done = check_upkeep(done or run_all(options, progress or console), locked=options.locked)
        if not done.built.card_count:
            print_findings(console, done.built, verbose=options.verbose)
        written = None
        is_refused = options.strict and has_failures(done.built.problems, strict=True)
        if not (is_refused or (options.locked and has_lock_failures(done.built.problems))):
            if done.built.card_count:
                output.create_output_folder(target)
            copy = done.cache / FOLDER / COLLECTION if seen and done.built.snapshot else None
            package = target.locate_package(done.built.deck)
            written = pipeline.write_deck(done.built, done.project, package, done.cache, copy)
    if written is not None and options.import_to_anki:
        from notedeck.anki.ankiconnect import import_to_anki, move_cards

        key = os.environ.get("ANKICONNECT_KEY", "")
        import_to_anki(written.file, key=key, adopted=read_adopted_notes(folder))
        move_cards([leaf for move in done.built.moves for leaf in move.leaves], key=key)
    return BuildResult(done, target, written, seen)


def has_lock_failures(problems: Iterable[Problem]) -> bool:
    """Return whether deck.lock is not kept as `--locked` demands."""
    codes = (ProblemCode.LOCK_BEHIND, ProblemCode.LOCK_UNTRACKED)
    return any(problem.code in codes for problem in problems)


def run_all(options: BuildOptions, console: Console) -> Run:
    """Build a deck in memory, of all notes."""
    begin_build()
    return run_pipeline(options, console, renew=options.renew)
