"""What can be typed after `build-deck watch`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_package_arguments, add_reading_arguments
from notedeck.messages import Message

HELP = Message("build on every save")
EXAMPLE = "build-deck watch ~/study-notes --import"
POSITION = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of WatchOptions."""
    add_reading_arguments(parser)
    add_package_arguments(parser)
