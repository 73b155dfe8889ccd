"""`link`, `unlink` and `forget`: a person's decisions about cards, kept in deck.lock."""

from __future__ import annotations

import argparse
from typing import Any

from rich.console import Console

from notedeck.cli.exit_status import Exit
from notedeck.cli.run import add_notes, assembled, now
from notedeck.identity import State
from notedeck.identity.lock import overrides as choices
from notedeck.identity.lock import store
from notedeck.problems import DeckError
from notedeck.source.deck_root import home

NAME = "guid, path#title or title"


def add(commands: Any) -> None:
    """The words of the three verbs."""
    link = commands.add_parser("link", help="say that a card is another one, whose reviews it gets")
    link.add_argument("old", metavar="OLD", help=f"the card that deck.lock knows: {NAME}")
    link.add_argument("new", metavar="NEW", help=f"the card that the notes have: {NAME}")
    link.set_defaults(run=run_link)
    unlink = commands.add_parser("unlink", help="say that a card that was taken for an older one is new")
    unlink.add_argument("card", metavar="CARD", help=NAME)
    unlink.set_defaults(run=run_unlink)
    forget = commands.add_parser("forget", help="let packages carry removed cards no more")
    forget.set_defaults(run=run_forget)
    for command in (link, unlink, forget):
        add_notes(command)


def run_link(arguments: argparse.Namespace, console: Console) -> int:
    """Give a card the reviews of another."""
    with store.held(home(arguments.notes).folder, console.print):
        run = assembled(arguments, console, None)
        lock = choices.link(run.before.lock, run.result.deck.cards, arguments.old, arguments.new, now())
        store.write(run.before, lock)
    return said(arguments, console, f'"{arguments.new}" is now the card "{arguments.old}". Build and import.')


def run_unlink(arguments: argparse.Namespace, console: Console) -> int:
    """Part a card from the one that it was taken for."""
    with store.held(home(arguments.notes).folder, console.print):
        before = known(arguments)
        store.write(before, choices.unlink(before.lock, arguments.card, now()))
    return said(arguments, console, f'"{arguments.card}" is now a card of its own. Build and import.')


def run_forget(arguments: argparse.Namespace, console: Console) -> int:
    """Let go of removed cards."""
    with store.held(home(arguments.notes).folder, console.print):
        before = known(arguments)
        count = sum(entry.state is State.REMOVED for entry in before.lock.entries)
        store.write(before, choices.forget(before.lock))
    return said(arguments, console, f"{count} removed cards are forgotten; packages carry them no more.")


def known(arguments: argparse.Namespace) -> store.Stored:
    """The deck.lock of the notes. Raises DeckError without one."""
    before = store.read(home(arguments.notes).folder)
    if before.data is None:
        raise DeckError(f"there is no {before.file}", "Build the deck first; that writes it.")
    return before


def said(arguments: argparse.Namespace, console: Console, text: str) -> int:
    """Tell what was done."""
    if arguments.json:
        import json

        print(json.dumps({"done": text}, ensure_ascii=False))  # noqa: T201
    else:
        console.print(text, markup=False, highlight=False)
    return Exit.DONE
