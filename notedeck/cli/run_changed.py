"""Run the pipeline for `build`, `check`, `diff` and `watch`, with the notes that changed since the last build alone."""

from __future__ import annotations

import os
from pathlib import Path

from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions
from notedeck.cli.progress import choose_reporter
from notedeck.cli.run import Run, make_overrides
from notedeck.identity.lock.store import read_lock_part
from notedeck.incremental.build import build_changed_notes
from notedeck.incremental.changes import MAX_CHANGED_SHARE, find_changed_notes
from notedeck.incremental.findings import list_unchecked
from notedeck.incremental.store import load_snapshot
from notedeck.project import configure_project
from notedeck.unchanged.attempt import Attempt
from notedeck.util.cache.folder import open_cache
from notedeck.util.lookups import add_lookups


def run_changed(
    options: ReadingOptions, console: Console, folder: Path, attempt: Attempt | None, *, with_checks: bool = False
) -> Run | None:
    """Build a deck in memory, of the notes that changed since the last build; None if all notes must be built.

    `folder` is that of the deck, and `attempt` has the states in it; `with_checks` adds the findings of the checks.
    Only the cache of the deck is written to.
    """
    if attempt is None:
        return None
    cache = open_cache(folder)
    stored = load_snapshot(cache)
    changed = find_changed_notes(stored, attempt, name_request(options)) if stored else None
    if stored is None or changed is None:
        return None
    if with_checks:
        changed = list_unchecked(stored.snapshot, changed)
    if len(changed) > MAX_CHANGED_SHARE * len(stored.snapshot.notes):
        return None
    lock_file = read_lock_part(folder, [note.source.path for note in changed])
    if lock_file is None:
        return None
    project = configure_project(options.notes, make_overrides(options), lock_file)
    reporter = choose_reporter(console, quiet=options.json, verbose=options.verbose)
    built = build_changed_notes(
        project, stored.snapshot, changed, stored.collection, cache, reporter, with_checks=with_checks
    )
    if built is None:
        return None
    add_lookups(stored.inputs.asked, stored.inputs.listed)
    return Run(project, built, cache)


def name_request(options: ReadingOptions) -> str:
    """Return a text that differs for options that lead to other cards."""
    return repr((str(options.notes), options.deck, options.fetch, options.trust, os.getcwd()))  # noqa: PTH109
