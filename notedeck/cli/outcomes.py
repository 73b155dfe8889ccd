"""What the next run of a command would print if nothing changed, and whether that is certain."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from notedeck.cli.build_package import BuildResult
from notedeck.cli.commands.build import BuildOptions
from notedeck.cli.options import ReadingOptions
from notedeck.cli.output import Target
from notedeck.cli.recorder import Recorder
from notedeck.cli.reports.console import report_run
from notedeck.cli.run import Run
from notedeck.cli.run_changed import name_request
from notedeck.identity.lock.store import MAX_CLOCK_SKEW_SECONDS
from notedeck.identity.match.exact import COPIED
from notedeck.identity.removed.store import FILE as REMOVED_TEXTS
from notedeck.incremental.changes import find_changed_notes
from notedeck.incremental.findings import add_findings
from notedeck.incremental.store import create_stored_snapshot, load_snapshot, store_snapshot
from notedeck.problems import ProblemCode
from notedeck.stage_values import BuiltDeck, WrittenPackage
from notedeck.unchanged.attempt import NOTHING_WRITTEN, Attempt, Settled, Written, remember_run, settle_run
from notedeck.unchanged.store import Outcome, Printed
from notedeck.util.files.states import PathState, read_path_state

# Problems of a build that changed something, which the next build may not have.
PASSING_CODES = frozenset(
    (
        ProblemCode.AMBIGUOUS_MATCH,
        ProblemCode.CARDS_DEFERRED,
        ProblemCode.HISTORY_SHALLOW,
        ProblemCode.LOCK_BEHIND,
        ProblemCode.LOCK_MERGED,
        ProblemCode.LOCK_TAKEN_OVER,
        ProblemCode.LOCK_UNTRACKED,
        ProblemCode.LOCK_MISSING,
        ProblemCode.LOCK_IN_FUTURE,
    )
)


def remember_build(result: BuildResult, options: BuildOptions, progress: Sequence[Printed]) -> None:
    """Remember a build for the next one; `progress` is what it printed before its report."""
    settled = remember_snapshot(result, options)
    if settled is None or result.attempt is None or result.written is None:
        return
    built, cache = result.run.built, result.run.cache
    if built.deck.removed or built.lost:
        written = describe_written(result.written.states, result.target)
        settled = settle_run(
            result.attempt, cache, [options.notes, result.written.file, cache / REMOVED_TEXTS], written
        )
    is_first = result.run.project.lock_file.data is None
    has_changed = bool(built.changes) or built.is_theme_new or is_first
    if settled is not None and (not has_changed or is_settled(result.run)):
        outcome = predict_outcome(result.run, result.written, options, progress)
        remember_run(result.attempt, cache, outcome, settled)


def remember_snapshot(result: BuildResult, options: BuildOptions) -> Settled | None:
    """Store what a build made of each note, and return what it depended on; None if that is in doubt."""
    if result.attempt is None or result.written is None or not is_repeatable(result.run):
        return None
    built, cache, written = result.run.built, result.run.cache, result.written
    written_states = describe_written(written.states, result.target)
    settled = settle_run(result.attempt, cache, [options.notes, written.file], written_states)
    collection, request = written.collection, name_request(options)
    if settled and built.snapshot and collection and is_snapshot_certain(built):
        store_snapshot(cache, create_stored_snapshot(result.attempt, request, collection, built.snapshot, settled))
    return settled


def is_snapshot_certain(built: BuiltDeck) -> bool:
    """Return whether the next build would make the same of what does not change."""
    return not built.lost and not has_passing_problems(built)


def remember_reading(
    attempt: Attempt | None, done: Run, outcome: Outcome, routes: Collection[Path], written: Written = NOTHING_WRITTEN
) -> bool:
    """Remember a run that left deck.lock as it is, and so will print the same; return whether that is certain."""
    settled = settle_run(attempt, done.cache, routes, written) if attempt and is_repeatable(done) else None
    if attempt is not None and settled is not None:
        remember_run(attempt, done.cache, outcome, settled)
    return settled is not None


def remember_findings(attempt: Attempt, done: Run, options: ReadingOptions) -> None:
    """Store what a check of all notes found with the snapshot of the last build."""
    stored = load_snapshot(done.cache)
    changed = find_changed_notes(stored, attempt, name_request(options)) if stored else None
    if stored is not None and changed is not None and done.built.findings is not None:
        snapshot = add_findings(stored.snapshot, changed, done.built)
        store_snapshot(done.cache, stored.replace(snapshot=snapshot))


def note_written(files: Iterable[Path], target: Target) -> Written:
    """Return the states of files that were written just now."""
    return describe_written({file: read_path_state(file) for file in files}, target)


def describe_written(states: Mapping[Path, PathState], target: Target) -> Written:
    """Return what a run wrote, by all names of the files, and with the folder for output if that is new."""
    new = [target.folder, target.folder / ".gitignore"] if target.is_new else []
    by_name = {name: state for file, state in states.items() for name in list_names(file)}
    return Written(by_name, frozenset(name for path in new for name in list_names(path)))


def predict_outcome(done: Run, written: WrittenPackage, options: BuildOptions, progress: Sequence[Printed]) -> Outcome:
    """Return what the next build prints: it finds deck.lock and package as this one wrote them, and changes nothing."""
    lock_file = done.project.lock_file.replace(data=done.project.lock_file.data or b"")
    built = done.built.replace(changes=(), is_theme_new=False, moves=())
    next_run = done.replace(project=done.project.replace(lock_file=lock_file), built=built)
    recorder = Recorder()
    status = report_run(options, recorder, next_run, written.replace(new_media=0), is_check=False)
    return Outcome(status, (*progress, *recorder.printed))


def is_repeatable(done: Run) -> bool:
    """Return whether a run depends on nothing but files.

    A program that deck.toml names may depend on anything; the finding of a time in the future, and a copy that gives
    way to a card, depend on the clock.
    """
    lock = done.built.lock
    times = [entry.modified for entry in lock.entries] + ([lock.theme_version.modified] if lock.theme_version else [])
    is_past = max(times, default=0) <= time.time() + MAX_CLOCK_SKEW_SECONDS
    has_copies = any(change.reason.startswith(COPIED) for change in done.built.changes)
    return is_past and not has_copies and not done.project.commands and done.project.lock_file.writable


def is_settled(done: Run) -> bool:
    """Return whether the report of the next build is known although this one changed something."""
    built = done.built
    has_removed = bool(built.deck.removed or built.lost or done.project.root.part)
    return not has_removed and not has_passing_problems(built)


def has_passing_problems(built: BuiltDeck) -> bool:
    """Return whether a build has problems that the next one may not have."""
    return any(problem.code in PASSING_CODES for problem in built.problems)


def list_names(path: Path | str) -> tuple[str, str]:
    """Return a path as it was named, absolute, and without symlinks."""
    return os.path.abspath(path), os.path.realpath(path)  # noqa: PTH100
