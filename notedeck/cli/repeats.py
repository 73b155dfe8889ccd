"""Commands that do nothing when nothing changed: they print again what their last run printed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions
from notedeck.cli.recorder import print_outcome
from notedeck.unchanged.attempt import Attempt, find_outcome, start_attempt

AnyOptions = TypeVar("AnyOptions", bound=ReadingOptions)


def repeat_or_run(
    command: str,
    options: AnyOptions,
    console: Console,
    run: Callable[[AnyOptions, Console, Attempt | None], int],
    *,
    is_repeatable: bool = True,
) -> int:
    """Print again what the last run printed if everything is as it was then, else run; return the exit status.

    A run that asks servers is always done; so is every run on Windows, which stores no time of change that programs
    cannot set.
    """
    attempt = start_attempt_if_certain(command, options, is_terminal=console.is_terminal)
    outcome = find_outcome(attempt, options.notes) if attempt is not None and is_repeatable else None
    return print_outcome(outcome, console) if outcome else run(options, console, attempt if is_repeatable else None)


def start_attempt_if_certain(command: str, options: ReadingOptions, *, is_terminal: bool) -> Attempt | None:
    """Begin a run that depends on nothing but files whose states are certain; None for any other one."""
    is_certain = os.name == "posix" and not options.fetch
    return start_attempt(command, options, is_terminal=is_terminal) if is_certain else None
