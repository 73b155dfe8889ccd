"""`check`: the same run as `build`, with all checks and nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions
from notedeck.cli.repeats import repeat_or_run
from notedeck.unchanged.attempt import Attempt

if TYPE_CHECKING:
    from notedeck.cli.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions(ReadingOptions):
    """The options of `check`."""

    github: bool = False
    locked: bool = False
    strict: bool = False


def run(options: CheckOptions, console: Console) -> int:
    """Check, unless the last check did just that."""
    return repeat_or_run("check", options, console, check_deck)


def check_deck(options: CheckOptions, console: Console, attempt: Attempt | None) -> int:
    """Build in memory, run all checks, and report what they find."""
    from notedeck.cli.outcomes import remember_findings, remember_reading
    from notedeck.cli.recorder import Recorder
    from notedeck.cli.reports.console import report_run
    from notedeck.cli.run import check_upkeep, create_quiet_console, look_at_notes, run_pipeline
    from notedeck.cli.run_changed import run_changed
    from notedeck.unchanged.store import Outcome

    recorder = Recorder(console)
    seen = look_at_notes(options, attempt)
    progress = create_quiet_console() if options.github else recorder
    changed = None
    if seen is not None and not options.json:  # JSON lists all cards
        changed = run_changed(options, progress, Path(seen.root), seen, with_checks=True)
    done = check_upkeep(changed or run_pipeline(options, progress, with_checks=True), locked=options.locked)
    if options.github:
        status = print_annotations(recorder, done, options)
    else:
        status = report_run(options, recorder, done, None, is_check=True)
    is_certain = remember_reading(seen, done, Outcome(status, recorder.printed), (options.notes,))
    if seen is not None and is_certain and changed is None:
        remember_findings(seen, done, options)
    return status


def print_annotations(console: Console, done: Run, options: CheckOptions) -> int:
    """Print the problems as GitHub Actions reads them."""
    from notedeck.cli.exit_status import ExitStatus
    from notedeck.cli.reports.github import format_annotations
    from notedeck.problems import has_failures
    from notedeck.util import git

    folder, problems = done.project.root.folder, done.built.problems
    for line in format_annotations(problems, folder, git.find_worktree(folder) or folder):
        console.print_document(line)
    return ExitStatus.PROBLEMS if has_failures(problems, strict=options.strict) else ExitStatus.DONE


COMMAND = Command(CheckOptions, run)
