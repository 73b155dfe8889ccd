"""Split the HTML of a note into titled sections, and the parts that are on no card.

`outline` puts each title (`titles`, `lines`) and the blocks below it together to a unit (`units`); `skips` takes out
what is on no card, for a reason of `skip_reasons`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from itertools import chain, islice, pairwise

from notedeck.config.settings import SplittingSettings
from notedeck.model import Directive, Place, Section, Skipped, SkipReason, Source, Split, TitleKind
from notedeck.sections.answer_keys import place_answers
from notedeck.sections.bare_statements import open_bare_statements
from notedeck.sections.blocks import Block, Footnotes, parse_blocks, render_blocks, unwrap_internal_links
from notedeck.sections.exams import separate_answers
from notedeck.sections.exercises import join_exercises
from notedeck.sections.glued_titles import is_titled_list, split_at_glued_titles
from notedeck.sections.introductions import list_introduced_titles
from notedeck.sections.lines import split_choices
from notedeck.sections.outline import build_outline
from notedeck.sections.shallow_items import nest_shallow_items
from notedeck.sections.skip_reasons import is_listed
from notedeck.sections.skips import split_off_skipped
from notedeck.sections.solved_cases import join_solutions
from notedeck.sections.source_lines import index_lines
from notedeck.sections.statements import place_statements
from notedeck.sections.titles import DELIMITER_ATTRIBUTE
from notedeck.sections.underlined_texts import is_text_heading, open_underlined_text
from notedeck.sections.units import Unit
from notedeck.source.names import list_name_parts
from notedeck.util.text import shorten_text
from notedeck.util.tree import inner_html, parse_tree, take_attribute

# Each card repeats these. Without limits, the cards of one note can have a thousand times its length.
MAX_INHERITED_DIRECTIVES = 100  # from the titles above and the front matter, the nearest first
MAX_TITLE_CHARACTERS = 500  # of each title above
MAX_BREADCRUMB_CHARACTERS = 2_000  # of all titles above
FIRST_NUMBER = re.compile(r"\s*\d+(?P<delimiter>[.)])")


def split_note(
    source: Source, markup: str, settings: SplittingSettings
) -> tuple[tuple[Section, ...], tuple[Skipped, ...]]:
    """Return the sections of a note in order, and each part that is on no card.

    `markup` is what `convert_markdown` returns. Every visible word of it is in exactly one section or skipped part; a
    footnote is in every section that refers to it, and a text that introduces titles lists them.
    """
    blocks, footnotes = parse_blocks(markup)
    mark_delimiters(blocks, source)
    blocks = split_glued_titles(nest_shallow_items(blocks, source), source)
    keys: list[Skipped] = []
    if settings.split is Split.AUTO:
        blocks, keys = place_answers(open_bare_statements(open_underlined_texts(blocks, source)), source)
    units = build_outline(blocks, settings)
    if settings.split is Split.AUTO:
        units = join_solutions(units)
    units = place_statements(units)
    if settings.split is Split.AUTO:
        units = join_exercises(separate_answers(units))
    note_title = find_note_title(source, units, settings)
    card_units, skipped = split_off_skipped(units, source.path, note_title, settings)
    listed = list_introduced_titles(units, card_units)
    skipped = tuple(part for part in skipped if part.reason is not SkipReason.EMPTY or part.place.line not in listed)
    skipped = tuple(sorted((*skipped, *keys), key=lambda part: part.place)) if keys else skipped
    directives = {id(unit): unit.directives for unit in units if unit.comments}
    return tuple(make_section(unit, source, note_title, footnotes, directives) for unit in card_units), skipped


def mark_delimiters(blocks: list[Block], source: Source) -> None:
    """Set on each ordered list the sign after its first number in the source, `.` or `)`; HTML does not have it."""
    lists = [block for block in blocks if block.name == "ol"]
    lines = index_lines(source) if lists else {}
    for block in lists:
        if match := FIRST_NUMBER.match(lines.get(block.line, "")):
            block.element.set(DELIMITER_ATTRIBUTE, match["delimiter"])


def split_glued_titles(blocks: list[Block], source: Source) -> list[Block]:
    """Return the blocks, with lists below a line in bold split at further lines in bold that no blank line sets off."""
    titled = {block for title, block in pairwise(blocks) if is_titled_list(title, block)}
    if not titled:
        return blocks
    lines = index_lines(source)
    return [part for block in blocks for part in (split_at_glued_titles(block, lines) if block in titled else [block])]


def open_underlined_texts(blocks: list[Block], source: Source) -> list[Block]:
    """Return the blocks, with texts that only the `---` right below them makes headings as paragraphs."""
    if not any(map(is_text_heading, blocks)):
        return blocks
    lines = index_lines(source)
    return [part for block in blocks for part in open_underlined_text(block, lines)]


def find_note_title(source: Source, units: list[Unit], settings: SplittingSettings) -> str:
    """Return the front matter's title, else the only h1 if it is the first heading, else the note's name.

    "References" and its kind are below a note, never its title.
    """
    if source.matter.title:
        return source.matter.title
    headings = [unit for unit in units if unit.kind is TitleKind.HEADING]
    is_title = headings and [unit for unit in headings if unit.level == 1] == headings[:1]
    if is_title and not is_listed(headings[0].title, settings):
        return headings[0].title
    return list_name_parts(source.path)[-1]


def make_section(
    unit: Unit, source: Source, note_title: str, footnotes: Footnotes, directives: Mapping[int, Sequence[Directive]]
) -> Section:
    """Return a unit as a section; `directives` are those of all units that have any, by their `id()`."""
    for block in (*unit.asked, *unit.blocks):
        if block.name == "ol":
            take_attribute(block.element, DELIMITER_ATTRIBUTE)
        if "a" in block.inner_names:
            unwrap_internal_links(block.element)
    return Section(
        place=Place(source.path, unit.line),
        kind=unit.kind,
        level=unit.level,
        title=unit.title or note_title,
        front=render_front(unit, note_title),
        body=render_blocks(footnotes.append_to(unit.blocks, unit.footnotes)),
        breadcrumb=list_breadcrumb(unit),
        note=shorten_text(note_title, MAX_TITLE_CHARACTERS),
        id=next((comment.card_id for comment in unit.comments if comment.card_id), ""),
        translate=not any(comment.forbids_translation for comment in unit.comments),
        directives=list_directives(unit, directives, source.matter.directives),
    )


def list_breadcrumb(unit: Unit) -> tuple[str, ...]:
    """Return the titles above a unit, outermost first; of a path without end, only the nearest."""
    titles: list[str] = []
    characters = 0
    for parent in reversed(unit.ancestors):
        titles.append(shorten_text(parent.title, MAX_TITLE_CHARACTERS))
        characters += len(titles[-1])
        if characters >= MAX_BREADCRUMB_CHARACTERS:
            break
    return tuple(reversed(titles))


def list_directives(
    unit: Unit, directives: Mapping[int, Sequence[Directive]], of_note: Sequence[Directive]
) -> tuple[Directive, ...]:
    """Return the directives of a unit, those of the titles above it, the nearest first, and those of the whole note."""
    if not directives and not of_note:
        return ()
    above = (directives.get(id(parent), ()) for parent in unit.iterate_parents())
    inherited = islice(chain(chain.from_iterable(above), of_note), MAX_INHERITED_DIRECTIVES)
    return (*directives.get(id(unit), ()), *inherited)


def render_front(unit: Unit, note_title: str) -> str:
    """Return the title in HTML, without links into the notes, and what belongs to its question."""
    title, asked = unit.html, [part for block in unit.asked for part in split_choices(block)]
    if not title and asked and asked[0].name == "p":
        title, asked = inner_html(asked[0].element), asked[1:]
    if not title and not asked:
        return html.escape(note_title, quote=False)
    if "<a" in title:
        tree = parse_tree(title)
        unwrap_internal_links(tree)
        title = inner_html(tree)
    return join_front(title, render_blocks(asked))


def join_front(title: str, asked: str) -> str:
    """Return a title and what is asked below it."""
    if not asked:
        return title
    return f'{f"<p>{title}</p>" if title else ""}<div class="asked">{asked}</div>'
