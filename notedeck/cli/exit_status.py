"""The exit status of the program."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit status."""

    DONE = 0  # success
    PROBLEMS = 1  # the notes have errors, or with --strict warnings
    USAGE = 2  # wrong usage, settings or environment
    BUG = 3  # a bug in notedeck
