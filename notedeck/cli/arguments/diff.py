"""What can be typed after `build-deck diff`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_reading_arguments
from notedeck.messages import Message

HELP = Message("show what the next build will change, and write nothing")
EXAMPLE = "build-deck diff ~/study-notes --against origin/main"
POSITION = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of DiffOptions."""
    add_reading_arguments(parser)
    help_text = Message("compare with a branch, tag or commit instead of the last build, such as origin/main or HEAD~3")
    parser.add_argument("--against", metavar="REV", help=help_text)
    parser.add_argument("--markdown", action="store_true", help=Message("print a Markdown table, for a pull request"))
