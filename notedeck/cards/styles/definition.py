"""One card for each bullet of the form `term: explanation`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.cards.styles import basic
from notedeck.cards.styles._html import is_visible, visible_children
from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section
from notedeck.util.html import inner_html, join_html, line_of, parse_html, visible_text

NAME = "definition"
ASKS = "bullets of the form `term: explanation`"
USES_SECTION_TITLE = False
# A colon before a blank or the end of the line, never that of 10:30 or https://; a dash between blanks, not of V - 1.
SIGN = re.compile(r"\s*[:：](?=\s|$)|(?<=\S)\s+[-–—](?=\s)(?!(?<=\b[A-Za-z0-9]\s[-–—])\s+\d)|(?<=[)\]가-힣])\s*：")
LONGEST = 60  # letters; a longer beginning is a sentence, not a term
SENTENCE = re.compile(r"(?:다|요|까|죠)[.?!]?$|[.?!]$")
BOLD = ("strong", "b")
NESTED = ("ul", "ol", "pre", "table", "blockquote", "p", "dl", "details")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what explains it, in HTML, and the term in plain text."""

    term: str
    explanation: str
    title: str
    line: int


def cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """A card for each such bullet; the basic card stays, unless such bullets are all that the section holds."""
    body = parse_html(section.body)
    found = tuple(definitions(body))
    drafts = tuple(CardDraft(one.term, one.explanation, NAME, one.title, one.line) for one in found)
    return drafts if found and is_whole(body, len(found)) else (*basic.cards(section, settings), *drafts)


def definitions(body: Tag) -> list[Definition]:
    """The definitions in order; what stands below one belongs to its explanation."""
    rows: list[Definition] = []
    taken: list[Tag] = []
    for item in body.find_all("li"):
        inside = any(parent is one for parent in item.parents for one in taken)
        if not inside and item.find_parent("table") is None and (one := definition(item)) is not None:
            rows.append(one)
            taken.append(item)
    return rows


def is_whole(body: Tag, count: int) -> bool:
    """Whether the body is nothing but lists of `count` items."""
    lists = visible_children(body)
    if not all(isinstance(block, Tag) and block.name in ("ul", "ol") for block in lists):
        return False
    items = [item for block in lists if isinstance(block, Tag) for item in visible_children(block)]
    return len(items) == count and all(definition(item) for item in items if isinstance(item, Tag))


def definition(item: Tag) -> Definition | None:
    """What a bullet defines, None if it has no term before a colon or dash."""
    first = item.find("p", recursive=False)
    holder = first if isinstance(first, Tag) and first is next(iter(visible_children(item)), None) else item
    cut = parted(list(holder.children))
    if cut is None:
        return None
    term, rest = cut
    if holder is not item:
        rest = [*rest, *list(holder.next_siblings)]
    title, explained = visible_text(parse_html(join_html(term))), join_html(rest)
    if (
        not 0 < len(title) <= LONGEST
        or "://" in title
        or SENTENCE.search(title)
        or not is_visible(parse_html(explained))
    ):
        return None
    return Definition(join_html(term), explained, title, line_of(item))


def parted(nodes: list[PageElement]) -> tuple[list[PageElement], list[PageElement]] | None:
    """The nodes before and after the first sign between a term and its explanation, one within brackets passed over."""
    for at, node in enumerate(nodes):
        if isinstance(node, Tag):
            if node.name in (*NESTED, "br"):
                return None
            if node.name in BOLD and re.search(r"[:：]$", visible_text(node)):
                return [*nodes[:at], without_colon(node)], nodes[at + 1 :]
        elif found := outside(join_html(nodes[:at]), text := str(node)):
            before, after = text[: found.start()], text[found.end() :]
            kept = [NavigableString(before)] if before.strip() else []
            return [*nodes[:at], *kept], [NavigableString(after.lstrip()), *nodes[at + 1 :]]
    return None


def outside(before: str, text: str) -> re.Match[str] | None:
    """The first sign of a text that stands in no bracket, those opened `before` it counted."""
    for found in SIGN.finditer(text):
        ahead = before + text[: found.start()]
        if ahead.count("(") <= ahead.count(")"):
            return found
    return None


def without_colon(bold: Tag) -> Tag:
    """Return the same element, the colon at its end left out."""
    copy = parse_html(f"<{bold.name}>{inner_html(bold)}</{bold.name}>").find(bold.name)
    assert isinstance(copy, Tag)
    last = [text for text in copy.find_all(string=True) if text.strip()][-1]
    last.replace_with(last.rstrip().rstrip(":：").rstrip())
    return copy
