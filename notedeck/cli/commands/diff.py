"""`diff`: show what the next build will change, against deck.lock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions
from notedeck.cli.repeats import repeat_or_run
from notedeck.unchanged.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(ReadingOptions):
    """The options of `diff`."""

    markdown: bool = False


def run(options: DiffOptions, console: Console) -> int:
    """Compare, unless the last comparison did just that. With Markdown, what is printed beside it is not recorded."""
    return repeat_or_run("diff", options, console, print_differences, is_repeatable=not options.markdown)


def print_differences(options: DiffOptions, console: Console, attempt: Attempt | None) -> int:
    """Build in memory, and print the changes."""
    from notedeck.cli.exit_status import ExitStatus
    from notedeck.cli.outcomes import remember_reading
    from notedeck.cli.recorder import Recorder
    from notedeck.cli.reports import diff
    from notedeck.cli.run import look_at_notes, run_pipeline
    from notedeck.cli.run_changed import run_changed
    from notedeck.unchanged.store import Outcome

    recorder = Recorder(console)
    seen = look_at_notes(options, attempt)
    progress = Console(is_for_errors=True) if options.markdown else recorder
    done = (run_changed(options, progress, Path(seen.root), seen) if seen else None) or run_pipeline(options, progress)
    comparison = diff.Comparison(done.built.deck.name, done.built.changes, done.project.lock_file.data is None)
    if options.json:
        recorder.print_json(diff.make_document(comparison), indent=1)
    elif options.markdown:
        recorder.print_document(diff.format_markdown(comparison))
    else:
        diff.print_changes(recorder, comparison, verbose=options.verbose)
    remember_reading(seen, done, Outcome(ExitStatus.DONE, recorder.printed), (options.notes,))
    return ExitStatus.DONE


COMMAND = Command(DiffOptions, run)
