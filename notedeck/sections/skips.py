"""What makes no card: skipped headings, contents, bare link lists, navigation, bylines, empty titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import Tag

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import BYLINE_LABEL, SOURCE_LABEL, fold_title
from notedeck.model import Place, Skipped, SkipReason, TitleKind
from notedeck.sections.blocks import block_text, has_content
from notedeck.sections.linklists import is_contents, is_links
from notedeck.sections.navigation import take_navigation
from notedeck.sections.outline import Unit
from notedeck.util.html import find_line

PREFACE_MAX = 300  # characters of text that may introduce a table of contents


def sort_out(
    units: list[Unit], path: str, note: str, settings: SplittingSettings
) -> tuple[list[Unit], tuple[Skipped, ...]]:
    """The units that make cards, and all that does not, in note order. `note` is the name of the whole note."""
    known = {fold_title(name) for name in settings.skip_headings} - {""}
    headings = {fold_title(unit.title) for unit in units if unit.kind is not TitleKind.PREAMBLE} - {""}
    kept: list[Unit] = []
    skipped: list[Skipped] = []
    for unit in units:
        lines = take_navigation(unit, is_last=unit is units[-1])
        skipped += [left_out(path, unit.title or note, line, SkipReason.NAVIGATION) for line in lines]
        reason = reason_for(unit, known, headings)
        if reason is not None:
            skipped.append(whole(path, unit, note, reason))
        elif has_body(unit):
            kept.append(unit)
    shown = {id(one) for unit in kept for one in (unit, *unit.ancestors)}
    bare = (unit for unit in units if id(unit) not in shown and unit.title and not has_body(unit))
    listed = {id(unit) for unit in units if is_below_listed(unit, known)}
    skipped += [whole(path, unit, note, SkipReason.EMPTY) for unit in bare if id(unit) not in listed]
    return kept, tuple(sorted(skipped, key=lambda part: part.place))


def is_below_listed(unit: Unit, known: set[str]) -> bool:
    """Whether a title, or one above it, is on the list."""
    return any(is_listed(one.title, known) for one in (*unit.ancestors, unit))


def reason_for(unit: Unit, known: set[str], headings: set[str]) -> SkipReason | None:
    """Why a unit with all its blocks makes no card; None if it makes one."""
    if is_below_listed(unit, known):
        return SkipReason.HEADING
    if not has_body(unit):
        return None
    rest = [block for block in unit.blocks if has_content(block) and not is_byline(block, unit)]
    if not rest:
        return SkipReason.BYLINE
    lists = [block for block in rest if block.name in ("ul", "ol")]
    if lists and is_preface(rest, unit) and all(is_contents(block, headings) for block in lists):
        return SkipReason.CONTENTS
    return SkipReason.LINKS if all(is_links(block) for block in rest) else None


def has_body(unit: Unit) -> bool:
    return any(block.name != "hr" and has_content(block) for block in unit.blocks)


def is_listed(title: str, known: set[str]) -> bool:
    """Whether a title, or each part of one such as "참고 / 출처", is on the list."""
    parts = [fold_title(part) for part in re.split(r"[/&,·+|]|\s및\s|\sand\s", title)]
    return fold_title(title) in known or (len(parts) > 1 and all(part in known for part in parts))


def is_byline(block: Tag, unit: Unit) -> bool:
    """A short paragraph or quote whose every line names an author, a date or a source.

    Only at the head of a note; further down, a line that names a source by a link.
    """
    rows = [row for row in block.get_text().split("\n") if row.strip()]
    if block.name not in ("p", "blockquote") or not rows or block.find("img") is not None:
        return False
    if unit.level > 1:
        return all(SOURCE_LABEL.match(row) for row in rows) and block.find("a") is not None and is_links(block)
    return all(BYLINE_LABEL.match(row) for row in rows) and len(without_links(block)) < 60 * len(rows)


def without_links(block: Tag) -> str:
    """The letters and digits of a block outside of its links and bare addresses."""
    linked = "".join(link.get_text() for link in block.find_all("a"))
    return fold_title(block_text(block)).replace(fold_title(linked), "", 1)


def is_preface(rest: list[Tag], unit: Unit) -> bool:
    """Whether what stands beside the list only introduces it: nothing, or one short text above further headings."""
    other = [block for block in rest if block.name not in ("ul", "ol")]
    if not other:
        return True
    text = sum(len(block_text(block)) for block in other)
    first = unit.level <= 1
    return first and len(other) == 1 and other[0].name in ("p", "blockquote") and text <= PREFACE_MAX


def whole(path: str, unit: Unit, note: str, reason: SkipReason) -> Skipped:
    place = Place(path, unit.line)
    words = (block_text(block) for block in unit.blocks)
    return Skipped(place, unit.title or note, reason, " ".join(word for word in words if word))


def left_out(path: str, title: str, blocks: Iterable[Tag], reason: SkipReason) -> Skipped:
    rows = list(blocks)
    return Skipped(Place(path, find_line(rows[0])), title, reason, " ".join(block_text(row) for row in rows))
