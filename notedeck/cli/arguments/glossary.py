"""What can be typed after `build-deck glossary`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_deck_arguments
from notedeck.messages import Message

HELP = Message("print terms that the notes already translate, as CSV")
EXAMPLE = "build-deck glossary ~/study-notes > glossary.csv"
POSITION = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of GlossaryOptions."""
    add_deck_arguments(parser)
    help_text = Message("rank the terms by frequency, add those of the translations, leave out those of glossary.csv")
    parser.add_argument("--suggest", action="store_true", help=help_text)
