"""What makes no card: skipped headings, contents, bare link lists, navigation, bylines, empty titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bs4 import Tag

from notedeck.model import Place, Skipped, SkipReason, TitleKind
from notedeck.sections.blocks import has_content, line_of, visible_text
from notedeck.sections.outline import Unit
from notedeck.settings import Settings

NAVIGATION = re.compile(
    r"^(?:뒤로(?:\s*가기)?|위로|맨\s*위로?|처음으로|이전(?:\s*글)?|다음(?:\s*글)?|목록|목차|홈|돌아가기|목차로(?:\s*\S+)?|"
    r"back|up|top|prev(?:ious)?|next|home|index|toc|(?:back|go)\s+to\s+\S+)$",
    re.I,
)
SEPARATOR = re.compile(r"[\s/|·•<>()\[\]←→↑⬆⬅➡️🔝\-]+")
# A note's author, date and source, as people write them, and the properties of a Notion export.
BYLINE = re.compile(
    r"^\s*(?:작성자|작성일시?|글쓴이|정리|발표자?|참조|참고(?:\s*자료|\s*링크|\s*문서)?|출처|원문|원본|생성\s?일시?|날짜|태그|상태|"
    r"최종\s?편집\s?일시|author|written by|by|date|sources?|references?|created(?: time| by)?|tags?|status|"
    r"last edited(?: time| by)?|url)\s*[:：]",
    re.I,
)
LINK_SHARE = 0.5  # of an item's letters
ITEM_SHARE = 2 / 3  # of a list's items
PREFACE_MAX = 300  # characters of text that may introduce a table of contents


def sort_out(units: list[Unit], path: str, note: str, settings: Settings) -> tuple[list[Unit], tuple[Skipped, ...]]:
    """The units that make cards, and all that does not, in note order. `note` is the name of the whole note."""
    known = {plain(name) for name in settings.skip_headings}
    headings = {plain(unit.title) for unit in units if unit.kind is not TitleKind.PREAMBLE}
    kept: list[Unit] = []
    skipped: list[Skipped] = []
    for unit in units:
        skipped += [left_out(path, unit.title or note, row, SkipReason.NAVIGATION) for row in take_navigation(unit)]
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
    rest = [block for block in unit.blocks if has_content(block) and not is_byline(block)]
    if not rest:
        return SkipReason.BYLINE
    lists = [block for block in rest if block.name in ("ul", "ol")]
    if lists and is_preface(rest, lists, unit) and all(is_contents(block, headings) for block in lists):
        return SkipReason.CONTENTS
    return SkipReason.LINKS if all(is_links(block) for block in rest) else None


def has_body(unit: Unit) -> bool:
    return any(block.name != "hr" and has_content(block) for block in unit.blocks)


def plain(title: str) -> str:
    """A title for comparing: letters and digits only, without the number before it."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    letters = "".join(char for char in folded if char.isalnum())
    return letters.lstrip("0123456789") or letters


def is_listed(title: str, known: set[str]) -> bool:
    """Whether a title, or each part of one such as "참고 / 출처", is on the list."""
    parts = [plain(part) for part in re.split(r"[/&,·+|]|\s및\s|\sand\s", title)]
    return plain(title) in known or (len(parts) > 1 and all(part in known for part in parts))


def is_byline(block: Tag) -> bool:
    """A short paragraph or quote whose every line names an author, a date or a source."""
    rows = [row for row in block.get_text().split("\n") if row.strip()]
    if block.name not in ("p", "blockquote") or not rows or block.find("img") is not None:
        return False
    return all(BYLINE.match(row) for row in rows) and len(without_links(block)) < 60 * len(rows)


def without_links(block: Tag) -> str:
    """The letters and digits of a block outside of its links and bare addresses."""
    linked = "".join(link.get_text() for link in block.find_all("a"))
    return plain(visible_text(block)).replace(plain(linked), "", 1)


