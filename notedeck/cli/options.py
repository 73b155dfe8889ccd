"""The options that several commands share, and how arguments become typed options."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

DEFAULT_NOTES = Path("notes")
DEFAULT_OUTPUT = Path("output")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonOptions:
    """What every command accepts: the folder or note, and whether to print JSON."""

    notes: Path = DEFAULT_NOTES
    json: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckOptions(CommonOptions):
    """What every command accepts that reads a deck: whether to trust all that its deck.toml asks for."""

    trust: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions(DeckOptions):
    """What every command accepts that builds a deck in memory."""

    deck: str | None = None
    fetch: bool = False
    verbose: bool = False


Options = TypeVar("Options", bound=CommonOptions)


def make_options(kind: type[Options], arguments: argparse.Namespace) -> Options:
    """Return parsed arguments as typed options: every field of `kind` is the `dest` of an argument."""
    return kind(**{field.name: getattr(arguments, field.name) for field in fields(kind)})


def parse_path(text: str) -> Path:
    """Return the path in an argument.

    Raises ArgumentTypeError for an empty one, as from a variable that is not set, and for one that cannot be.
    """
    if not text:
        raise argparse.ArgumentTypeError("it is empty; name a folder or a file")
    if "\0" in text:
        raise argparse.ArgumentTypeError("no path has the character NUL")
    return Path(text)


def add_common_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of CommonOptions."""
    parser.add_argument(
        "notes",
        metavar="NOTES",
        nargs="?",
        type=parse_path,
        default=DEFAULT_NOTES,
        help="folder or .md file (default: notes/)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document on standard output")


def add_deck_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of DeckOptions."""
    add_common_arguments(parser)
    help_text = "allow what deck.toml asks for, in this run only; see build-deck trust"
    parser.add_argument("--trust", action="store_true", help=help_text)


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ReadingOptions."""
    add_deck_arguments(parser)
    parser.add_argument("--deck", metavar="NAME", help="name of the deck, instead of the one in deck.toml")
    parser.add_argument("--fetch", action="store_true", help="download remote pictures into the deck")
    parser.add_argument("-v", "--verbose", action="store_true", help="list every note, skipped part, change and info")
