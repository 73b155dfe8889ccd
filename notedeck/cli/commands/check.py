"""`check`: the same run as `build`, with all checks and nothing written."""

from __future__ import annotations

from dataclasses import dataclass

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import ReadingOptions
from notedeck.cli.run import Run, quiet_console, run_pipeline
from notedeck.problems import has_failures


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions(ReadingOptions):
    """The options of `check`."""

    github: bool = False
    strict: bool = False


def run(options: CheckOptions, console: Console) -> int:
    """Build in memory, run all checks, and report what they find."""
    from notedeck.cli.reports.console import report_run

    if options.github:
        return print_annotations(console, run_pipeline(options, quiet_console(), with_checks=True), options)
    done = run_pipeline(options, console, with_checks=True)
    return report_run(options, console, done, None, is_check=True)


def print_annotations(console: Console, done: Run, options: CheckOptions) -> int:
    """Print the problems as GitHub Actions reads them."""
    from notedeck.cli.reports.github import format_annotations
    from notedeck.util import git

    folder, problems = done.project.root.folder, done.built.problems
    for line in format_annotations(problems, folder, git.find_worktree(folder) or folder):
        console.print_document(line)
    return ExitStatus.PROBLEMS if has_failures(problems, strict=options.strict) else ExitStatus.DONE


COMMAND = Command(CheckOptions, run)
