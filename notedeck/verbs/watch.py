"""`watch` builds on every save, and tells it in one line."""

from __future__ import annotations

import argparse
import io
from typing import Any

from rich.console import Console

from notedeck.exits import Exit
from notedeck.home import home
from notedeck.verbs.build import add_output, build
from notedeck.verbs.common import add_reading, watched


def add(verbs: Any) -> None:
    """The words of `watch`."""
    verb = verbs.add_parser("watch", help="build on every save")
    add_reading(verb)
    add_output(verb)
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Build until Ctrl-C; nothing that is wrong with a note ends it."""
    from notedeck import output
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
    from notedeck import changelist, summary

    result = build(arguments, Console(file=io.StringIO(), quiet=True)).run.result
    cards = summary.cards(result.deck)
    found = f"; problems: {summary.weights(result.problems)}" if result.problems else ""
    return f"{cards}, {changelist.totals(result.changes)}{found}"
