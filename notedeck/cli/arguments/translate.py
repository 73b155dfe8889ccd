"""What can be typed after `build-deck translate`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import add_deck_arguments
from notedeck.messages import Message

HELP = Message("fill translations/<language>.po; later builds need no network")
EXAMPLE = "build-deck translate ~/study-notes --dry-run"
POSITION = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of TranslateOptions."""
    add_deck_arguments(parser)
    parser.add_argument("--engine", metavar="NAME", help=Message("translation engine, instead of the one in deck.toml"))
    parser.add_argument("--to", metavar="LANGUAGE", help=Message("only this language of those in deck.toml"))
    parser.add_argument(
        "--dry-run", action="store_true", help=Message("estimate requests, time and cost; send nothing")
    )
    parser.add_argument("--review", action="store_true", help=Message("list what a person should check; send nothing"))
    help_text = Message(
        "ask again: doubtful (default), open, machine (all that an engine wrote), or the path of a note"
    )
    parser.add_argument("--again", metavar="WHAT", nargs="?", const="doubtful", help=help_text)
    help_text = Message("ask again about texts of an engine that break glossary.csv, and list those of people")
    parser.add_argument("--terms", action="store_true", help=help_text)
    help_text = Message("take the translations that stand beside the notes (README.en.md) or in them; send nothing")
    parser.add_argument("--from-parallel", action="store_true", help=help_text)
    parser.add_argument(
        "--max-chars", metavar="N", type=int, default=0, help=Message("send at most this many characters")
    )
