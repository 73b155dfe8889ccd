"""What can be typed after `build-deck forget`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_deck_arguments
from notedeck.messages import Message

HELP = Message("remove removed cards from the packages")
EXAMPLE = "build-deck forget ~/study-notes"
POSITION = 9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of DeckOptions."""
    add_deck_arguments(parser)
