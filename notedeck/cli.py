"""The command line: arguments, printing, exit status, and the one error boundary."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from notedeck import __version__
from notedeck import settings as settings_file
from notedeck.problems import DeckError, fails
from notedeck.settings import Settings

VERBS = ("build", "check")
DEFAULT_ROOT = Path("notes")
DEFAULT_OUTPUT = Path("output")


class Exit(IntEnum):
    """The exit status."""

    DONE = 0  # all went well
    PROBLEMS = 1  # the notes have errors, or with --strict warnings
    USAGE = 2  # wrong usage, settings or environment
    BUG = 3  # our fault


def parser() -> argparse.ArgumentParser:
    """The whole command line; documented in the README's reference, which a test compares."""
    top = argparse.ArgumentParser(prog="build-deck", description="Markdown study notes in, an Anki deck out.")
    top.add_argument("--version", action="version", version=f"notedeck {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="build|check", required=True)
    build = verbs.add_parser("build", help="write the package (the default)")
    check = verbs.add_parser("check", help="the same run, nothing written; problems as file:line")
    for verb in (build, check):
        add_common(verb)
    build.add_argument("-o", "--output", type=Path, default=DEFAULT_OUTPUT, help="a folder or an .apkg file (output/)")
    build.add_argument("--open", action="store_true", help="open the package with Anki when it is built")
    return top


def add_common(verb: argparse.ArgumentParser) -> None:
    """What every verb understands."""
    verb.add_argument(
        "notes", metavar="NOTES", nargs="?", type=Path, default=DEFAULT_ROOT, help="folder or .md (notes/)"
    )
    verb.add_argument("--deck", metavar="NAME", help="name of the deck, in place of deck.toml's")
    verb.add_argument("--strict", action="store_true", help="warnings count as errors; then nothing is written")
    verb.add_argument("--fetch", action="store_true", help="download remote pictures into the deck")
    verb.add_argument("--json", action="store_true", help="one JSON document on standard output")
    verb.add_argument("-v", "--verbose", action="store_true", help="name every note, skipped part and small finding")


def with_verb(words: Sequence[str]) -> list[str]:
    """The arguments with `build` in front where no verb was given."""
    own = ("-h", "--help", "--version")
    return list(words) if words and words[0] in (*VERBS, *own) else ["build", *words]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = parser().parse_args(with_verb(sys.argv[1:] if words is None else words))
    any_letter(as_json=arguments.json)
    try:
        return run(arguments, Console(stderr=arguments.json, soft_wrap=True))
    except DeckError as error:
        return failed(error, as_json=arguments.json)
    except KeyboardInterrupt:
        return failed(DeckError("stopped", "A package that was there before is whole."), as_json=arguments.json)
    except BrokenPipeError:  # `… --json | head`: whoever reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception:
        traceback.print_exc()
        print("This is a bug in notedeck, not in your notes. Please report the lines above.", file=sys.stderr)  # noqa: T201
        return Exit.BUG


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


def configured(arguments: argparse.Namespace) -> Settings:
    """deck.toml beside the notes, with the command line on top."""
    root: Path = arguments.notes
    chosen = settings_file.load(root if root.is_dir() else root.parent)
    return replace(chosen, name=arguments.deck or chosen.name, fetch=arguments.fetch)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """One verb, from the settings to the summary."""
    from notedeck import document, output, pipeline, progress, summary

    settings = configured(arguments)
    report = progress.reporter(console, quiet=arguments.json, verbose=arguments.verbose)
    with TemporaryDirectory(prefix="notedeck-") as scratch:
        target = None if arguments.verb == "check" else output.target(arguments.output)
        result = pipeline.assemble(arguments.notes, settings, target.cache if target else Path(scratch), report)
        stops = fails(result.problems, strict=arguments.strict)
        if target is not None and not result.deck.cards:
            summary.findings(console, result, verbose=arguments.verbose)
        written = None if target is None or (stops and arguments.strict) else output.write(result.deck, target)
    if arguments.json:
        print(document.dumps(result, written))  # noqa: T201
    else:
        summary.show(console, result, written, verb=arguments.verb, verbose=arguments.verbose, strict=arguments.strict)
    if written is not None and arguments.open:
        output.open_with_system(written.file)
    return Exit.PROBLEMS if stops else Exit.DONE
