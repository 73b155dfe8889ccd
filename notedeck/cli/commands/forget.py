"""`forget`: stop packing removed cards."""

from __future__ import annotations

from notedeck.cli.commands import Command
from notedeck.cli.commands._overrides import read_existing_lock, report_change
from notedeck.cli.console import Console
from notedeck.cli.options import DeckOptions
from notedeck.cli.run import locate_deck
from notedeck.identity.lock import overrides, store
from notedeck.identity.lock.entries import State
from notedeck.util.text import format_count


def run(options: DeckOptions, console: Console) -> int:
    """Mark all removed cards as forgotten in deck.lock."""
    with store.exclude_other_builds(locate_deck(options).folder, console.print_line):
        lock_file = read_existing_lock(options)
        count = sum(entry.state is State.REMOVED for entry in lock_file.lock.entries)
        store.write_lock(lock_file, overrides.forget_removed_cards(lock_file.lock))
    message = f"Forgot {format_count(count, 'removed card')}." if count else "There are no removed cards to forget."
    return report_change(options, console, message)


COMMAND = Command(DeckOptions, run)
