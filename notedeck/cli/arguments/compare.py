"""What can be typed after `build-deck compare`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_reading_arguments, parse_path
from notedeck.messages import Message

HELP = Message("list what a member changed in Anki, from an exported package")
EXAMPLE = "build-deck compare exported.apkg ~/study-notes"
POSITION = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of CompareOptions."""
    parser.add_argument(
        "package", metavar="PACKAGE", type=parse_path, help=Message("what Anki exported (.apkg or .colpkg)")
    )
    add_reading_arguments(parser)
    parser.add_argument("--markdown", action="store_true", help=Message("print a Markdown table, for a pull request"))
