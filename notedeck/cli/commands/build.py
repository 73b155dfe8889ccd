"""`build` writes the package and deck.lock; `check` does the same and writes nothing."""

from __future__ import annotations

import argparse
import io
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from notedeck.cli.exit_status import Exit
from notedeck.cli.run import Run, add_reading, assembled
from notedeck.identity.lock import store
from notedeck.problems import fails
from notedeck.source.deck_root import home

if TYPE_CHECKING:
    from notedeck.cli.output import Written


def add(commands: Any) -> None:
    """The words of both verbs."""
    build = commands.add_parser("build", help="write the package (the default)")
    check = commands.add_parser("check", help="the same run, nothing written; problems as file:line")
    for command in (build, check):
        add_reading(command)
        command.add_argument("--strict", action="store_true", help="warnings count as errors; then nothing is written")
    check.add_argument("--github", action="store_true", help="problems as annotations of a pull request")
    add_output(build)
    build.add_argument("--open", action="store_true", help="open the package with Anki when it is built")
    build.set_defaults(run=run_build)
    check.set_defaults(run=run_check)


def add_output(command: argparse.ArgumentParser) -> None:
    """Where the package goes, and what happens to it."""
    command.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help="a folder or an .apkg file (output/)"
    )
    command.add_argument(
        "--import", dest="hand_over", action="store_true", help="import into a running Anki (AnkiConnect)"
    )


@dataclass(frozen=True, slots=True)
class Built:
    """A run, and the package that it wrote, None if --strict forbade it."""

    run: Run
    written: Written | None


def run_check(arguments: argparse.Namespace, console: Console) -> int:
    """Read everything, look for all that a deck maker would want to know, write nothing."""
    if not arguments.github:
        return told(arguments, console, assembled(arguments, console, None, checked=True), None)
    run = assembled(arguments, Console(file=io.StringIO(), quiet=True), None, checked=True)
    return annotated(run, strict=arguments.strict)


def annotated(run: Run, *, strict: bool) -> int:
    """Print the problems as GitHub Actions reads them."""
    from notedeck.cli.reports import github as annotations
    from notedeck.util import git

    folder = run.home.folder
    for line in annotations.lines(run.result.problems, folder, git.find_worktree(folder) or folder):
        print(line)  # noqa: T201
    return Exit.PROBLEMS if fails(run.result.problems, strict=strict) else Exit.DONE


def run_build(arguments: argparse.Namespace, console: Console) -> int:
    """Build and tell of it."""
    from notedeck.cli import output

    done = build(arguments, console)
    status = told(arguments, console, done.run, done.written)
    if done.written is not None and arguments.open:
        output.open_with_system(done.written.file)
    return status


def build(arguments: argparse.Namespace, console: Console) -> Built:
    """Read everything, write the package and deck.lock; another build of the same notes waits."""
    from notedeck.anki import ankiconnect
    from notedeck.cli import output
    from notedeck.cli.reports import console as summary

    target = output.target(arguments.output)
    with store.held(home(arguments.notes).folder, lambda text: summary.line(console, text, "yellow")):
        run = assembled(arguments, console, target.cache)
        if not run.result.deck.cards:
            summary.findings(console, run.result, verbose=arguments.verbose)
        strict = getattr(arguments, "strict", False)
        keep = partial(store.write, run.before, run.result.lock)  # first: a lock ahead of its package mends itself
        stops = strict and fails(run.result.problems, strict=True)
        written = None if stops else output.write(run.result.deck, target, keep)
    if written is not None and arguments.hand_over:
        ankiconnect.import_package(written.file, key=os.environ.get("ANKICONNECT_KEY", ""))
    return Built(run, written)


def told(arguments: argparse.Namespace, console: Console, run: Run, written: Written | None) -> int:
    """Print what came of it, and say how it went."""
    from notedeck.cli.reports import console as summary
    from notedeck.cli.reports import json_document as document

    if arguments.json:
        print(document.dumps(run.result, written))  # noqa: T201
    else:
        first, kept = run.before.data is None, run.before.writable
        whole = arguments.verbose or arguments.command == "check"
        shown = summary.Shown(arguments.command, arguments.verbose, arguments.strict, first, kept, whole)
        summary.show(console, run.result, written, shown)
    return Exit.PROBLEMS if fails(run.result.problems, strict=arguments.strict) else Exit.DONE
