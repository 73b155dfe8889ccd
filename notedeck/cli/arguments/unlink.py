"""What can be typed after `build-deck unlink`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import CARD_NAME_HELP, add_deck_arguments
from notedeck.messages import Message

HELP = Message("make a recognised card a new card")
EXAMPLE = 'build-deck unlink "Fargate" ~/study-notes'
POSITION = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of UnlinkOptions."""
    parser.add_argument("card", metavar="CARD", help=CARD_NAME_HELP)
    add_deck_arguments(parser)
