"""`forget`: stop packing removed cards."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.cli.commands import Command
from notedeck.cli.commands._overrides import read_existing_lock, report_change
from notedeck.cli.console import Console
from notedeck.cli.options import DeckOptions
from notedeck.cli.run import locate_deck
from notedeck.identity.lock import overrides, store
from notedeck.identity.lock.entries import Entry, State, is_for_removal
from notedeck.messages import Message, format_count


def run(options: DeckOptions, console: Console) -> int:
    """Mark removed cards as forgotten in deck.lock."""
    with store.exclude_other_builds(locate_deck(options).folder, console.print_line):
        lock_file = read_existing_lock(options)
        entries = lock_file.lock.entries
        store.write_lock(lock_file, overrides.forget_removed_cards(lock_file.lock))
    return report_change(options, console, describe_forgotten(entries))


def describe_forgotten(entries: Iterable[Entry]) -> Message:
    """Return what happened to the removed cards among these entries."""
    removed = [entry for entry in entries if entry.state is State.REMOVED]
    count = sum(map(is_for_removal, removed))
    forgotten = (
        Message("Forgot {cards}.", cards=format_count(count, "removed card"))
        if count
        else Message("There are no removed cards to forget.")
    )
    if count == len(removed):
        return forgotten
    kept = format_count(len(removed) - count, "removed card")
    return Message(
        "{forgotten} Kept {kept} with a copy in the notes: decide first (copy-of-removed in `build-deck check`).",
        forgotten=forgotten,
        kept=kept,
    )


COMMAND = Command(DeckOptions, run)
