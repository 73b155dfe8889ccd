"""What can be typed after `build-deck link`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import CARD_NAME_HELP, add_deck_arguments, parse_path
from notedeck.messages import Message

HELP = Message("give a card the reviews of an older card")
EXAMPLE = 'build-deck link "EC2 launch types" "aws/ecs.md#Fargate" ~/study-notes'
POSITION = 7


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of LinkOptions."""
    parser.add_argument(
        "old", metavar="OLD", help=Message("the card in deck.lock: {card_name_help}", card_name_help=CARD_NAME_HELP)
    )
    parser.add_argument(
        "new", metavar="NEW", help=Message("the card in the notes: {card_name_help}", card_name_help=CARD_NAME_HELP)
    )
    add_deck_arguments(parser)
    from_help = Message("take OLD from this deck instead of deck.lock: a file as for build-deck adopt")
    parser.add_argument("--from", dest="old_deck", metavar="FILE", type=parse_path, help=from_help)
