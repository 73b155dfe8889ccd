"""The command line: arguments, exit status, and the one error boundary."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from notedeck import __version__
from notedeck.cli.commands import find_commands
from notedeck.cli.exit_status import ExitStatus
from notedeck.problems import DeckError
from notedeck.util.suggest import closest_name

DEFAULT_COMMAND = "build"
MIN_SIMILARITY = 0.75  # of a word to a command, from which it is a typo and not a folder


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; a test compares it with the reference in the README."""
    parser = argparse.ArgumentParser(prog="build-deck", description="Turn Markdown study notes into an Anki deck.")
    parser.add_argument("--version", action="version", version=f"notedeck {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in find_commands().values():
        command.add_arguments(subparsers.add_parser(command.name, help=command.help))
    return parser


def insert_default_command(words: Sequence[str]) -> list[str]:
    """Return the words with `build` in front where no command is named; a misspelled command is no folder."""
    if not words:
        return [DEFAULT_COMMAND]
    commands = tuple(find_commands())
    is_typo = bool(closest_name(words[0], commands, MIN_SIMILARITY)) and not Path(words[0]).exists()
    is_complete = is_typo or words[0] in (*commands, "-h", "--help", "--version")
    return list(words) if is_complete else [DEFAULT_COMMAND, *words]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = make_parser().parse_args(insert_default_command(sys.argv[1:] if words is None else words))
    as_json: bool = arguments.json
    allow_any_character(as_json=as_json)
    try:
        return find_commands()[arguments.command].execute(arguments, Console(stderr=as_json, soft_wrap=True))
    except DeckError as error:
        return report_error(error, as_json=as_json)
    except KeyboardInterrupt:
        hint = "Files that were already written are complete, and translations so far are saved."
        return report_error(DeckError("stopped", hint), as_json=as_json)
    except BrokenPipeError:  # `… --json | head`: the reader has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitStatus.DONE
    except Exception:
        traceback.print_exc()
        print("This is a bug in notedeck, not in your notes. Please report the lines above.", file=sys.stderr)  # noqa: T201
        return ExitStatus.BUG


def allow_any_character(*, as_json: bool) -> None:
    """Allow any character on the output: a Korean Windows has an encoding without emoji. JSON is UTF-8 (RFC 8259)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def report_error(error: DeckError, *, as_json: bool) -> int:
    """Print what is wrong with usage, settings or environment."""
    console = Console(stderr=True, soft_wrap=True)
    console.print(f"error: {error}", style="bold red", markup=False, highlight=False)
    if error.hint:
        console.print(f"  {error.hint}", markup=False, highlight=False)
    if as_json:
        print(json.dumps({"error": str(error), "hint": error.hint}, ensure_ascii=False))  # noqa: T201
    return ExitStatus.USAGE
