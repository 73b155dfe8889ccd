"""`build` writes the package and deck.lock; `check` does the same and writes nothing."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from notedeck.exits import Exit
from notedeck.home import home
from notedeck.identity import store
from notedeck.problems import fails
from notedeck.verbs.common import Run, add_reading, assembled

DEFAULT_OUTPUT = Path("output")


def add(verbs: Any) -> None:
    """The words of both verbs."""
    build = verbs.add_parser("build", help="write the package (the default)")
    check = verbs.add_parser("check", help="the same run, nothing written; problems as file:line")
    for verb in (build, check):
        add_reading(verb)
        verb.add_argument("--strict", action="store_true", help="warnings count as errors; then nothing is written")
    add_output(build)
    build.set_defaults(run=run_build)
    check.set_defaults(run=run_check)


def add_output(verb: argparse.ArgumentParser) -> None:
    """Where the package goes, and what happens to it."""
    verb.add_argument("-o", "--output", type=Path, default=DEFAULT_OUTPUT, help="a folder or an .apkg file (output/)")
    verb.add_argument("--open", action="store_true", help="open the package with Anki when it is built")


def run_check(arguments: argparse.Namespace, console: Console) -> int:
    """Read everything, write nothing."""
    return told(arguments, console, assembled(arguments, console, None), None)


def run_build(arguments: argparse.Namespace, console: Console) -> int:
    """Read everything, write the package and deck.lock; another build of the same notes waits."""
    from notedeck import output, summary

    target = output.target(arguments.output)
    with store.held(home(arguments.notes).folder, lambda text: summary.line(console, text, "yellow")):
        run = assembled(arguments, console, target.cache)
        if not run.result.deck.cards:
            summary.findings(console, run.result, verbose=arguments.verbose)
        stops = fails(run.result.problems, strict=arguments.strict)
        keep = partial(store.write, run.before, run.result.lock)  # first: a lock ahead of its package mends itself
        written = None if stops and arguments.strict else output.write(run.result.deck, target, keep)
    status = told(arguments, console, run, written)
    if written is not None and arguments.open:
        output.open_with_system(written.file)
    return status


def told(arguments: argparse.Namespace, console: Console, run: Run, written: Any) -> int:
    """Print what came of it, and say how it went."""
    from notedeck import document, summary

    if arguments.json:
        print(document.dumps(run.result, written))  # noqa: T201
    else:
        shown = summary.Shown(arguments.verb, arguments.verbose, arguments.strict, run.before.data is None)
        summary.show(console, run.result, written, shown)
    return Exit.PROBLEMS if fails(run.result.problems, strict=arguments.strict) else Exit.DONE
