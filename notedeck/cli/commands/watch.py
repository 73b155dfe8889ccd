"""`watch`: build on every save, and report each build in one line."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path

from notedeck.cli import output
from notedeck.cli.build_package import BuildResult, build_package
from notedeck.cli.commands import Command
from notedeck.cli.commands.build import BuildOptions
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DEFAULT_OUTPUT, ReadingOptions
from notedeck.cli.outcomes import remember_snapshot
from notedeck.cli.repeats import start_attempt_if_certain
from notedeck.cli.run import create_quiet_console, list_watched_folders
from notedeck.messages import Message, join_messages
from notedeck.source.deck_root import find_deck_root
from notedeck.util.files.states import wait_for_tick
from notedeck.util.kept_results import keep_for_next_build


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
    log.print_line(Message("Watching {folder}. Press Ctrl-C to stop.", folder=find_deck_root(options.notes).folder))
    ignored = [target.file or target.folder]
    builder = Builder(options)
    folders, rest = list_watched_folders(options), builder.prepare_next_build
    with keep_for_next_build():
        rebuild_on_change(folders, builder.build, log.print_line, ignored=ignored, rest=rest)
    return ExitStatus.DONE


@dataclass(slots=True)
class Builder:
    """Builds a deck again and again; `result` is that of the last build, None if it failed."""

    options: WatchOptions
    result: BuildResult | None = None

    @property
    def build_options(self) -> BuildOptions:
        """The options of each build."""
        return BuildOptions(
            notes=self.options.notes,
            deck=self.options.deck,
            fetch=self.options.fetch,
            trust=self.options.trust,
            verbose=self.options.verbose,
            output=self.options.output,
            import_to_anki=self.options.import_to_anki,
        )

    def build(self) -> str:
        """Build, and return one line about it."""
        from notedeck.cli.reports.console import format_card_count, format_severities
        from notedeck.cli.reports.diff import format_totals

        self.result = None
        wait_for_tick()  # so that the state of the note that was saved just now is certain
        options = self.build_options
        attempt = start_attempt_if_certain("watch", options, is_terminal=False)
        self.result = build_package(options, create_quiet_console(), attempt=attempt)
        built = self.result.run.built
        problems = (
            Message("; problems: {severities}", severities=format_severities(built.problems)) if built.problems else ""
        )
        counts = (format_card_count(built), format_totals(built.changes))
        return join_messages(", ", counts) + problems

    def prepare_next_build(self) -> None:
        """Do what the next build would have to do first; what goes wrong here is for that build to report."""
        if self.result is not None:
            remember_snapshot(self.result, self.build_options)
        gc.collect()  # a command looks for reference cycles rarely


COMMAND = Command(WatchOptions, run)
