"""Lines that lead back, up or on, and the line with which a note says that it ends."""

from __future__ import annotations

import re

from bs4 import Tag

from notedeck.korean.labels import NAVIGATION_LABEL
from notedeck.sections.blocks import block_text, has_content
from notedeck.sections.linklists import is_links
from notedeck.sections.outline import Unit

SEPARATOR = re.compile(r"[\s/|·•<>()\[\]←→↑⬆⬅➡️🔝\-]+")
WORD = re.compile(r"\w\w")  # signs between links may count as letters, such as ℹ
CLOSING_MAX = 40  # characters of a closing line


def take_navigation(unit: Unit, *, is_last: bool) -> list[list[Tag]]:
    """Take the navigation lines off a unit, in the last one of a note with what closes it; the blocks of each."""
    taken: list[list[Tag]] = []
    kept: list[Tag] = []
    for at, block in enumerate(unit.blocks):
        if not is_navigation(block):
            kept.append(block)
        elif is_last and any(has_content(row) for row in kept) and all(map(closes, unit.blocks[at + 1 :])):
            taken.append(unit.blocks[at:])
            break
        else:
            taken.append([block])
    unit.blocks = kept
    return taken


def closes(block: Tag) -> bool:
    """Whether a block may be a note's last words after its navigation: a short line or a rule."""
    return block.name in ("p", "hr") and len(block_text(block)) <= CLOSING_MAX and block.find("img") is None


def is_navigation(block: Tag) -> bool:
    """A line of links that lead on; or a quote of such a line, and of links to read."""
    if block.name != "blockquote":
        return is_line(block)
    parts = [part for part in block.find_all(recursive=False) if has_content(part)]
    return bool(parts) and is_line(parts[0]) and all(is_links(part) for part in parts[1:])


def is_line(block: Tag) -> bool:
    """A paragraph of nothing but links whose words say back, up or on, or that lead to an anchor."""
    links = block.find_all("a")
    if block.name != "p" or not links or block.find("img") is not None:
        return False
    outside = block_text(block)
    for link in links:
        outside = outside.replace(block_text(link), "", 1)
    return not WORD.search(outside) and all(leads_on(link) for link in links)


def leads_on(link: Tag) -> bool:
    words = SEPARATOR.sub(" ", block_text(link)).strip()
    return bool(NAVIGATION_LABEL.match(words)) or str(link.get("href", "")).startswith("#")
