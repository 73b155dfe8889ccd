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
    if options.fetch or not is_repeatable or os.name != "posix":
        return run(options, console, None)
    attempt = start_attempt(command, options, is_terminal=console.is_terminal)
    outcome = find_outcome(attempt, options.notes)
    return print_outcome(outcome, console) if outcome else run(options, console, attempt)
