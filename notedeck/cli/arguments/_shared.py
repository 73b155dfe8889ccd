"""The arguments that several commands share, and the values that they may have."""

from __future__ import annotations

import argparse
import os

from notedeck.language import translate
from notedeck.messages import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_NOTES = "notes"
DEFAULT_OUTPUT = "output"
CARD_NAME_HELP = Message("guid, path#title or title")
HOME_STARTS = {"~", *(f"~{separator}" for separator in (os.sep, os.altsep) if separator)}


def parse_path(text: str) -> Path:
    """Return the path in an argument, with the home folder for a `~` at its start.

    The shell does not expand it everywhere: not in cmd.exe, in quotes or after `--from=`.
    Raises ArgumentTypeError for an empty one, as from a variable that is not set, and for one that cannot be.
    """
    from pathlib import Path

    if not text:
        raise argparse.ArgumentTypeError(translate(Message("it is empty; name a folder or a file")))
    if "\0" in text:
        raise argparse.ArgumentTypeError(translate(Message("no path has the character NUL")))
    return Path(os.path.expanduser(text) if text[:2] in HOME_STARTS else text)  # noqa: PTH111 - it never raises


def add_common_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of CommonOptions."""
    parser.add_argument(
        "notes",
        metavar="NOTES",
        nargs="?",
        type=parse_path,
        default=DEFAULT_NOTES,
        help=Message("folder or .md file (default: notes/)"),
    )
    parser.add_argument("--json", action="store_true", help=Message("print one JSON document on standard output"))


def add_deck_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of DeckOptions."""
    add_common_arguments(parser)
    help_text = Message("allow what deck.toml asks for, in this run only; see build-deck trust")
    parser.add_argument("--trust", action="store_true", help=help_text)


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ReadingOptions."""
    add_deck_arguments(parser)
    parser.add_argument("--deck", metavar="NAME", help=Message("name of the deck, instead of the one in deck.toml"))
    parser.add_argument("--fetch", action="store_true", help=Message("download remote pictures into the deck"))
    parser.add_argument(
        "-v", "--verbose", action="store_true", help=Message("list every note, skipped part, change and info")
    )


def add_package_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where the package goes, and whether Anki imports it."""
    parser.add_argument(
        "-o",
        "--output",
        type=parse_path,
        default=DEFAULT_OUTPUT,
        help=Message("a folder or an .apkg file (default: output/)"),
    )
    help_text = Message("import the package into the open Anki (AnkiConnect)")
    parser.add_argument("--import", dest="import_to_anki", action="store_true", help=help_text)
