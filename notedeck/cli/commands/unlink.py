"""`unlink`: make a card that was matched with an older one a new card."""

from __future__ import annotations

from dataclasses import dataclass

from notedeck.cli.commands import Command
from notedeck.cli.commands._overrides import find_current_second, read_existing_lock, report_change
from notedeck.cli.console import Console
from notedeck.cli.options import DeckOptions
from notedeck.cli.run import locate_deck
from notedeck.identity.lock import overrides, store
from notedeck.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkOptions(DeckOptions):
    """The options of `unlink`."""

    card: str


def run(options: UnlinkOptions, console: Console) -> int:
    """Separate the card from the older one in deck.lock."""
    with store.exclude_other_builds(locate_deck(options).folder, console.print_line):
        lock_file = read_existing_lock(options)
        store.write_lock(lock_file, overrides.unlink_card(lock_file.lock, options.card, find_current_second()))
    return report_change(
        options, console, Message('"{card}" is now a card of its own. Build and import.', card=options.card)
    )


COMMAND = Command(UnlinkOptions, run)
