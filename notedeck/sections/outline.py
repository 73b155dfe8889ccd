"""Put blocks together to units: each title with the blocks up to the next one, below the titles that contain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from notedeck.config.settings import SplittingSettings
from notedeck.markup.comments import AuthorComment
from notedeck.model import Directive, Split, TitleKind
from notedeck.sections.blocks import Block, list_blocks
from notedeck.sections.comments import take_comments
from notedeck.sections.lines import split_at_titles
from notedeck.sections.titles import Title, find_heading, find_lead, find_summary
from notedeck.util.tree import drop_element


@dataclass(slots=True, eq=False)
class Unit:
    """A future section: a title, the blocks directly below it, the unit above it, and all titled units above it.

    `ancestors` are outermost first; the text before the first title is not among them.
    """

    kind: TitleKind
    level: int
    title: str
    html: str
    line: int
    parent: Unit | None = None
    ancestors: tuple[Unit, ...] = ()
    comments: list[AuthorComment] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def directives(self) -> list[Directive]:
        """What the comments ask for."""
        return [comment.directive for comment in self.comments if comment.directive is not None]

    @property
    def has_body(self) -> bool:
        """Whether the unit shows anything below its title."""
        return any(block.name != "hr" and block.has_content for block in self.blocks)

    def iterate_parents(self) -> Iterator[Unit]:
        """Yield all units above, the text before the first title too, innermost first."""
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent


def build_outline(blocks: list[Block], settings: SplittingSettings) -> list[Unit]:
    """Return all units of a note in the order of their titles; the first is the text before any title."""
    root = Unit(TitleKind.PREAMBLE, 0, "", "", blocks[0].line if blocks else 0)
    units = [root]
    add_blocks(root, blocks, units, settings)
    return units


def add_blocks(root: Unit, blocks: list[Block], units: list[Unit], settings: SplittingSettings) -> None:
    """Add the blocks below `root`; each title among them starts a unit, which is appended to `units`."""
    unit = root
    if settings.split is Split.AUTO:
        blocks = [part for block in blocks for part in split_at_titles(block, lead_lines=settings.lead_lines)]
    for block, following in zip_longest(blocks, blocks[1:]):
        after_lead = unit.kind is TitleKind.LEAD and not unit.blocks
        title = find_heading(block, settings) or find_lead(block, following, settings, after_title=after_lead)
        comments = take_comments(block.element)
        if title is not None:
            unit = add_unit(find_parent(unit, root, title.level), title, units, comments)
        elif (question := find_summary(block, settings)) is not None:
            add_details(add_unit(unit, question, units, comments), block, units, settings)
        else:
            unit.comments += comments
            unit.blocks += [block] if block.has_content or not comments else []


def find_parent(unit: Unit, root: Unit, level: int) -> Unit:
    """Return the nearest unit, from `unit` up to `root`, that can contain a title of this level."""
    while unit is not root and unit.level >= level:
        assert unit.parent is not None
        unit = unit.parent
    return unit


def add_unit(parent: Unit, title: Title, units: list[Unit], comments: Iterable[AuthorComment]) -> Unit:
    """Append a new unit to `units`, and return it; inside a details or lead line it is deeper than that."""
    level = max(title.level, parent.level + 1)
    ancestors = (*parent.ancestors, parent) if parent.kind is not TitleKind.PREAMBLE else ()
    units.append(Unit(title.kind, level, title.text, title.html, title.line, parent, ancestors, [*comments]))
    return units[-1]


def add_details(unit: Unit, details: Block, units: list[Unit], settings: SplittingSettings) -> None:
    """Add the inside of a `<details>` to the unit of its summary: it is one answer, so it has no lead lines."""
    summary = details.element.find("summary")
    if summary is not None:
        unit.comments += take_comments(summary)
        drop_element(summary)
    add_blocks(unit, list_blocks(details.element), units, settings.replace(lead_lines=False))
