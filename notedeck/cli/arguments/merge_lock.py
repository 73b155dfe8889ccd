"""What can be typed after `build-deck merge-lock`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import DEFAULT_NOTES, parse_path
from notedeck.messages import Message

HELP = Message("merge two versions of deck.lock; git calls it")
EXAMPLE = 'git config merge.deck-lock.driver "build-deck merge-lock %O %A %B"'
POSITION = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of MergeLockOptions."""
    parser.add_argument("base", metavar="BASE", type=parse_path, help=Message("the version before both changes (%%O)"))
    parser.add_argument(
        "ours", metavar="OURS", type=parse_path, help=Message("our version; the result replaces it (%%A)")
    )
    parser.add_argument("theirs", metavar="THEIRS", type=parse_path, help=Message("their version (%%B)"))
    parser.set_defaults(notes=DEFAULT_NOTES, json=False)
