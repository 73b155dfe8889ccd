"""`build`: write the package and deck.lock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import DEFAULT_OUTPUT, ReadingOptions
from notedeck.cli.repeats import repeat_or_run
from notedeck.unchanged.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions(ReadingOptions):
    """The options of `build`."""

    output: Path = DEFAULT_OUTPUT
    import_to_anki: bool = False
    open: bool = False
    strict: bool = False
    renew: bool = False
    locked: bool = False


def run(options: BuildOptions, console: Console) -> int:
    """Build, unless the last build did just that."""
    is_repeatable = not (options.import_to_anki or options.open or options.renew)
    return repeat_or_run("build", options, console, build_and_report, is_repeatable=is_repeatable)


def build_and_report(options: BuildOptions, console: Console, attempt: Attempt | None) -> int:
    """Build, report, and open the package if asked."""
    from notedeck.cli import output
    from notedeck.cli.build_package import build_package
    from notedeck.cli.outcomes import remember_build
    from notedeck.cli.recorder import Recorder
    from notedeck.cli.reports.console import report_run

    progress = Recorder(console)
    result = build_package(options, console, progress, attempt)
    status = report_run(options, console, result.run, result.written, is_check=False)
    remember_build(result, options, progress.printed)
    if result.written is not None and options.open:
        output.open_with_system(result.written.file)
    return status


COMMAND = Command(BuildOptions, run)
