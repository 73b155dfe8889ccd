"""The command line: what is typed becomes arguments, and a command runs with them."""

from __future__ import annotations

import argparse
import gc
import gettext
import os
import sys
from collections.abc import Sequence
from functools import cache

from notedeck import __version__
from notedeck.cli import streams
from notedeck.cli.arguments import list_commands, load_arguments, order_commands
from notedeck.language import ENGLISH, LANGUAGES, choose_language, find_unknown_choice, load_catalogue, translate
from notedeck.messages import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

VERSION = "--version"
HELP = "--help"
OPTIONS = ("-h", HELP, VERSION)  # that need no command
DEFAULT_COMMAND = "build"
HELP_COMMAND = "help"
USAGE = "build-deck [COMMAND] [NOTES] [options]"
DESCRIPTION = Message("Turn Markdown study notes into an Anki deck.")
EXAMPLES = Message(
    """\
examples:
  build-deck ~/study-notes                   build the deck of a folder into output/
  build-deck preview ~/study-notes --open    look at all cards in the browser
  build-deck check ~/study-notes             list what is wrong with the notes

Help on a command: build-deck help COMMAND"""
)
DEFAULT_WIDTH = 80
DASHES = ("\u2013", "\u2014", "\u2212")  # what word processors and web pages make of "--"
MIN_SIMILARITY = 0.75  # of a word to a command, from which it is a typo and not a folder


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """A formatter that keeps lines, and knows the width of the terminal; argparse would import shutil for it."""

    def __init__(self, prog: str) -> None:
        """Leave two columns free, as argparse does."""
        super().__init__(prog, width=find_width() - 2)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        """Return the help of an argument in the language of the run."""
        return translate(action.help) if action.help else action.help


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
    translate_argparse()
    parser = Parser(
        prog="build-deck",
        usage=USAGE,
        description=translate(DESCRIPTION),
        epilog=translate(EXAMPLES),
        formatter_class=HelpFormatter,
    )
    version_help = Message("show program's version number and exit")
    parser.add_argument("--version", action="version", version=f"notedeck {__version__}", help=version_help)
    subparsers = parser.add_subparsers(
        title=translate(Message("commands")), dest="command", metavar="COMMAND", prog=parser.prog, required=True
    )
    for name in choose_commands(word):
        file, is_complete = load_arguments(name), word not in OPTIONS
        subparser = subparsers.add_parser(
            name,
            help=file.HELP,
            description=describe_command(file.HELP),
            epilog=translate(Message("example:\n  {example}", example=file.EXAMPLE)),
            add_help=is_complete,
            formatter_class=HelpFormatter,
        )
        if is_complete:
            file.add_arguments(subparser)
    return parser


def describe_command(help_text: Message) -> str:
    """Return the help of a command as a sentence."""
    text = translate(help_text)
    return f"{text[0].upper()}{text[1:]}."


def translate_argparse() -> None:
    """Let argparse speak the language of the run; it has gettext's functions under names of its own."""
    language = choose_language()
    source = gettext if language == ENGLISH else load_catalogue(language)
    vars(argparse).update(_=source.gettext, ngettext=source.ngettext)


def warn_of_unknown_language() -> None:
    """Print which languages there are if the user chose another one."""
    if not (unknown := find_unknown_choice()):
        return
    from notedeck.cli.console import Console

    warning = Message(
        'NOTEDECK_LANG is "{value}"; allowed: {names}. The messages are in English.',
        value=unknown,
        names=", ".join(LANGUAGES),
    )
    Console(is_for_errors=True).print_line(warning, "yellow")


def choose_commands(word: str) -> tuple[str, ...]:
    """Return the commands that a parser has to know if this is the first word."""
    if word == VERSION:
        return ()
    return (word,) if word in list_commands() else order_commands()


def complete_words(words: Sequence[str]) -> list[str]:
    """Return the words with `build` in front where no command is named, and with `--help` in the place of `help`."""
    if words and words[0] == HELP_COMMAND and not os.path.lexists(words[0]):
        return [*(word for word in words[1:2] if word in list_commands()), HELP]
    if words and (words[0] in OPTIONS or words[0] in list_commands()):
        return list(words)
    return [DEFAULT_COMMAND, *words]


def find_meant_command(word: str) -> str:
    """Return the command whose name a word nearly is, if nothing of this name exists; "" for any other word."""
    if word.startswith("-") or os.path.lexists(word):
        return ""
    from notedeck.util.suggest import find_closest_name

    return find_closest_name(word, list_commands(), MIN_SIMILARITY)


def has_typographic_dash(word: str) -> bool:
    """Return whether a word is an option with the dash of a word processor, and no file has this name."""
    return word.startswith(DASHES) and not os.path.lexists(word)


def describe_unknown(unknown: Sequence[str], typed: Sequence[str]) -> str:
    """Return which arguments are not known, and what was probably meant: a path with blanks, or another option."""
    words = " ".join(unknown)
    if path := find_split_path(typed):
        message = Message(
            'unrecognized arguments: {words}; put quotes around the path: "{path}"', words=words, path=path
        )
        return translate(message)
    if meant := [option for word in unknown if (option := find_meant_option(word, typed[0]))]:
        message = Message(
            "unrecognized arguments: {words}; did you mean {options}?", words=words, options=" ".join(meant)
        )
        return translate(message)
    return translate(Message("unrecognized arguments: {words}", words=words))


def find_split_path(typed: Sequence[str]) -> str:
    """Return the path that several words are with blanks between them, as typed without quotes; "" if there is none."""
    words = typed[1:]
    runs = (" ".join(words[first:end]) for first in range(len(words)) for end in range(first + 2, len(words) + 1))
    return next((run for run in runs if os.path.lexists(os.path.expanduser(run))), "")  # noqa: PTH111


def find_meant_option(word: str, command: str) -> str:
    """Return the option of a command that a word with one or two dashes nearly is; "" for any other word."""
    if not word.startswith(("-", *DASHES)):
        return ""
    import re

    from notedeck.util.suggest import find_closest_name

    parser = argparse.ArgumentParser()
    load_arguments(command).add_arguments(parser)
    names = [*re.findall(r"--([\w-]+)", parser.format_usage()), *(name.removeprefix("--") for name in (HELP, VERSION))]
    meant = find_closest_name(word.strip("".join(("-", *DASHES))).partition("=")[0].lower(), names)
    return f"--{meant}" if meant else ""


def report_misspelled(word: str, meant: str, *, as_json: bool) -> int:
    """Print which command is meant, and return the exit status."""
    from notedeck.cli.boundary import report_error
    from notedeck.errors import DeckError

    message = Message('there is no command "{word}", and no folder or note of this name', word=word)
    error = DeckError(message, Message('Did you mean "{command}"? All commands: build-deck help', command=meant))
    return report_error(error, as_json=as_json)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; `words` are those of the command line unless they are given."""
    streams.prepare_streams()
    warn_of_unknown_language()
    typed = complete_words(sys.argv[1:] if words is None else words)
    if typed[0] == DEFAULT_COMMAND and typed[1:2] and (meant := find_meant_command(typed[1])):
        return report_misspelled(typed[1], meant, as_json="--json" in typed)
    parser = make_parser(typed[0])
    arguments, unknown = parser.parse_known_args(typed)
    if unknown := [*unknown, *(word for word in typed if word not in unknown and has_typographic_dash(word))]:
        parser.error(describe_unknown(unknown, typed))
    if words is None:
        streams.silence_libraries()
    from notedeck.cli.boundary import run_to_end

    status = run_to_end(arguments)
    if words is None:
        gc.freeze()  # or Python would look at every object once more before it ends
    return status
