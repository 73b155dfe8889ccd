"""Blocks of nothing but links: tables of contents, lists of what to read elsewhere, and navigation lines."""

from __future__ import annotations

import re

from bs4 import Tag

from notedeck.korean.labels import NAVIGATION_LABEL, fold_title
from notedeck.sections.blocks import block_text, has_content

MIN_LINK_SHARE = 0.5  # of an item's letters
MIN_ITEM_SHARE = 2 / 3  # of a list's items
MAX_NAVIGATION_LINKS = 100
ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//")
SIGNS = re.compile(r"[\s/|·•<>()\[\]←→↑⬆⬅➡️🔝\-]+")
WORD = re.compile(r"\w\w")  # signs between links can count as letters, such as ℹ


def own_text(item: Tag) -> str:
    """Return a list item's text without the lists inside."""
    return "".join(child.get_text() for child in item.children if getattr(child, "name", None) not in ("ul", "ol"))


def list_items(block: Tag) -> list[Tag]:
    """Return the items of a list and of the lists inside that have a text of their own."""
    return [item for item in block.find_all("li") if own_text(item).strip()]


def is_contents(block: Tag, headings: set[str]) -> bool:
    """Return whether a list's items are links into the notes, or the names of headings of the same note."""
    items = list_items(block)
    hits = sum(1 for item in items if is_internal_link(item) or fold_title(own_text(item)) in headings)
    return len(items) > 0 and hits >= MIN_ITEM_SHARE * len(items)


def is_internal_link(item: Tag) -> bool:
    """Return whether an item is mostly a link to an anchor or another note."""
    link = next((a for a in item.find_all("a") if a.find_parent("li") is item), None)
    if link is None or ADDRESS.match(str(link.get("href", ""))):
        return False
    return len(fold_title(link.get_text())) >= MIN_LINK_SHARE * len(fold_title(own_text(item)))


def is_links(block: Tag) -> bool:
    """Return whether a block is a rule, or a list or paragraph that is mostly links, without any picture."""
    if block.name not in ("ul", "ol", "p") or block.find("a") is None or block.find("img") is not None:
        return block.name == "hr"
    items = list_items(block) if block.name != "p" else [block]
    hits = sum(1 for item in items if is_mostly_link(item))
    return hits >= MIN_ITEM_SHARE * len(items)


def is_mostly_link(item: Tag) -> bool:
    """Return whether the letters of a list item or paragraph are mostly in links."""
    links = (link for link in item.find_all("a") if item.name == "p" or link.find_parent("li") is item)
    linked = "".join(link.get_text() for link in links)
    return bool(linked) and len(fold_title(linked)) >= MIN_LINK_SHARE * len(fold_title(own_text(item)))


def is_navigation(block: Tag) -> bool:
    """Return whether a block is a navigation line, or a quote of one and of links to read."""
    if block.name != "blockquote":
        return is_navigation_line(block)
    parts = [part for part in block.find_all(recursive=False) if has_content(part)]
    return bool(parts) and is_navigation_line(parts[0]) and all(is_links(part) for part in parts[1:])


def is_navigation_line(block: Tag) -> bool:
    """Return whether a paragraph has nothing but links that say back, up or on, or that lead to an anchor."""
    links = block.find_all("a")
    if block.name != "p" or not 0 < len(links) <= MAX_NAVIGATION_LINKS or block.find("img") is not None:
        return False
    text = block_text(block)
    for link in links:
        text = text.replace(block_text(link), "", 1)
    return not WORD.search(text) and all(is_navigation_link(link) for link in links)


def is_navigation_link(link: Tag) -> bool:
    """Return whether a link says back, up or on, or leads to an anchor."""
    label = SIGNS.sub(" ", block_text(link)).strip()
    return bool(NAVIGATION_LABEL.match(label)) or str(link.get("href", "")).startswith("#")
