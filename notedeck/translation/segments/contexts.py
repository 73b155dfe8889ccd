"""The contexts of texts: found where a text is first in the notes, and only for those that are sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from bs4 import Tag

from notedeck.cards.clozes import remove_marks
from notedeck.model import Card
from notedeck.translation.segments.collect import extract_texts
from notedeck.translation.segments.pictures import find_pictures
from notedeck.translation.segments.runs import Run, find_runs, format_title, join_lines
from notedeck.translation.text_context import TextContext
from notedeck.util.soup import parse_html, read_visible_text


def find_contexts(
    cards: Sequence[Card], language: str, msgids: Collection[str], cache: Path | None = None
) -> Mapping[str, TextContext]:
    """Return the contexts of texts by source; `cards` are all of the deck."""
    translatable = [card for card in cards if card.translate]
    wanted, contexts = set(msgids), dict[str, TextContext]()
    for card, own in zip(translatable, extract_texts(translatable, language, cache), strict=True):
        if wanted.isdisjoint(own):
            continue
        for msgid, context in list_card_contexts(card, language):
            if msgid in wanted:
                contexts[msgid] = context
                wanted.remove(msgid)
    return contexts


def list_card_contexts(card: Card, language: str) -> Iterator[tuple[str, TextContext]]:
    """Yield each text of a card with its context: the breadcrumb, the front, the back."""
    titles = tuple(join_lines(title) for title in card.breadcrumb)
    for number, title in enumerate(titles):
        yield format_title(title), TextContext(titles[:number])
    front = join_lines(read_visible_text(parse_html(card.front)))
    yield from list_side_contexts(card.front, titles, language)
    yield from list_side_contexts(remove_marks(card.back), (*titles, front), language)


def list_side_contexts(markup: str, headings: tuple[str, ...], language: str) -> Iterator[tuple[str, TextContext]]:
    """Yield each text of a side with its context; neighbours are as the memory writes them."""
    body = parse_html(markup)
    runs = [run for group in find_runs(body, language) for run in group]
    texts = ["", *(run.text for run in runs), ""]
    for run, before, after in zip(runs, texts, texts[2:], strict=False):
        column, row = find_heads(run)
        yield run.text, TextContext(headings, column, row or before, after)
    for picture in find_pictures(body, language):
        yield picture.text, TextContext(headings)


def find_heads(run: Run) -> tuple[str, str]:
    """Return the head of the column in which a run stands, and the first cell of its row.

    They are "" outside of a table and for themselves.
    """
    cell = run.holder if run.holder.name == "td" else run.holder.find_parent("td")
    row, table = (cell.parent, cell.find_parent("table")) if cell else (None, None)
    if cell is None or row is None or table is None:
        return "", ""
    cells, head = row.find_all(["td", "th"], recursive=False), table.find("thead")
    number, heads = find_number(cells, cell), head.find_all("th") if head else []
    column = read_cell(heads[number]) if number < len(heads) else ""
    return column, read_cell(cells[0]) if number else ""


def find_number(cells: Sequence[Tag], cell: Tag) -> int:
    """Return the number of a cell in its row; equal cells are told apart."""
    return next(number for number, other in enumerate(cells) if other is cell)


def read_cell(cell: Tag) -> str:
    """Return the words of a cell."""
    return join_lines(read_visible_text(cell))