def own_text(item: Tag) -> str:
    """A list item's text without the lists inside it."""
    return "".join(child.get_text() for child in item.children if getattr(child, "name", None) not in ("ul", "ol"))


def items(block: Tag) -> list[Tag]:
    return [item for item in block.find_all("li") if own_text(item).strip()]


def is_contents(block: Tag, headings: set[str]) -> bool:
    """A list whose items are links into the notes, or the names of headings of the same note."""
    rows = items(block)
    hits = sum(1 for item in rows if points_inside(item) or plain(own_text(item)) in headings)
    return len(rows) > 0 and hits >= ITEM_SHARE * len(rows)


def points_inside(item: Tag) -> bool:
    """Whether an item is mostly a link to an anchor or another note."""
    link = next((a for a in item.find_all("a") if a.find_parent("li") is item), None)
    if link is None or re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", str(link.get("href", ""))):
        return False
    return len(plain(link.get_text())) >= LINK_SHARE * len(plain(own_text(item)))


def is_preface(rest: list[Tag], lists: list[Tag], unit: Unit) -> bool:
    """Whether what stands beside the list only introduces it: nothing, or one short text above further headings."""
    other = [block for block in rest if block not in lists]
    if not other:
        return True
    text = sum(len(visible_text(block)) for block in other)
    first = unit.level <= 1
    return first and len(other) == 1 and other[0].name in ("p", "blockquote") and text <= PREFACE_MAX


def is_links(block: Tag) -> bool:
    """A list or paragraph that is mostly links, without any picture."""
    if block.name not in ("ul", "ol", "p") or block.find("a") is None or block.find("img") is not None:
        return block.name == "hr"
    rows = items(block) if block.name != "p" else [block]
    hits = sum(1 for row in rows if is_link(row))
    return hits >= ITEM_SHARE * len(rows)


def is_link(row: Tag) -> bool:
    linked = "".join(link.get_text() for link in row.find_all("a") if row.name == "p" or link.find_parent("li") is row)
    return bool(linked) and len(plain(linked)) >= LINK_SHARE * len(plain(own_text(row)))


def take_navigation(unit: Unit) -> list[list[Tag]]:
    """Take navigation lines, and the note's closing line after one, off a unit; each with its blocks."""
    for at, block in enumerate(unit.blocks):
        if not is_navigation(block):
            continue
        tail = unit.blocks[at + 1 :]
        if all(row.name in ("p", "hr") and len(visible_text(row)) <= 40 and row.find("img") is None for row in tail):
            unit.blocks = unit.blocks[:at]
            return [[block, *tail]]
    lone = [block for block in unit.blocks if is_navigation(block)]
    unit.blocks = [block for block in unit.blocks if block not in lone]
    return [[block] for block in lone]


def is_navigation(block: Tag) -> bool:
    """A paragraph of nothing but links whose words say back, up or on, or that lead to an anchor."""
    links = block.find_all("a")
    if block.name != "p" or not links or block.find("img") is not None:
        return False
    outside = visible_text(block)
    for link in links:
        outside = outside.replace(visible_text(link), "", 1)
    if SEPARATOR.sub("", outside):
        return False
    return all(leads_on(link) for link in links)


def leads_on(link: Tag) -> bool:
    words = SEPARATOR.sub(" ", visible_text(link)).strip()
    return bool(NAVIGATION.match(words)) or str(link.get("href", "")).startswith("#")


def whole(path: str, unit: Unit, note: str, reason: SkipReason) -> Skipped:
    place = Place(path, unit.line)
    words = (visible_text(block) for block in unit.blocks)
    return Skipped(place, unit.title or note, reason, " ".join(word for word in words if word))


def left_out(path: str, title: str, blocks: Iterable[Tag], reason: SkipReason) -> Skipped:
    rows = list(blocks)
    return Skipped(Place(path, line_of(rows[0])), title, reason, " ".join(visible_text(row) for row in rows))
