"""`diff` shows what the next build will change, against deck.lock, and writes nothing."""

from __future__ import annotations

import argparse
from typing import Any

from rich.console import Console

from notedeck.cli.exit_status import Exit
from notedeck.cli.run import add_reading, assembled


def add(commands: Any) -> None:
    """The words of `diff`."""
    command = commands.add_parser("diff", help="new, changed, renamed, moved, removed cards since the last build")
    add_reading(command)
    command.add_argument("--markdown", action="store_true", help="Markdown, for a pull request")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Compare and print."""
    from notedeck.cli.reports import diff as changelist

    done = assembled(arguments, Console(stderr=True, soft_wrap=True) if arguments.markdown else console, None)
    compared = changelist.Compared(done.result.deck.name, done.result.changes, done.before.data is None)
    if arguments.json:
        print(changelist.as_json(compared))  # noqa: T201
    elif arguments.markdown:
        print(changelist.as_markdown(compared))  # noqa: T201
    else:
        changelist.show(console, compared, verbose=arguments.verbose)
    return Exit.DONE
