"""Blocks -> units: each title with the blocks up to the next one, below the titles that hold it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest

from bs4 import Tag

from notedeck.config.settings import SplittingSettings
from notedeck.model import Directive, Split, TitleKind
from notedeck.sections.blocks import blocks_of, has_content
from notedeck.sections.lines import cut
from notedeck.sections.marks import taken
from notedeck.sections.titles import Title, heading, lead, summary
from notedeck.util.html import find_line


@dataclass(slots=True, eq=False)
class Unit:
    """A title under construction: its own blocks, and the units above and directly below it."""

    kind: TitleKind
    level: int
    title: str
    html: str
    line: int
    parent: Unit | None = None
    marks: tuple[Directive, ...] = ()
    blocks: list[Tag] = field(default_factory=list)
    children: list[Unit] = field(default_factory=list)

    @property
    def ancestors(self) -> tuple[Unit, ...]:
        """The titled units above, outermost first."""
        if self.parent is None or self.parent.kind is TitleKind.PREAMBLE:
            return ()
        return (*self.parent.ancestors, self.parent)

    @property
    def line_up(self) -> tuple[Unit, ...]:
        """The unit and all above it, the text before the first title too, innermost first."""
        return (self, *(self.parent.line_up if self.parent else ()))


def outline(blocks: list[Tag], settings: SplittingSettings) -> list[Unit]:
    """All units of a note in the order of their titles; the first is the text before any title."""
    root = Unit(TitleKind.PREAMBLE, 0, "", "", find_line(blocks[0]) if blocks else 0)
    units = [root]
    grow(root, blocks, units, settings)
    return units


def grow(root: Unit, blocks: list[Tag], units: list[Unit], settings: SplittingSettings) -> None:
    """Hang the blocks below `root`, one unit a title."""
    at = root
    if settings.split is Split.AUTO:
        blocks = [part for block in blocks for part in cut(block, leads=settings.lead_lines)]
    for block, following in zip_longest(blocks, blocks[1:]):
        after_lead = at.kind is TitleKind.LEAD and not at.blocks
        title = heading(block, settings) or lead(block, following, settings, after_title=after_lead)
        marks = taken(block)
        if title is not None:
            at = opened(under(at, root, title.level), title, units)
            at.marks = marks
        elif (asked := summary(block, settings)) is not None:
            unit = opened(at, asked, units)
            unit.marks = marks
            answer(unit, block, units, settings)
        else:
            at.marks += marks
            at.blocks += [block] if has_content(block) or not marks else []


def under(at: Unit, root: Unit, level: int) -> Unit:
    """The nearest unit that can hold a title of this level."""
    while at is not root and at.level >= level:
        assert at.parent is not None
        at = at.parent
    return at


def opened(parent: Unit, title: Title, units: list[Unit]) -> Unit:
    """A new unit for `title`; one inside a details or lead line is deeper than that."""
    unit = Unit(title.kind, max(title.level, parent.level + 1), title.text, title.html, title.line, parent)
    parent.children.append(unit)
    units.append(unit)
    return unit


def answer(unit: Unit, details: Tag, units: list[Unit], settings: SplittingSettings) -> None:
    """The inside of a `<details>` below the unit of its summary: one answer, so short lines in it are no titles."""
    head = details.find("summary", recursive=False)
    if isinstance(head, Tag):
        unit.marks += taken(head)
        head.extract()
    grow(unit, blocks_of(details), units, replace(settings, lead_lines=False))
