"""`build`: write the package and deck.lock."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli import output
from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import DEFAULT_OUTPUT, ReadingOptions
from notedeck.cli.run import Run, run_pipeline
from notedeck.identity.lock import store
from notedeck.problems import has_failures
from notedeck.source.deck_root import find_deck_root

if TYPE_CHECKING:
    from notedeck.pipeline import WrittenPackage


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions(ReadingOptions):
    """The options of `build`."""

    output: Path = DEFAULT_OUTPUT
    import_to_anki: bool = False
    open: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A run, and the package that it wrote; None if --strict forbade it."""

    run: Run
    written: WrittenPackage | None


def run(options: BuildOptions, console: Console) -> int:
    """Build, report, and open the package if asked."""
    from notedeck.cli.reports.console import report_run

    result = build(options, console)
    status = report_run(options, console, result.run, result.written, is_check=False)
    if result.written is not None and options.open:
        output.open_with_system(result.written.file)
    return status


def build(options: BuildOptions, console: Console) -> BuildResult:
    """Build the deck and write package and deck.lock; another build of the same notes waits."""
    from notedeck import pipeline
    from notedeck.cli.reports.console import print_findings

    target = output.resolve_target(options.output)
    output.check_place(target, options.notes)
    with store.exclude_other_builds(find_deck_root(options.notes).folder, console.print_line):
        done = run_pipeline(options, console)
        if not done.built.deck.cards:
            print_findings(console, done.built, verbose=options.verbose)
        written = None
        if not (options.strict and has_failures(done.built.problems, strict=True)):
            if done.built.deck.cards:
                output.create_output_folder(target)
            written = pipeline.write_deck(done.built, done.project, target.package_file(done.built.deck))
    if written is not None and options.import_to_anki:
        from notedeck.anki.ankiconnect import import_to_anki

        import_to_anki(written.file, key=os.environ.get("ANKICONNECT_KEY", ""))
    return BuildResult(done, written)


COMMAND = Command(BuildOptions, run)
