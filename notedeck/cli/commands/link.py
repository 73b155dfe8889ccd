"""`link`: give a card of the notes the reviews of a card in deck.lock."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from notedeck.cli.commands import Command
from notedeck.cli.commands._overrides import find_current_second, report_change
from notedeck.cli.console import Console
from notedeck.cli.options import DeckOptions, ReadingOptions
from notedeck.cli.run import locate_deck, run_pipeline
from notedeck.identity import Lock
from notedeck.identity.lock import overrides, store
from notedeck.messages import Message
from notedeck.model import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions(DeckOptions):
    """The options of `link`."""

    old: str
    new: str
    old_deck: Path | None = None


def run(options: LinkOptions, console: Console) -> int:
    """Link the two cards in deck.lock."""
    with store.exclude_other_builds(locate_deck(options).folder, console.print_line):
        done = run_pipeline(ReadingOptions(notes=options.notes, json=options.json, trust=options.trust), console)
        lock_file, cards = done.project.lock_file, done.built.deck.cards
        store.write_lock(lock_file, link(options, lock_file.lock, cards))
    return report_change(
        options,
        console,
        Message(
            '"{new}" is now the card "{old}". {rest}', new=options.new, old=options.old, rest=describe_rest(options)
        ),
    )


def link(options: LinkOptions, lock: Lock, cards: Sequence[Card]) -> Lock:
    """Return the lock with the two cards linked; the old one is in the lock, or in an old deck. Raises DeckError."""
    now = find_current_second()
    if options.old_deck is None:
        return overrides.link_card(lock, cards, options.old, options.new, now)
    from notedeck.adopt.link import link_note
    from notedeck.adopt.read import read_old_notes

    return link_note(lock, read_old_notes(options.old_deck), cards, options.old, options.new, now)


def describe_rest(options: LinkOptions) -> Message:
    """Return what is left to do."""
    if options.old_deck is None:
        return Message("Build and import.")
    words = ["build-deck", "adopt", str(options.old_deck), str(options.notes)]
    return Message("What to do in Anki: {words}", words=shlex.join(words))


COMMAND = Command(LinkOptions, run)
