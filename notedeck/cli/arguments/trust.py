"""What can be typed after `build-deck trust`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_common_arguments
from notedeck.messages import Message

HELP = Message("allow the programs and folders that deck.toml names, or withdraw that")
EXAMPLE = "build-deck trust ~/study-notes"
POSITION = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of TrustOptions."""
    add_common_arguments(parser)
    parser.add_argument("--revoke", action="store_true", help=Message("withdraw what was allowed"))
