"""`glossary` prints the terms that the notes translate themselves."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import Any

from rich.console import Console

from notedeck.cli.commands.deck_texts import read_cards
from notedeck.cli.exit_status import Exit
from notedeck.cli.run import add_notes


def add(commands: Any) -> None:
    """The words of `glossary`."""
    command = commands.add_parser("glossary", help="terms that the notes translate themselves, as CSV")
    add_notes(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:  # noqa: ARG001 - every verb is run alike
    """Print the terms as CSV, ready for glossary.csv."""
    from notedeck.cards.styles.terms import texts
    from notedeck.translation.glossary import suggest

    _, cards, _ = read_cards(arguments)
    rows = suggest(text for card in cards for text, _ in texts(card.front, card.back))
    if arguments.json:
        found = [{"term": row.term, "translation": row.translation, "count": row.count} for row in rows]
        print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201
        return Exit.DONE
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows((row.term, row.translation) for row in rows)
    return Exit.DONE
