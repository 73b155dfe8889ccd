"""What can be typed after `build-deck diff`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_reading_arguments

HELP = "show what the next build will change, and write nothing"
POSITION = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of DiffOptions."""
    add_reading_arguments(parser)
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table, for a pull request")
