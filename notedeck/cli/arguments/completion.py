"""What can be typed after `build-deck completion`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import DEFAULT_NOTES
from notedeck.messages import Message

HELP = Message("print a script with which a shell completes commands and options")
EXAMPLE = "build-deck completion bash"
POSITION = 13
SHELLS = ("bash", "zsh", "fish", "powershell", "tcsh")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of CompletionOptions."""
    parser.add_argument(
        "shell", metavar="SHELL", choices=SHELLS, help=" or ".join((", ".join(SHELLS[:-1]), SHELLS[-1]))
    )
    parser.set_defaults(notes=DEFAULT_NOTES, json=False)
