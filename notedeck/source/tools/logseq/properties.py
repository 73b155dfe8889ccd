"""Properties, task markers, dates and drawers of Logseq's blocks, and the properties of a whole page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.config.parsers import parse_tags
from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools.logseq.outline import HEADING, Block, Mode

PROPERTY = re.compile(r"[ \t]*(?P<name>[^\W\d][\w./?*+!-]*)::(?:[ \t]+(?P<value>.*))?$")
OWN_NAMES = {"id", "collapsed", "heading", "alias", "template", "public", "deck", "tags", "title", "icon", "type"}
OWN_PREFIXES = ("card-", "logseq.", "background-", "hl-", "ls-", "template-", "query-", "created", "updated")
DRAWER_START = re.compile(r"[ \t]*:[A-Z]+:[ \t]*$")
DRAWER_END = re.compile(r"[ \t]*:END:[ \t]*$")
PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE):[ \t]*<[^<>\n]*>[ \t]*$")
TASK = re.compile(r"(?P<marker>TODO|DOING|DONE|LATER|NOW|WAIT(?:ING)?|CANCELL?ED|IN-PROGRESS) (?:\[#[A-C]\] ?)?")
AREA = "[:span]"  # stands for an area that is marked in a PDF
FINISHED = {"DONE", "CANCELED", "CANCELLED"}
ORDERED_LIST = "logseq.order-list-type"


def read_properties(page: Page, blocks: Sequence[Block]) -> Page:
    """Take the properties out of all blocks, and return the page with those that are its own in its front matter."""
    for block in blocks:
        read_block(block, is_first=block is blocks[0])
    if not blocks or blocks[0].has_text or not blocks[0].properties:
        return page
    own = blocks[0].properties
    matter = page.matter
    tags = parse_tags([part for part in plain_value(own.get("tags", "")).split(",") if part.strip()])
    return page.replace(
        matter=matter.replace(
            title=plain_value(own.get("title", "")) or matter.title,
            deck=matter.deck or plain_value(own.get("deck", "")) or None,
            tags=tuple(dict.fromkeys((*matter.tags, *tags))),
        )
    )


def plain_value(value: str) -> str:
    """Return the value of a property without the brackets of links and the signs of tags."""
    return re.sub(r"\[\[|\]\]|(?<!\S)#", "", value).strip()


def read_block(block: Block, *, is_first: bool) -> None:
    """Take everything out of a block that Logseq does not show as its text; `is_first` is the first one of a page."""
    block.lines = take_metadata(block, hides_all=is_first)
    if block.has_bullet or block.level:
        read_task(block)
    if block.has_bullet:
        read_level(block)
    if not block.has_bullet and not block.has_text and block.properties:
        block.mode = Mode.HIDDEN


def take_metadata(block: Block, *, hides_all: bool) -> list[Line]:
    """Return the lines of a block without its properties, its drawers, and the dates that it is planned for.

    A property with a name of the author stays as text where it is the text of the block, unless `hides_all`.
    """
    kept: list[Line] = []
    is_in_drawer = False
    may_hold_properties = True
    texts = [text for text, _ in block.lines]
    for (text, number), is_code in zip(block.lines, find_code(texts), strict=True):
        if is_in_drawer or (not is_code and DRAWER_START.match(text)):
            is_in_drawer = not DRAWER_END.match(text)
            continue
        if text.strip() == AREA:
            continue
        match = None if is_code else PROPERTY.match(text)
        if match is None:
            may_hold_properties = may_hold_properties and not kept
            kept += [] if PLANNING.match(text) and not is_code else [(text, number)]
        elif is_own(match["name"]) or (may_hold_properties and (hides_all or block.has_bullet)):
            block.properties.setdefault(match["name"].lower(), match["value"] or "")
            if not (kept or hides_all or is_own(match["name"]) or not match["value"]):
                kept.append((f"{match['name']}: {match['value']}", number))
        else:
            kept.append((text, number))
    return kept or [("", block.lines[0][1])]


def is_own(name: str) -> bool:
    """Return whether a property has a name that Logseq or its add-ons give."""
    return name.lower() in OWN_NAMES or name.lower().startswith(OWN_PREFIXES)


def read_task(block: Block) -> None:
    """Take the marker of a task out of a block."""
    text, number = block.lines[0]
    signs = heading["signs"] + " " if (heading := HEADING.match(text)) else ""
    match = TASK.match(text, len(signs))
    if match is not None:
        block.task = "x" if match["marker"] in FINISHED else " "
        block.lines[0] = (signs + text[match.end() :], number)


def read_level(block: Block) -> None:
    """Find the level of a block that is a heading: by its signs, else by its property `heading`."""
    text, number = block.lines[0]
    heading = HEADING.match(text)
    if heading is not None:
        block.level = len(heading["signs"])
        block.lines[0] = (heading["text"], number)
    elif text and (value := block.properties.get("heading", "")) and value != "false":
        block.level = int(value) if re.fullmatch("[1-6]", value) else min(block.depth + 1, 6)
