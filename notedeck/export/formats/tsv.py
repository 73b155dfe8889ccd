"""A table with tabs, which other flashcard programs read."""

from __future__ import annotations

from notedeck.export.cards import COLUMNS, ExportedDeck, Pictures
from notedeck.export.table import format_table

SUFFIX = ".tsv"
NAME_END = ""
ENCODING = "utf-8"
PICTURES = Pictures.NAMED
START = "\t".join(COLUMNS)


def format_cards(deck: ExportedDeck) -> str:
    """Return the text of a file."""
    return format_table(deck, "\t")
