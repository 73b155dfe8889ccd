"""What can be typed after `build-deck link`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import CARD_NAME_HELP, add_deck_arguments, parse_path

HELP = "give a card the reviews of an older card"
EXAMPLE = 'build-deck link "EC2 launch types" "aws/ecs.md#Fargate" ~/study-notes'
POSITION = 7


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of LinkOptions."""
    parser.add_argument("old", metavar="OLD", help=f"the card in deck.lock: {CARD_NAME_HELP}")
    parser.add_argument("new", metavar="NEW", help=f"the card in the notes: {CARD_NAME_HELP}")
    add_deck_arguments(parser)
    from_help = "take OLD from this deck instead of deck.lock: a file as for build-deck adopt"
    parser.add_argument("--from", dest="old_deck", metavar="FILE", type=parse_path, help=from_help)
