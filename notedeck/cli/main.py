"""The command line: arguments, exit status, and the one error boundary."""

from __future__ import annotations

import argparse
import difflib
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from notedeck import __version__
from notedeck.cli.commands import MODULES
from notedeck.cli.exit_status import Exit
from notedeck.problems import DeckError


def parser() -> argparse.ArgumentParser:
    """The whole command line; documented in the README's reference, which a test compares."""
    top = argparse.ArgumentParser(prog="build-deck", description="Markdown study notes in, an Anki deck out.")
    top.add_argument("--version", action="version", version=f"notedeck {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in MODULES:
        module.add(commands)
    return top


def commands() -> tuple[str, ...]:
    """The names of all verbs."""
    (action,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return tuple(action.choices)


def with_command(words: Sequence[str]) -> list[str]:
    """The arguments with `build` in front where no verb was given; a slip in a verb is no folder of notes."""
    own = ("-h", "--help", "--version")
    if not words:
        return ["build"]
    slip = difflib.get_close_matches(words[0], commands(), n=1, cutoff=0.75) and not Path(words[0]).exists()
    return list(words) if slip or words[0] in (*commands(), *own) else ["build", *words]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = parser().parse_args(with_command(sys.argv[1:] if words is None else words))
    any_letter(as_json=arguments.json)
    try:
        status: int = arguments.run(arguments, Console(stderr=arguments.json, soft_wrap=True))
    except DeckError as error:
        return failed(error, as_json=arguments.json)
    except KeyboardInterrupt:
        return failed(
            DeckError("stopped", "What was written before is whole, and translations so far are saved."),
            as_json=arguments.json,
        )
    except BrokenPipeError:  # `… --json | head`: whoever reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception:
        traceback.print_exc()
        print("This is a bug in notedeck, not in your notes. Please report the lines above.", file=sys.stderr)  # noqa: T201
        return Exit.BUG
    return status


def any_letter(*, as_json: bool) -> None:
    """Let any letter be printed, on a Korean Windows too, whose own encoding lacks emoji; JSON is UTF-8 (RFC 8259)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def failed(error: DeckError, *, as_json: bool) -> int:
    """Say what is wrong with usage, settings or environment."""
    console = Console(stderr=True, soft_wrap=True)
    console.print(f"error: {error}", style="bold red", markup=False, highlight=False)
    if error.hint:
        console.print(f"  {error.hint}", markup=False, highlight=False)
    if as_json:
        print(json.dumps({"error": str(error), "hint": error.hint}, ensure_ascii=False))  # noqa: T201
    return Exit.USAGE
