"""`diff`: show what the next build will change, against deck.lock."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from rich.console import Console

from notedeck.cli.commands import Command
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import ReadingOptions, add_reading_arguments
from notedeck.cli.run import run_pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(ReadingOptions):
    """The options of `diff`."""

    markdown: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of DiffOptions."""
    add_reading_arguments(parser)
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table, for a pull request")


def run(options: DiffOptions, console: Console) -> int:
    """Build in memory, and print the changes."""
    from notedeck.cli.reports import diff

    progress_console = Console(stderr=True, soft_wrap=True) if options.markdown else console
    done = run_pipeline(options, progress_console, None)
    comparison = diff.Comparison(done.built.deck.name, done.built.changes, done.project.lock_file.data is None)
    if options.json:
        print(diff.format_json(comparison))  # noqa: T201
    elif options.markdown:
        print(diff.format_markdown(comparison))  # noqa: T201
    else:
        diff.print_changes(console, comparison, verbose=options.verbose)
    return ExitStatus.DONE


HELP = "show what the next build will change, and write nothing"
COMMAND = Command("diff", HELP, 2, DiffOptions, add_arguments, run)
