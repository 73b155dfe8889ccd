"""Lists of nothing but links: tables of contents, and what to read elsewhere."""

from __future__ import annotations

import re

from bs4 import Tag

from notedeck.korean.labels import fold_title

LINK_SHARE = 0.5  # of an item's letters
ITEM_SHARE = 2 / 3  # of a list's items


def own_text(item: Tag) -> str:
    """A list item's text without the lists inside it."""
    return "".join(child.get_text() for child in item.children if getattr(child, "name", None) not in ("ul", "ol"))


def items(block: Tag) -> list[Tag]:
    return [item for item in block.find_all("li") if own_text(item).strip()]


def is_contents(block: Tag, headings: set[str]) -> bool:
    """A list whose items are links into the notes, or the names of headings of the same note."""
    rows = items(block)
    hits = sum(1 for item in rows if points_inside(item) or fold_title(own_text(item)) in headings)
    return len(rows) > 0 and hits >= ITEM_SHARE * len(rows)


def points_inside(item: Tag) -> bool:
    """Whether an item is mostly a link to an anchor or another note."""
    link = next((a for a in item.find_all("a") if a.find_parent("li") is item), None)
    if link is None or re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", str(link.get("href", ""))):
        return False
    return len(fold_title(link.get_text())) >= LINK_SHARE * len(fold_title(own_text(item)))


def is_links(block: Tag) -> bool:
    """A list or paragraph that is mostly links, without any picture."""
    if block.name not in ("ul", "ol", "p") or block.find("a") is None or block.find("img") is not None:
        return block.name == "hr"
    rows = items(block) if block.name != "p" else [block]
    hits = sum(1 for row in rows if is_link(row))
    return hits >= ITEM_SHARE * len(rows)


def is_link(row: Tag) -> bool:
    linked = "".join(link.get_text() for link in row.find_all("a") if row.name == "p" or link.find_parent("li") is row)
    return bool(linked) and len(fold_title(linked)) >= LINK_SHARE * len(fold_title(own_text(row)))
