"""What can be typed after `build-deck build`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_package_arguments, add_reading_arguments
from notedeck.messages import Message

HELP = Message("write the package (the default command)")
EXAMPLE = "build-deck ~/study-notes"
POSITION = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of BuildOptions."""
    add_reading_arguments(parser)
    add_package_arguments(parser)
    parser.add_argument("--open", action="store_true", help=Message("open the package in Anki after the build"))
    renew_help = Message("update all cards that an earlier notedeck drew in another way")
    parser.add_argument("--renew", action="store_true", help=renew_help)
    locked_help = Message("fail if deck.lock is not in git, or is older than the notes; then nothing is written")
    parser.add_argument("--locked", action="store_true", help=locked_help)
    parser.add_argument(
        "--strict", action="store_true", help=Message("treat warnings as errors; then nothing is written")
    )
