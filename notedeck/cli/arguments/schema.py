"""What can be typed after `build-deck schema`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import DEFAULT_NOTES
from notedeck.messages import Message

HELP = Message("print the JSON Schema of deck.toml, for an editor")
EXAMPLE = "build-deck schema > deck.schema.json"
POSITION = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Set what the options of every command have."""
    parser.set_defaults(notes=DEFAULT_NOTES, json=True)
