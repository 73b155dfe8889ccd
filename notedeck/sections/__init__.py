"""HTML of a note -> its titled units, and the parts that make no card.

What a title is says `titles.py`; what makes no card, `skips.py`; `outline.py` puts the units together.
"""

from __future__ import annotations

import html
import re

from bs4 import Tag

from notedeck.config.settings import SplittingSettings
from notedeck.model import Place, Section, Skipped, Source, TitleKind
from notedeck.sections.blocks import parse, render
from notedeck.sections.footnotes import with_footnotes
from notedeck.sections.links import unlink
from notedeck.sections.marks import asked, id_of, translated
from notedeck.sections.outline import Unit, outline
from notedeck.sections.skips import sort_out
from notedeck.sections.titles import DELIMITER
from notedeck.source.names import display_name
from notedeck.util.html import find_line, inner_html, parse_html


def split(source: Source, markup: str, settings: SplittingSettings) -> tuple[tuple[Section, ...], tuple[Skipped, ...]]:
    """The titled units of a note in order, and each part of it that makes no card.

    `markup` is what `convert_markdown` returns: block elements carry `data-line`. Every visible word of it stands in
    exactly one section or skipped part (design, "What a card is"); a footnote, in every section that refers to it.
    """
    blocks, notes = parse(markup)
    tell_delimiters(blocks, source)
    units = outline(blocks, settings)
    name = note_title(source, units)
    kept, skipped = sort_out(units, source.path, name, settings)
    return tuple(section(unit, source, name, notes) for unit in kept), skipped


def tell_delimiters(blocks: list[Tag], source: Source) -> None:
    """Note on each ordered list which sign follows its first number: HTML has lost it."""
    lines = source.text.split("\n")
    for block in blocks:
        at = find_line(block) - source.first_line
        if block.name == "ol" and 0 <= at < len(lines) and (found := re.match(r"\s*\d+([.)])", lines[at])):
            block[DELIMITER] = found[1]


def note_title(source: Source, units: list[Unit]) -> str:
    """The name of a whole note: its front matter's, else its only h1 if that comes first, else the file's."""
    if source.matter.title:
        return source.matter.title
    headings = [unit for unit in units if unit.kind is TitleKind.HEADING]
    if headings and [unit for unit in headings if unit.level == 1] == headings[:1]:
        return headings[0].title
    return display_name(source.path.rsplit("/", 1)[-1])


def section(unit: Unit, source: Source, note: str, notes: list[Tag]) -> Section:
    """A unit as a value."""
    breadcrumb = tuple(parent.title for parent in unit.ancestors)
    for block in unit.blocks:
        block.attrs.pop(DELIMITER, None)
        unlink(block)
    body = render(with_footnotes(unit.blocks, notes))
    place = Place(source.path, unit.line)
    return Section(
        place,
        unit.kind,
        unit.level,
        unit.title or note,
        front(unit, note),
        body,
        breadcrumb,
        note,
        id_of(unit.marks),
        translated(unit.marks),
        (*(row for one in unit.line_up for row in asked(one.marks)), *source.matter.directives),
    )


def front(unit: Unit, note: str) -> str:
    """The title in HTML, without links that lead nowhere."""
    if "<a" not in unit.html:
        return unit.html or html.escape(note, quote=False)
    holder = parse_html(unit.html)
    unlink(holder)
    return inner_html(holder)
