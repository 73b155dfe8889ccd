"""What can be typed: one file for each command, with its help, its place in the list and its arguments.

The files are found by their names; one whose name starts with "_" is no command. They import only what it takes to
read a command line (docs/architecture.md, "When it is imported"). What a command does is in `cli/commands/`, in the
file of the same name.
"""

from __future__ import annotations

import importlib
import os
from functools import cache
from types import ModuleType


@cache
def list_commands() -> tuple[str, ...]:
    """Return the names of all commands, without importing their files."""
    names = (name.removesuffix(".py") for name in os.listdir(__path__[0]) if name.endswith(".py"))  # noqa: PTH208
    return tuple(sorted(name.replace("_", "-") for name in names if not name.startswith("_")))


def name_file(command: str) -> str:
    """Return the name of the file of a command, here and in `cli/commands/`, without its suffix."""
    return command.replace("-", "_")


def load_arguments(name: str) -> ModuleType:
    """Return the file of a command.

    It has `HELP`, one line; `EXAMPLE`, what a user may type; `POSITION`, its place in the list; and `add_arguments`,
    which adds to its parser.
    """
    return importlib.import_module(f"{__name__}.{name_file(name)}")


def order_commands() -> tuple[str, ...]:
    """Return the names of all commands in the order of the help."""
    return tuple(sorted(list_commands(), key=lambda name: int(load_arguments(name).POSITION)))
