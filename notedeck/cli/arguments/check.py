"""What can be typed after `build-deck check`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_reading_arguments
from notedeck.messages import Message

HELP = Message("find problems and write nothing")
EXAMPLE = "build-deck check ~/study-notes --strict"
POSITION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of CheckOptions."""
    add_reading_arguments(parser)
    parser.add_argument("--strict", action="store_true", help=Message("treat warnings as errors"))
    locked_help = Message("fail if deck.lock is not in git, or is older than the notes")
    parser.add_argument("--locked", action="store_true", help=locked_help)
    parser.add_argument(
        "--github", action="store_true", help=Message("print problems as annotations for a pull request")
    )
