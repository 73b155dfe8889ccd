"""One card for each row of a table: the row's first cell asks for what stands below the other heads."""

from __future__ import annotations

import html
import re
from collections import Counter

from bs4 import Tag

from notedeck.cards.styles import basic
from notedeck.cards.styles._html import is_visible, visible_children
from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section
from notedeck.util.html import inner_html, line_of, parse_html, visible_text

NAME = "table"
ASKS = "tables of several rows, each with a name and something about it"
USES_SECTION_TITLE = False
SEPARATOR = " · "
LETTER = re.compile(r"[^\W\d_]")


def cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """A card a row; the basic card stays, unless the section is nothing but tables of which every row is a card."""
    body = parse_html(section.body)
    tables = body.find_all("table")
    drafts = tuple(face for table in tables for face in faces_of(table))
    alone = all(isinstance(block, Tag) and block.name == "table" for block in visible_children(body))
    whole = alone and all(map(is_asked, tables))
    return drafts if drafts and whole else (*basic.cards(section, settings), *drafts)


def is_asked(table: Tag) -> bool:
    """Whether every row is a card, and every head is asked for."""
    rows = [cells_of(row) for row in rows_of(table)]
    answered = [any(len(row) > at and is_visible(row[at]) for row in rows) for at in range(len(heads_of(table)))]
    return bool(rows) and len(faces_of(table)) == len(rows) and all(answered)


def faces_of(table: Tag) -> tuple[CardDraft, ...]:
    """A face for each row whose first cell names it and that has an answer."""
    heads, rows = heads_of(table), rows_of(table)
    if not is_record(heads, rows) or table.find("table") is not None or table.find(["td", "th"], rowspan=True):
        return ()
    named = Counter(name_of(row) for row in rows)
    drafts = (face(heads, cells_of(row), line_of(row)) for row in rows if named[name_of(row)] == 1)
    return tuple(one for one in drafts if one is not None)


def is_record(heads: list[Tag], rows: list[Tag]) -> bool:
    """Whether a table says things about several others: a grid of numbers or a single row of measures does not."""
    names = [visible_text(head) for head in heads if visible_text(head)]
    return len(heads) > 1 and len(rows) > 1 and len(set(names)) == len(names) and any(map(LETTER.search, names))


def name_of(row: Tag) -> str:
    """The words of a row's first cell."""
    return visible_text(cells_of(row)[0]) if cells_of(row) else ""


def heads_of(table: Tag) -> list[Tag]:
    """The cells of the first row, if it is one of heads."""
    first = table.find("tr")
    if not isinstance(first, Tag):
        return []
    cells = cells_of(first)
    return cells if all(cell.name == "th" for cell in cells) else []


def rows_of(table: Tag) -> list[Tag]:
    """The rows below the heads that hold anything."""
    return [row for row in table.find_all("tr")[1:] if is_visible(row)]


def cells_of(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def face(heads: list[Tag], cells: list[Tag], line: int) -> CardDraft | None:
    """A row as a question and its answer."""
    if len(cells) != len(heads) or not visible_text(cells[0]):
        return None
    pairs = [(head, cell) for head, cell in zip(heads[1:], cells[1:], strict=True) if is_visible(cell)]
    if not pairs:
        return None
    return CardDraft(
        front(heads[0], cells[0], [head for head, _ in pairs]), back(pairs), NAME, visible_text(cells[0]), line
    )


def front(name: Tag, cell: Tag, asked: list[Tag]) -> str:
    """The first cell below its head, and the heads of what is asked for."""
    above = f'<div class="column">{inner_html(name)}</div>' if visible_text(name) else ""
    wanted = SEPARATOR.join(html.escape(visible_text(head), quote=False) for head in asked if visible_text(head))
    return f"{above}<div>{inner_html(cell)}</div>" + (f'<div class="wanted">{wanted}</div>' if wanted else "")


def back(pairs: list[tuple[Tag, Tag]]) -> str:
    """The one other cell, or each with its head before it."""
    if len(pairs) == 1:
        return inner_html(pairs[0][1])
    rows = "".join(f"<tr><th>{inner_html(head)}</th><td>{inner_html(cell)}</td></tr>" for head, cell in pairs)
    return f'<table class="row"><tbody>{rows}</tbody></table>'
