"""`watch`: build on every save, and report each build in one line."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from notedeck.cli import output
from notedeck.cli.build_package import build_package
from notedeck.cli.commands import Command
from notedeck.cli.commands.build import BuildOptions
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DEFAULT_OUTPUT, ReadingOptions
from notedeck.cli.run import create_quiet_console, list_watched_folders
from notedeck.errors import DeckError
from notedeck.identity.lock.store import read_lock
from notedeck.source.deck_root import find_deck_root
from notedeck.util.kept_results import begin_build, keep_for_next_build


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions(ReadingOptions):
    """The options of `watch`."""

    output: Path = DEFAULT_OUTPUT
    import_to_anki: bool = False


def run(options: WatchOptions, console: Console) -> int:
    """Build until Ctrl-C; no problem in a note ends it."""
    from notedeck.watch import rebuild_on_change

    target = output.resolve_target(options.output)
    output.check_place(target, options.notes)
    log = Console(is_for_errors=True) if options.json else console
    log.print_line(f"Watching {find_deck_root(options.notes).folder}. Press Ctrl-C to stop.")
    ignored = [target.file or target.folder]
    build, rest = partial(build_once, options), partial(prepare_next_build, options)
    with keep_for_next_build():
        rebuild_on_change(list_watched_folders(options), build, log.print_line, ignored=ignored, rest=rest)
    return ExitStatus.DONE


def build_once(options: WatchOptions) -> str:
    """Build, and return one line about it."""
    from notedeck.cli.reports.console import format_card_count, format_severities
    from notedeck.cli.reports.diff import format_totals

    build_options = BuildOptions(
        notes=options.notes,
        json=options.json,
        deck=options.deck,
        fetch=options.fetch,
        trust=options.trust,
        verbose=options.verbose,
        output=options.output,
        import_to_anki=options.import_to_anki,
    )
    begin_build()
    built = build_package(build_options, create_quiet_console()).run.built
    problems = f"; problems: {format_severities(built.problems)}" if built.problems else ""
    return f"{format_card_count(built.deck)}, {format_totals(built.changes)}{problems}"


def prepare_next_build(options: WatchOptions) -> None:
    """Do what the next build would have to do first; what goes wrong here is for that build to report."""
    gc.collect()  # a command looks for reference cycles rarely
    with suppress(DeckError):
        read_lock(find_deck_root(options.notes).folder)


COMMAND = Command(WatchOptions, run)
