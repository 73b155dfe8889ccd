"""The commands, one file each, found by their file names.

The file of a command holds `COMMAND`. A file whose name starts with "_" is none.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Generic, Protocol

from notedeck.cli.console import Console
from notedeck.cli.options import Options, make_options


class AnyCommand(Protocol):
    """A command, whatever its options are."""

    @property
    def name(self) -> str:
        """The word on the command line."""

    @property
    def help(self) -> str:
        """One line for `build-deck --help`."""

    @property
    def position(self) -> int:
        """The place in the list of commands."""

    @property
    def add_arguments(self) -> Callable[[argparse.ArgumentParser], None]:
        """Add the arguments of the command to its parser."""

    def execute(self, arguments: argparse.Namespace, console: Console) -> int:
        """Run with parsed arguments and return the exit status."""


@dataclass(frozen=True, slots=True)
class Command(Generic[Options]):
    """A command: its name and help, its arguments, the type of its options, and what runs it."""

    name: str
    help: str
    position: int
    options: type[Options]
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Options, Console], int]

    def execute(self, arguments: argparse.Namespace, console: Console) -> int:
        """Run with parsed arguments and return the exit status."""
        return self.run(make_options(self.options, arguments), console)


@cache
def find_commands() -> dict[str, AnyCommand]:
    """Return all commands of this folder by name, in the order of the help."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    commands = [importlib.import_module(f"{__name__}.{name}").COMMAND for name in names]
    return {command.name: command for command in sorted(commands, key=lambda command: command.position)}
