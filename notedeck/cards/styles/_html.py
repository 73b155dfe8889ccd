"""What the styles share: a section's HTML as elements, and elements as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.util.html import parse_fragment

PICTURES = ("img", "video", "audio", "hr")


def parsed(html: str) -> Tag:
    """The body of a piece of HTML."""
    return parse_fragment(html)


def written(nodes: Iterable[PageElement]) -> str:
    """Nodes as HTML, without blanks around them."""
    parts = (
        node.decode(formatter="minimal") if isinstance(node, Tag) else node.output_ready(formatter="minimal")
        for node in nodes
        if isinstance(node, Tag | NavigableString)
    )
    return "".join(parts).strip()


def inner(tag: Tag) -> str:
    """The inside of an element as HTML."""
    return tag.decode_contents(formatter="minimal").strip()


def words(node: PageElement) -> str:
    """The visible words of an element on one line."""
    return " ".join(node.get_text().split())


def shows(tag: Tag) -> bool:
    """Whether an element shows anything."""
    return bool(words(tag)) or tag.name in PICTURES or tag.find(PICTURES) is not None


def line_of(tag: Tag) -> int:
    """The line of the note on which an element stands, 0 if that is not known."""
    line = str(tag.get("data-line", ""))
    return int(line) if line.isdigit() else 0


def top_blocks(body: Tag) -> list[PageElement]:
    """The children of a body that are more than blanks or line breaks."""
    return [child for child in body.children if (shows(child) if isinstance(child, Tag) else child.get_text().strip())]
