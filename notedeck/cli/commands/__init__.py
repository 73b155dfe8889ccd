"""The commands, one file each; what can be typed after each is in `cli/arguments/`, in the file of the same name.

The file of a command holds `COMMAND`. A file whose name starts with "_" is none.
"""

from __future__ import annotations

import argparse
import gc
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol

from notedeck.cli.arguments import name_file
from notedeck.cli.console import Console
from notedeck.cli.options import Options, make_options

# Python's defaults look at all cards again and again for reference cycles; what a build makes lives until its end.
COLLECTION_THRESHOLDS = (50_000, 20, 100)


class AnyCommand(Protocol):
    """A command, whatever its options are."""

    def execute(self, arguments: argparse.Namespace, console: Console) -> int:
        """Run with parsed arguments and return the exit status."""


@dataclass(frozen=True, slots=True)
class Command(Generic[Options]):
    """A command: the type of its options, and what runs it."""

    options: type[Options]
    run: Callable[[Options, Console], int]

    def execute(self, arguments: argparse.Namespace, console: Console) -> int:
        """Run with parsed arguments and return the exit status."""
        gc.set_threshold(*COLLECTION_THRESHOLDS)
        return self.run(make_options(self.options, arguments), console)


def load_command(name: str) -> AnyCommand:
    """Return a command of this folder; no other one is imported."""
    command: AnyCommand = importlib.import_module(f"{__name__}.{name_file(name)}").COMMAND
    return command
