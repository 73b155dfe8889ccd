"""What can be typed after `build-deck github`."""

from __future__ import annotations

import argparse
import re

from notedeck.cli.arguments._shared import DEFAULT_NOTES, DEFAULT_OUTPUT, parse_path
from notedeck.language import translate
from notedeck.messages import Message

HELP = Message("what the GitHub Action runs: check a pull request, or publish the deck")
EXAMPLE = "build-deck github notes --release deck"
POSITION = 21
DEFAULT_RELEASE = "deck"
TAG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9])){0,80}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of GithubOptions."""
    notes_help = Message("folder or .md file (default: notes/)")
    parser.add_argument("notes", metavar="NOTES", nargs="?", type=parse_path, default=DEFAULT_NOTES, help=notes_help)
    output_help = Message("folder for the package and the preview page (default: output/)")
    parser.add_argument("-o", "--output", type=parse_path, default=DEFAULT_OUTPUT, help=output_help)
    release_help = Message("tag of the release, and name of the package in it (default: deck)")
    parser.add_argument("--release", metavar="TAG", type=parse_release, default=DEFAULT_RELEASE, help=release_help)
    lock_help = Message("commit deck.lock to the branch that was pushed, if it is older than the notes")
    parser.add_argument("--commit-lock", action="store_true", help=lock_help)
    parser.set_defaults(json=False)


def parse_release(text: str) -> str:
    """Return the tag of a release. Raises ArgumentTypeError for a name that could be another place or option."""
    if not TAG.fullmatch(text) or text.endswith(".lock"):
        raise argparse.ArgumentTypeError(
            translate(Message("{text!r} is no tag; allowed: Latin letters, digits, and - _ . between them", text=text))
        )
    return text
