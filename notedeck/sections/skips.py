"""Take what is on no card out of the units: whole units, and parts of them such as contents and navigation."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import fold_title
from notedeck.model import Place, Skipped, SkipReason, TitleKind
from notedeck.sections.blocks import Block
from notedeck.sections.links import is_navigation
from notedeck.sections.margins import split_off_contents, split_off_marks, split_off_sources
from notedeck.sections.question_parts import is_property
from notedeck.sections.skip_reasons import find_empty_reason, find_skip_reason, find_skipped_units, is_not_available
from notedeck.sections.units import Unit

MAX_CLOSING_CHARACTERS = 40  # of a note's last line, after its navigation


def split_off_skipped(
    units: list[Unit], path: str, note_title: str, settings: SplittingSettings
) -> tuple[list[Unit], tuple[Skipped, ...]]:
    """Return the units for cards, and the parts that are on no card; both in note order."""
    titles = [fold_title(unit.title) for unit in units]
    headings = {folded: unit.title for folded, unit in zip(titles, units, strict=True) if folded}
    reasons = find_skipped_units(units, titles, settings)
    card_units: list[Unit] = []
    empty_units: list[Unit] = []
    skipped: list[Skipped] = []
    for unit in units:
        parts = take_marks_and_navigation(unit, is_last=unit is units[-1])
        is_head = any(unit is head for head in units[:2])
        reason = reasons.get(id(unit)) or find_skip_reason(unit, path, headings, is_head=is_head)
        if reason:
            skipped.append(skip_unit(path, unit, note_title, reason))
        elif not unit.has_body or is_not_available(unit):
            empty_units.append(unit)
        else:
            parts += [*take_properties(unit), *take_margins(unit)]
            card_units.append(unit)
        skipped += [skip_blocks(path, unit.title or note_title, blocks, why) for blocks, why in parts]
    unseen_units = find_unseen_titles(empty_units, card_units)
    skipped += [skip_unit(path, unit, note_title, find_empty_reason(unit)) for unit in unseen_units]
    return join_preamble(card_units, note_title), tuple(sorted(skipped, key=lambda part: part.place))


def join_preamble(card_units: list[Unit], note_title: str) -> list[Unit]:
    """Return the units; the text before the first title joins the section with the note's own title, if there is one.

    Otherwise two cards would ask the same.
    """
    preamble, heading = card_units[:2] if len(card_units) > 1 else (None, None)
    if preamble is None or heading is None or preamble.kind is not TitleKind.PREAMBLE:
        return card_units
    if heading.level != 1 or heading.title != note_title or preamble.comments:
        return card_units
    heading.blocks = [*preamble.blocks, *heading.blocks]
    return card_units[1:]


def take_marks_and_navigation(unit: Unit, *, is_last: bool) -> list[tuple[list[Block], SkipReason]]:
    """Remove marks of contents and navigation from a unit, and return the blocks of each removed part with the reason.

    `is_last` is whether the unit is the last of its note.
    """
    unit.blocks, marks = split_off_marks(unit.blocks)
    contents = [([block], SkipReason.CONTENTS) for block in marks]
    return [*contents, *((blocks, SkipReason.NAVIGATION) for blocks in take_navigation(unit, is_last=is_last))]


def take_properties(unit: Unit) -> list[tuple[list[Block], SkipReason]]:
    """Remove what is about a question, such as its difficulty, from the end of its answer."""
    end = len(unit.blocks)
    while unit.asked and end > 1 and is_property(unit.blocks[end - 1]):
        end -= 1
    unit.blocks, properties = unit.blocks[:end], unit.blocks[end:]
    return [(properties, SkipReason.BYLINE)] if properties else []


def take_margins(unit: Unit) -> list[tuple[list[Block], SkipReason]]:
    """Remove lists of contents, and the sources at both ends, from a unit that has more text than these."""
    if unit.level > 1 and not any("a" in block.inner_names for block in unit.blocks):
        return []
    inner, contents = split_off_contents(unit.blocks)
    inner, sources = split_off_sources(inner, is_head=unit.level <= 1)
    if not any(block.name != "hr" and block.has_content for block in inner):
        return []
    unit.blocks = inner
    return [(part, why) for part, why in ((contents, SkipReason.CONTENTS), (sources, SkipReason.BYLINE)) if part]


def find_unseen_titles(empty_units: list[Unit], card_units: list[Unit]) -> list[Unit]:
    """Return the units without text whose title is on no card."""
    if not empty_units:
        return []
    on_cards = {id(ancestor) for unit in card_units for ancestor in unit.ancestors}
    return [unit for unit in empty_units if unit.title and id(unit) not in on_cards]


def take_navigation(unit: Unit, *, is_last: bool) -> list[list[Block]]:
    """Remove the navigation from a unit, and return the blocks of each removed part.

    In the last unit of a note, the part also has the closing words after it.
    """
    if not any("a" in block.inner_names for block in unit.blocks):
        return []
    navigation: list[list[Block]] = []
    others: list[Block] = []
    closing_start = len(unit.blocks)
    while is_last and closing_start and is_closing(unit.blocks[closing_start - 1]):
        closing_start -= 1
    for index, block in enumerate(unit.blocks):
        if not is_navigation(block):
            others.append(block)
        elif is_last and index + 1 >= closing_start and any(other.has_content for other in others):
            navigation.append(unit.blocks[index:])
            break
        else:
            navigation.append([block])
    unit.blocks = others
    return navigation


def is_closing(block: Block) -> bool:
    """Return whether a block can be a note's closing words: a short line or a rule."""
    is_short = len(block.text) <= MAX_CLOSING_CHARACTERS
    return block.name in ("p", "hr") and is_short and "img" not in block.inner_names


def skip_unit(path: str, unit: Unit, note_title: str, reason: SkipReason) -> Skipped:
    """Return a whole unit as a skipped part."""
    texts = (block.text for block in (*unit.asked, *unit.blocks))
    return Skipped(Place(path, unit.line), unit.title or note_title, reason, " ".join(text for text in texts if text))


def skip_blocks(path: str, title: str, blocks: Iterable[Block], reason: SkipReason) -> Skipped:
    """Return some blocks of a unit as a skipped part."""
    first, *others = blocks
    text = " ".join(block.text for block in (first, *others))
    return Skipped(Place(path, first.line), title, reason, text)
