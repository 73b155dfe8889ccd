"""`watch` builds on every save, and tells it in one line."""

from __future__ import annotations

import argparse
import io
from typing import Any

from rich.console import Console

from notedeck.cli.commands.build import add_output, build
from notedeck.cli.exit_status import Exit
from notedeck.cli.run import add_reading, watched
from notedeck.source.deck_root import home


def add(commands: Any) -> None:
    """The words of `watch`."""
    command = commands.add_parser("watch", help="build on every save")
    add_reading(command)
    add_output(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Build until Ctrl-C; nothing that is wrong with a note ends it."""
    from notedeck.cli import output
    from notedeck.watch import watch

    where = output.target(arguments.output)
    place = home(arguments.notes).folder
    out = Console(stderr=True) if arguments.json else console

    def say(text: str) -> None:
        out.print(text, markup=False, highlight=False, soft_wrap=True)

    say(f"Watching {place}; Ctrl-C ends it.")
    folders = watched(arguments, place)
    watch(folders, lambda: line(arguments), say, ignored=[where.cache, where.file or where.folder])
    return Exit.DONE


def line(arguments: argparse.Namespace) -> str:
    """Build once, and tell it in one line."""
    from notedeck.cli.reports import console as summary
    from notedeck.cli.reports import diff as changelist

    result = build(arguments, Console(file=io.StringIO(), quiet=True)).run.result
    cards = summary.cards(result.deck)
    found = f"; problems: {summary.weights(result.problems)}" if result.problems else ""
    return f"{cards}, {changelist.totals(result.changes)}{found}"
