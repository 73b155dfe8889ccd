"""What `link`, `unlink` and `forget` share: they change deck.lock and say what they did."""

from __future__ import annotations

import time

from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DeckOptions
from notedeck.cli.run import locate_deck
from notedeck.errors import DeckError
from notedeck.identity.lock import store
from notedeck.messages import Message


def read_existing_lock(options: DeckOptions) -> store.StoredLock:
    """Return the deck.lock of the notes. Raises DeckError without one."""
    lock_file = store.read_lock(locate_deck(options).folder)
    if lock_file.data is None:
        raise DeckError(
            Message("there is no {file}", file=lock_file.file), Message("Build the deck first; that writes it.")
        )
    return lock_file


def report_change(options: DeckOptions, console: Console, text: str) -> int:
    """Print what was done."""
    if options.json:
        console.print_json({"done": text})
    else:
        console.print_line(text)
    return ExitStatus.DONE


def find_current_second() -> int:
    """Return the present Unix second."""
    return int(time.time())
