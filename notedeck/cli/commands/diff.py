"""`diff`: show what the next build will change, against deck.lock."""

from __future__ import annotations

from dataclasses import dataclass

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import ReadingOptions
from notedeck.cli.run import run_pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(ReadingOptions):
    """The options of `diff`."""

    markdown: bool = False


def run(options: DiffOptions, console: Console) -> int:
    """Build in memory, and print the changes."""
    from notedeck.cli.reports import diff

    progress_console = Console(is_for_errors=True) if options.markdown else console
    done = run_pipeline(options, progress_console)
    comparison = diff.Comparison(done.built.deck.name, done.built.changes, done.project.lock_file.data is None)
    if options.json:
        console.print_json(diff.make_document(comparison), indent=1)
    elif options.markdown:
        console.print_document(diff.format_markdown(comparison))
    else:
        diff.print_changes(console, comparison, verbose=options.verbose)
    return ExitStatus.DONE


COMMAND = Command(DiffOptions, run)
