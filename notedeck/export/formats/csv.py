"""A table with commas. It starts with a byte order mark, without which Excel shows no Hangul."""

from __future__ import annotations

from notedeck.export.cards import COLUMNS, ExportedDeck, Pictures
from notedeck.export.table import format_table

SUFFIX = ".csv"
NAME_END = ""
ENCODING = "utf-8-sig"
PICTURES = Pictures.NAMED
START = ",".join(COLUMNS)


def format_cards(deck: ExportedDeck) -> str:
    """Return the text of a file."""
    return format_table(deck, ",")
