"""What can be typed after `build-deck init`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_reading_arguments
from notedeck.messages import Message

HELP = Message("look at a folder of notes, and write its settings and what git and GitHub need")
EXAMPLE = "build-deck init ~/study-notes --github"
POSITION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of InitOptions."""
    add_reading_arguments(parser)
    github_help = Message("also write a workflow that checks pull requests and publishes the deck on GitHub")
    parser.add_argument("--github", action="store_true", help=github_help)
    parser.add_argument(
        "--dry-run", action="store_true", help=Message("only say what is there and what would be written")
    )
    write_help = Message("write what is missing although the folder has a deck.toml or deck.lock")
    parser.add_argument("--write", action="store_true", help=write_help)
