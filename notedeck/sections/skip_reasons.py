"""Why a title and all below it are on no card: its own words, a title above it, or what its text is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from notedeck.config.settings import SplittingSettings
from notedeck.korean.announcements import is_announcement, is_opening
from notedeck.korean.exam_titles import labels_question
from notedeck.korean.labels import (
    BYLINE_LABEL,
    CONTENTS_TITLE,
    DATE_LINE,
    NO_TEXT,
    PARTS_TITLE,
    SOURCE_LABEL,
    TASKS_TITLE,
    fold_title,
)
from notedeck.korean.sentences import is_statement
from notedeck.model import SkipReason
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.choices import has_only_tasks
from notedeck.sections.links import LINKED_TITLE, is_contents, is_index, is_index_item, is_links, list_items
from notedeck.sections.margins import MAX_BYLINE_CHARACTERS, count_unlinked_letters, names_origin, names_source
from notedeck.sections.question_parts import is_property
from notedeck.sections.references import explains_something
from notedeck.sections.repository_parts import is_about_repository, is_introduction, is_list_of_resources, name_title
from notedeck.sections.unanswered import is_unanswered_unit
from notedeck.sections.units import Unit
from notedeck.sections.unwritten import is_empty_form, is_unwritten
from notedeck.util.tree import Element

MAX_PREFACE_CHARACTERS = 300  # of a text that introduces a table of contents
MIN_CHAPTERS = 2
MAX_NAME_CHARACTERS = 40  # of an item in a table of contents
TITLE_PARTS = re.compile(r"[/&,·+|]|\s및\s|\sand\s")


def is_not_available(unit: Unit) -> bool:
    """Return whether the only text below a title says that there is none; of these, only `N/A` answers no question."""
    texts = [block.text for block in unit.blocks if block.has_content and block.name != "hr"]
    can_be_none = len(texts) == 1 and (not unit.is_question or "/" in texts[0])
    return can_be_none and NO_TEXT.fullmatch(texts[0]) is not None


def is_only_signs(block: Block) -> bool:
    """Return whether a paragraph has nothing but signs, such as a `+++` that was left over from front matter."""
    has_word = any(map(str.isalnum, block.text)) or "img" in block.inner_names or "code" in block.inner_names
    return block.name == "hr" or (block.name == "p" and not has_word)


def find_empty_reason(unit: Unit) -> SkipReason:
    """Return why a title with nothing under it is on no card."""
    return SkipReason.UNANSWERED if unit.is_question else SkipReason.EMPTY


def find_skip_reason(unit: Unit, path: str, headings: Mapping[str, str], *, is_head: bool) -> SkipReason | None:
    """Return why a unit with all its blocks is on no card; None if it is on one, or has no text.

    `is_head` is whether the unit is the first of its note, or the first with a title.
    """
    if not unit.has_body:
        return None
    if is_unwritten(unit):
        return SkipReason.UNANSWERED if unit.is_question else SkipReason.UNWRITTEN
    if is_empty_form(unit) or (unit.level == 0 and all(map(is_only_signs, unit.blocks))):
        return SkipReason.EMPTY
    blocks = [block for block in unit.blocks if block.has_content and not is_byline(block, unit)]
    if not blocks or (labels_question(unit.title) and all(map(is_property, blocks))):
        return SkipReason.BYLINE
    if is_head and not unit.is_question and all(DATE_LINE.fullmatch(block.text) for block in blocks):
        return SkipReason.BYLINE
    if TASKS_TITLE.fullmatch(unit.title) and all(map(has_only_tasks, blocks)):
        return SkipReason.HEADING
    if unit.is_open_task or is_unanswered_unit(unit, blocks):
        return SkipReason.UNANSWERED
    lists = [block for block in blocks if block.name in LISTS]
    is_only_preface = (
        bool(lists) and not names_parts(unit, lists) and is_preface(blocks, is_head=is_head and unit.level <= 1)
    )
    if is_only_preface and (is_head or names_several(lists)) and all(is_contents(block, headings) for block in lists):
        return SkipReason.CONTENTS
    is_only_links = all(is_links(block) or (is_index(block) and not unit.is_question) for block in blocks)
    if is_only_links or is_list_of_resources(unit):
        return SkipReason.LINKS
    if is_introduction(unit, path):
        return SkipReason.REPOSITORY
    texts = [block for block in blocks if not names_contents(block, headings)]
    if is_only_announcement(unit, texts, is_first=is_head and unit.level <= 1):
        return SkipReason.UNANSWERED if unit.is_question else SkipReason.ANNOUNCEMENT
    return None


def names_contents(block: Block, headings: Mapping[str, str]) -> bool:
    """Return whether a block is a table of contents, or the label above one."""
    is_label = block.name == "p" and CONTENTS_TITLE.fullmatch(block.text.rstrip(":：")) is not None
    return is_label or (block.name in LISTS and is_contents(block, headings))


def names_parts(unit: Unit, lists: Sequence[Block]) -> bool:
    """Return whether a title asks for the parts or kinds of something, and lists without links say them."""
    return PARTS_TITLE.search(unit.title) is not None and not any("a" in block.inner_names for block in lists)


def names_several(lists: Sequence[Block]) -> bool:
    """Return whether lists have several items or links; the only item of a section can have the words of a heading."""
    return len(lists) > 1 or any("a" in block.inner_names or len(list_items(block)) > 1 for block in lists)


def is_only_announcement(unit: Unit, blocks: Sequence[Block], *, is_first: bool) -> bool:
    """Return whether a unit only says what the note is about to do, or which source it follows.

    `is_first` is whether its text is the first of the note.
    """
    texts = [block for block in blocks if block.name != "hr"]
    if unit.comments or any(block.name not in ("p", "blockquote") or "img" in block.inner_names for block in texts):
        return False
    has_link, text = any("a" in block.inner_names for block in texts), " ".join(block.text for block in texts)
    return is_announcement(text, unit.title, has_link=has_link) or (is_first and is_opening(text, unit.title))


def find_skipped_units(units: list[Unit], titles: list[str], settings: SplittingSettings) -> dict[int, SkipReason]:
    """Return by its `id()` why each unit is on no card whose title, or one above it, says so.

    `titles` are those of the units, folded. A unit comes after the one above it, so each title is looked at only once:
    one that is as long as a note can have all others of the note below it. A table of contents ends at the first title
    below it that has a text: many notes have deeper headings than their `## 목차`.
    """
    skip_headings = {fold_title(name) for name in settings.skip_headings} - {""}
    reasons = dict.fromkeys(map(id, list_linked_chapters(units)), SkipReason.CONTENTS)
    contents: set[int] = set()
    for unit, title, following in zip_longest(units, titles, units[1:]):
        if id(unit.parent) in contents and has_text(unit):
            continue
        if id(unit.parent) in reasons:
            reasons[id(unit)] = reasons[id(unit.parent)]
            contents |= {id(unit)} if id(unit.parent) in contents else set()
        elif names_skipped(unit, title, skip_headings) and not explains_something(unit):
            reasons[id(unit)] = SkipReason.HEADING
            contents |= {id(unit)} if CONTENTS_TITLE.fullmatch(unit.title) else set()
        elif is_about_repository(unit, following):
            reasons[id(unit)] = SkipReason.REPOSITORY
    return reasons


def list_linked_chapters(units: list[Unit]) -> list[Unit]:
    """Return the units that are contents: titles that are links to other notes, with lists of names below them."""
    linked = [unit for unit in units if "<a " in unit.html and LINKED_TITLE.fullmatch(unit.html)]
    chapters = [unit for unit in linked if unit.has_body and not has_text(unit)]
    return chapters if len(chapters) >= MIN_CHAPTERS else []


def names_skipped(unit: Unit, title: str, skip_headings: set[str]) -> bool:
    """Return whether the title of a unit, which is `title` folded, is on the list."""
    return title in skip_headings or has_skipped_parts(unit.title, skip_headings)


def has_text(unit: Unit) -> bool:
    """Return whether a unit has anything but lists of names and links, which a table of contents has too."""
    blocks = (block for block in unit.blocks if block.name != "hr" and block.has_content and not is_links(block))
    return any(map(has_more_than_names, blocks))


def has_more_than_names(block: Block) -> bool:
    """Return whether a block is no list of names: it has a long item, or one that says something by itself."""
    if block.name not in LISTS:
        return True
    topics = (text for item, text in list_items(block) if not is_below_index_item(item))
    return any(len(text) > MAX_NAME_CHARACTERS or is_statement(text.strip()) for text in topics)


def is_below_index_item(item: Element) -> bool:
    """Return whether an item of a list is below one that starts with a link to another note, or is one itself."""
    return any(map(is_index_item, (item, *item.iterancestors("li"))))


def is_listed(title: str, settings: SplittingSettings) -> bool:
    """Return whether a title is one of those below which nothing becomes a card, such as "References"."""
    skip_headings = {fold_title(name) for name in settings.skip_headings} - {""}
    return fold_title(title) in skip_headings or has_skipped_parts(title, skip_headings)


def has_skipped_parts(title: str, skip_headings: set[str]) -> bool:
    """Return whether a title such as "참고 / 출처" has several parts, or two languages, and each is on the list."""
    parts = TITLE_PARTS.split(title)
    return (len(parts) > 1 and all(fold_title(part) in skip_headings for part in parts)) or (
        name_title(title) <= skip_headings
    )


def is_byline(block: Block, unit: Unit) -> bool:
    """Return whether every line of a short paragraph or quote names an author, a date or a source.

    Only at the head of a note; further down, a line that names a source by a link.
    """
    if block.name not in ("p", "blockquote") or not block.text or "img" in block.inner_names:
        return False
    if names_source(block) or (unit.level <= 1 and names_origin(block)):
        return True
    if unit.level > 1 and "a" not in block.inner_names:
        return False
    lines = [line for line in "".join(block.texts).split("\n") if line.strip()]
    if unit.level > 1:
        return all(map(SOURCE_LABEL.match, lines)) and is_links(block)
    return all(map(BYLINE_LABEL.match, lines)) and count_unlinked_letters(block) < MAX_BYLINE_CHARACTERS * len(lines)


def is_preface(blocks: list[Block], *, is_head: bool) -> bool:
    """Return whether what is beside the lists only introduces them.

    That is nothing at all, or one short text at the head of a note (`is_head`).
    """
    others = [block for block in blocks if block.name not in LISTS]
    if not others:
        return True
    is_short = sum(len(block.text) for block in others) <= MAX_PREFACE_CHARACTERS
    return is_head and len(others) == 1 and others[0].name in ("p", "blockquote") and is_short
