"""`watch` builds on every save, and tells it in one line."""

from __future__ import annotations

import argparse
import io
import time
from typing import Any

from rich.console import Console

from notedeck.exits import Exit
from notedeck.home import home
from notedeck.problems import DeckError
from notedeck.verbs.build import Built, add_output, build
from notedeck.verbs.common import add_reading


def add(verbs: Any) -> None:
    """The words of `watch`."""
    verb = verbs.add_parser("watch", help="build on every save")
    add_reading(verb)
    add_output(verb)
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Build until Ctrl-C; nothing that is wrong with a note ends it."""
    from notedeck import output, watch

    where = output.target(arguments.output)
    folder = home(arguments.notes).folder
    say = console.print if not arguments.json else Console(stderr=True).print
    say(f"Watching {folder}; Ctrl-C ends it.", markup=False, highlight=False)
    quiet = Console(file=io.StringIO(), quiet=True)
    left_out = [where.cache, *([] if where.file else [where.folder])]
    watch.rebuild(folder, left_out, lambda: say(line(arguments, quiet), markup=False, highlight=False, soft_wrap=True))
    return Exit.DONE


def line(arguments: argparse.Namespace, quiet: Console) -> str:
    """Build once, and tell it in one line."""
    from notedeck import changelist, summary

    clock = time.strftime("%H:%M:%S")
    try:
        done: Built = build(arguments, quiet)
    except DeckError as error:
        return f"{clock}  {' '.join(f'{error}. {error.hint}'.split())}"
    except Exception as error:
        return f"{clock}  a bug in notedeck: {type(error).__name__}: {error}; build to see all of it"
    result = done.run.result
    cards = summary.plural(len(result.deck.cards), "card")
    found = summary.weights(result.problems)
    return f"{clock}  {cards}, {changelist.totals(result.changes)}" + (
        f"; problems: {found}" if found != "none" else ""
    )
