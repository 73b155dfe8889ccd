"""The command line: what is typed becomes arguments, and a command runs with them."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from functools import cache

from notedeck import __version__
from notedeck.cli import streams
from notedeck.cli.arguments import list_commands, load_arguments, order_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

VERSION = "--version"
OPTIONS = ("-h", "--help", VERSION)  # that need no command
DEFAULT_COMMAND = "build"
DEFAULT_WIDTH = 80
MIN_SIMILARITY = 0.75  # of a word to a command, from which it is a typo and not a folder


class HelpFormatter(argparse.HelpFormatter):
    """A formatter that knows the width of the terminal; argparse would import shutil for it."""

    def __init__(self, prog: str) -> None:
        """Leave two columns free, as argparse does."""
        super().__init__(prog, width=find_width() - 2)


class Parser(argparse.ArgumentParser):
    """A parser whose messages show what was typed without control characters."""

    def error(self, message: str) -> NoReturn:
        """Print how to use the command and what is wrong, and leave."""
        from notedeck.cli.escapes import escape_line

        super().error(escape_line(message))


@cache
def find_width() -> int:
    """Return the width of the terminal in columns, as the user sets it or as the system tells it, else 80."""
    columns = os.environ.get("COLUMNS", "")
    try:
        return (int(columns) if columns.isdecimal() else 0) or os.get_terminal_size().columns or DEFAULT_WIDTH
    except OSError:
        return DEFAULT_WIDTH


def make_parser(word: str = "") -> argparse.ArgumentParser:
    """Return the parser of the command line; a test compares it with the reference in the README.

    If the first word is given, the parser is only as complete as that word needs.
    """
    description = "Turn Markdown study notes into an Anki deck."
    parser = Parser(prog="build-deck", description=description, formatter_class=HelpFormatter)
    parser.add_argument("--version", action="version", version=f"notedeck {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in choose_commands(word):
        file, is_complete = load_arguments(name), word not in OPTIONS
        subparser = subparsers.add_parser(name, help=file.HELP, add_help=is_complete, formatter_class=HelpFormatter)
        if is_complete:
            file.add_arguments(subparser)
    return parser


def choose_commands(word: str) -> tuple[str, ...]:
    """Return the commands that a parser has to know if this is the first word."""
    if word == VERSION:
        return ()
    return (word,) if word in list_commands() else order_commands()


def insert_default_command(words: Sequence[str]) -> list[str]:
    """Return the words with `build` in front where no command is named; a misspelled command is no folder."""
    if words and (words[0] in OPTIONS or words[0] in list_commands() or is_misspelled(words[0])):
        return list(words)
    return [DEFAULT_COMMAND, *words]


def is_misspelled(word: str) -> bool:
    """Return whether a word is nearly the name of a command, and nothing of this name exists."""
    from notedeck.util.suggest import find_closest_name

    return bool(find_closest_name(word, list_commands(), MIN_SIMILARITY)) and not os.path.lexists(word)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; `words` are those of the command line unless they are given."""
    streams.prepare_streams()
    typed = insert_default_command(sys.argv[1:] if words is None else words)
    arguments = make_parser(typed[0]).parse_args(typed)
    if words is None:
        streams.silence_libraries()
    from notedeck.cli.boundary import run_to_end

    status = run_to_end(arguments)
    if words is None:
        gc.freeze()  # or Python would look at every object once more before it ends
    return status
