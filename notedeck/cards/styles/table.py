"""The table style: one card for each row; the other column heads are asked of the row's first cell."""

from __future__ import annotations

import html
import re
from collections import Counter

from bs4 import Tag

from notedeck.cards.styles import basic
from notedeck.cards.styles._html import has_asked_text, is_visible, list_visible_children
from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Section
from notedeck.util.soup import inner_html, line_of, parse_html, read_visible_text

NAME = "table"
ASKS = Message("tables of several rows, each with a name and something about it")
USES_SECTION_TITLE = False
SEPARATOR = " · "
MAX_REPEATED_CHARACTERS = 5_000_000  # each row's card repeats the heads
LETTER = re.compile(r"[^\W\d_]")


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return a card for each row, and the basic card unless the cards ask for everything in the section."""
    if "<table" not in section.body:
        return basic.draft_cards(section, settings)
    body = parse_html(section.body)
    tables = body.find_all("table")
    drafts = tuple(draft for table in tables for draft in draft_rows(table))
    has_only_tables = all(isinstance(block, Tag) and block.name == "table" for block in list_visible_children(body))
    if drafts and has_only_tables and not has_asked_text(section) and all(map(is_fully_asked, tables)):
        return drafts
    return (*basic.draft_cards(section, settings), *drafts)


def is_fully_asked(table: Tag) -> bool:
    """Return whether every row has a card, and every column has an answer."""
    rows = [list_row_cells(row) for row in list_body_rows(table)]
    columns = range(len(list_heads(table)))
    is_answered = [any(len(cells) > column and is_visible(cells[column]) for cells in rows) for column in columns]
    return bool(rows) and len(draft_rows(table)) == len(rows) and all(is_answered)


def draft_rows(table: Tag) -> tuple[CardDraft, ...]:
    """Return a card for each row that has an answer and whose first cell names no other row."""
    heads, rows = list_heads(table), list_body_rows(table)
    if not is_record(heads, rows) or table.find("table") is not None or table.find(["td", "th"], rowspan=True):
        return ()
    if len(rows) * sum(len(str(head)) for head in heads) > MAX_REPEATED_CHARACTERS:
        return ()
    counts = Counter(read_row_name(row) for row in rows)
    drafts = (draft_row(heads, list_row_cells(row), line_of(row)) for row in rows if counts[read_row_name(row)] == 1)
    return tuple(draft for draft in drafts if draft is not None)


def is_record(heads: list[Tag], rows: list[Tag]) -> bool:
    """Return whether a table describes several things; a grid of numbers or a single row of values does not."""
    names = [read_visible_text(head) for head in heads if read_visible_text(head)]
    return len(heads) > 1 and len(rows) > 1 and len(set(names)) == len(names) and any(map(LETTER.search, names))


def read_row_name(row: Tag) -> str:
    """Return the text of a row's first cell."""
    cells = list_row_cells(row)
    return read_visible_text(cells[0]) if cells else ""


def list_heads(table: Tag) -> list[Tag]:
    """Return the cells of the first row if all of them are column heads, else nothing."""
    first = table.find("tr")
    if not isinstance(first, Tag):
        return []
    cells = list_row_cells(first)
    return cells if all(cell.name == "th" for cell in cells) else []


def list_body_rows(table: Tag) -> list[Tag]:
    """Return the rows below the heads that show anything."""
    return [row for row in table.find_all("tr")[1:] if is_visible(row)]


def list_row_cells(row: Tag) -> list[Tag]:
    """Return the cells of a row."""
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def draft_row(heads: list[Tag], cells: list[Tag], line: int) -> CardDraft | None:
    """Return the card of a row, None if it has no name or no answer."""
    if len(cells) != len(heads) or not read_visible_text(cells[0]):
        return None
    answers = [(head, cell) for head, cell in zip(heads[1:], cells[1:], strict=True) if is_visible(cell)]
    if not answers:
        return None
    front = render_row_front(heads[0], cells[0], [head for head, _ in answers])
    return CardDraft(front, render_row_back(answers), NAME, read_visible_text(cells[0]), line)


def render_row_front(head: Tag, cell: Tag, wanted: list[Tag]) -> str:
    """Return the first cell beside its head, and below it, as the headline, the heads of the wanted cells."""
    column = f'<div class="column">{inner_html(head)}</div>' if read_visible_text(head) else ""
    names = SEPARATOR.join(html.escape(read_visible_text(tag), quote=False) for tag in wanted if read_visible_text(tag))
    if not names:
        return f"{column}<div>{inner_html(cell)}</div>"
    return f'{column}<div class="name">{inner_html(cell)}</div><div class="wanted">{names}</div>'


def render_row_back(answers: list[tuple[Tag, Tag]]) -> str:
    """Return the only answer, or each with its head before it."""
    if len(answers) == 1:
        return inner_html(answers[0][1])
    rows = "".join(f"<tr><th>{inner_html(head)}</th><td>{inner_html(cell)}</td></tr>" for head, cell in answers)
    return f'<table class="row"><tbody>{rows}</tbody></table>'
