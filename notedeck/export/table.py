"""Cards as the lines of a table with fixed columns, for programs that read CSV or TSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from notedeck.export.cards import COLUMNS, ExportedCard, ExportedDeck
from notedeck.export.markdown import convert_to_markdown

BULLET = "•"  # a spreadsheet takes a text that begins with "-" for a formula
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def format_table(deck: ExportedDeck, delimiter: str) -> str:
    """Return the columns' names, and a line of values for each card; a text may have several lines."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(list_values, deck.cards))
    return stream.getvalue()


def list_values(card: ExportedCard) -> Iterator[str | int]:
    """Yield the values of a card in the order of the columns: both sides as Markdown."""
    yield card.guid
    yield from map(disarm_formula, (card.deck, card.breadcrumb))
    for side in (card.front, card.back, card.front_translation, card.back_translation):
        yield disarm_formula(convert_to_markdown(side, bullet=BULLET))
    yield disarm_formula(" ".join(card.tags))
    yield disarm_formula(card.note)
    yield card.line


def disarm_formula(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
