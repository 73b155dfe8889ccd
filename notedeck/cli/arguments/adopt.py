"""What can be typed after `build-deck adopt`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_deck_arguments, parse_path
from notedeck.messages import Message

HELP = Message("take over a deck that was made by hand or by another program, with its reviews")
EXAMPLE = "build-deck adopt old-deck.apkg ~/study-notes --dry-run"
POSITION = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of AdoptOptions."""
    old_help = Message("the deck: an .apkg or .colpkg file, or notes as plain text, exported from Anki")
    parser.add_argument("old", metavar="OLD", type=parse_path, help=old_help)
    add_deck_arguments(parser)
    parser.add_argument(
        "--front", metavar="FIELD", default="", help=Message("the field with the question (default: a guess)")
    )
    parser.add_argument(
        "--back", metavar="FIELD", default="", help=Message("the field with the answer (default: a guess)")
    )
    replace_help = Message("also take over notes of cards that deck.lock has already")
    parser.add_argument("--replace", action="store_true", help=replace_help)
    parser.add_argument("--dry-run", action="store_true", help=Message("list what would be taken over; write nothing"))
    parser.add_argument("-v", "--verbose", action="store_true", help=Message("list every note"))
