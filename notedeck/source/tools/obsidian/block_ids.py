"""Block ids: ` ^name` at the end of a block, or `^name` alone on the line below it."""

from __future__ import annotations

import re

from notedeck.source.page import Page, find_code

BLOCK_ID = re.compile(r"(?:^|(?<=\s)|(?<=\]\]))\^(?P<name>[A-Za-z0-9-]+)[ \t]*$")


def find_block_id(line: str) -> re.Match[str] | None:
    """Return the block id at the end of a line of prose; the match starts at its `^`."""
    start = line.rfind("^")
    match = BLOCK_ID.match(line, start) if start >= 0 else None
    return match if match and line[:start].count("`") % 2 == 0 and line[:start].count("$") % 2 == 0 else None


def remove_block_ids(page: Page) -> Page:
    """Return the page without block ids; a line that is nothing else becomes blank, so that a table ends there."""
    if not any(map(find_block_id, page.lines)):
        return page
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    return page.replace(lines=tuple(line if is_code else remove_block_id(line) for line, is_code in pairs))


def remove_block_id(line: str) -> str:
    """Return a line of prose without its block id."""
    match = find_block_id(line)
    return line[: match.start()].rstrip() if match else line
