"""`link`: give a card of the notes the reviews of a card in deck.lock."""

from __future__ import annotations

from dataclasses import dataclass

from notedeck.cli.commands import Command
from notedeck.cli.commands._overrides import find_current_second, report_change
from notedeck.cli.console import Console
from notedeck.cli.options import DeckOptions, ReadingOptions
from notedeck.cli.run import locate_deck, run_pipeline
from notedeck.identity.lock import overrides, store


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions(DeckOptions):
    """The options of `link`."""

    old: str
    new: str


def run(options: LinkOptions, console: Console) -> int:
    """Link the two cards in deck.lock."""
    with store.exclude_other_builds(locate_deck(options).folder, console.print_line):
        done = run_pipeline(ReadingOptions(notes=options.notes, json=options.json, trust=options.trust), console)
        lock_file, cards = done.project.lock_file, done.built.deck.cards
        now = find_current_second()
        store.write_lock(lock_file, overrides.link_card(lock_file.lock, cards, options.old, options.new, now))
    return report_change(options, console, f'"{options.new}" is now the card "{options.old}". Build and import.')


COMMAND = Command(LinkOptions, run)
