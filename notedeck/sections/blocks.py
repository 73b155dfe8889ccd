"""Parse a note's HTML into a flat list of blocks, each an element of its own, and render blocks back to HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from notedeck.markup.comments import COMMENT_ATTRIBUTE
from notedeck.sections.comments import attach_comments
from notedeck.util.html import FOOTNOTE_ATTRIBUTE, FORMATTER, has_element, parse_html, visible_text

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE_LAYOUT = ("span", "font")
LAYOUT = ("div", "center", "section", "article", "main", "header", "footer", *INLINE_LAYOUT)
BLOCKS = (*HEADINGS, "p", "ul", "ol", "dl", "pre", "table", "blockquote", "hr", "details", *LAYOUT[:7])
EXTERNAL = re.compile(r"(?:https?|mailto):|//", re.I)
MAX_COPIED_CHARACTERS = 500_000  # of the footnotes that several sections of a note refer to
FOOTNOTE_REFERENCES = f"sup[{FOOTNOTE_ATTRIBUTE}]"
FOOTNOTE_ITEMS = f"section.footnotes li[{FOOTNOTE_ATTRIBUTE}]"


@dataclass(slots=True)
class Footnotes:
    """The `<li>` elements of a note's footnotes that something refers to, and their places, by label.

    `copies` has the HTML of those that a section has already; `copied_characters` counts what further ones repeated.
    """

    items: Mapping[str, Tag]
    positions: Mapping[str, int]
    copies: dict[str, str] = field(default_factory=dict)
    copied_characters: int = 0

    def append_to(self, blocks: list[Tag]) -> list[Tag]:
        """Return the blocks, and after them a section with copies of the footnotes that they refer to."""
        if not self.positions:
            return blocks
        labels = {str(tag[FOOTNOTE_ATTRIBUTE]) for block in blocks for tag in block.select(FOOTNOTE_REFERENCES)}
        order = sorted(labels & self.positions.keys(), key=self.positions.__getitem__)
        inner = "".join(map(self.copy_item, order))
        if not inner:
            return blocks
        section = parse_html(f'<section class="footnotes"><ol>{inner}</ol></section>').section
        assert section is not None
        return [*blocks, section]

    def copy_item(self, label: str) -> str:
        """Return a footnote as HTML; "" if a section before has it, and the copies are too long already."""
        if label not in self.copies:
            self.copies[label] = self.items[label].decode(formatter=FORMATTER)
            return self.copies[label]
        self.copied_characters += len(self.copies[label])
        return self.copies[label] if self.copied_characters <= MAX_COPIED_CHARACTERS else ""


def parse_blocks(markup: str) -> tuple[list[Tag], Footnotes]:
    """Return the blocks of a whole note in order, and its footnotes.

    A footnote that nothing refers to is a block at the end.
    """
    body = parse_html(markup)
    if COMMENT_ATTRIBUTE in markup:
        attach_comments(body)
    labels = {str(reference[FOOTNOTE_ATTRIBUTE]) for reference in body.select(FOOTNOTE_REFERENCES)}
    footnotes = [item.extract() for item in body.select(FOOTNOTE_ITEMS) if item[FOOTNOTE_ATTRIBUTE] in labels]
    for section in body.select("section.footnotes"):
        if not section.find("li"):
            section.decompose()
    items = {str(item[FOOTNOTE_ATTRIBUTE]): item for item in footnotes}
    return list_blocks(body), Footnotes(items, {label: place for place, label in enumerate(items)})


def list_blocks(parent: Tag) -> list[Tag]:
    """Return the blocks directly below an element.

    Layout around titles is opened, and loose text becomes a paragraph.
    """
    blocks: list[Tag] = []
    for group in group_inline(parent):
        if isinstance(group, list):
            blocks.append(trim_paragraph(make_paragraph(group)))
        elif is_layout_around_titles(group):
            blocks += list_blocks(group)
        else:
            blocks.append(trim_paragraph(group) if group.name == "p" else group)
    return [block for block in blocks if block.name != "p" or has_content(block) or COMMENT_ATTRIBUTE in block.attrs]


def group_inline(parent: Tag) -> Iterator[Tag | list[PageElement]]:
    """Yield the children of an element: each block alone, inline neighbours as one list."""
    inline: list[PageElement] = []
    for child in list(parent.children):
        if isinstance(child, Tag) and child.name in BLOCKS and child.name not in INLINE_LAYOUT:
            if inline:
                yield inline
            inline = []
            yield child
        elif not isinstance(child, PreformattedString):
            inline.append(child)
    if inline:
        yield inline


def is_layout_around_titles(tag: Tag) -> bool:
    """Return whether a wrapper is only layout with titles inside; our own boxes (alerts) have a class."""
    return tag.name in LAYOUT and not tag.get("class") and tag.find([*HEADINGS, "details"]) is not None


def make_paragraph(nodes: Iterable[PageElement]) -> Tag:
    """Move inline nodes into a new paragraph."""
    paragraph = Tag(name="p")
    for node in nodes:
        paragraph.append(node.extract())
    return paragraph


def trim_paragraph(paragraph: Tag) -> Tag:
    """Remove blank text and `<br>` from both ends of a paragraph, and return it."""
    for end in (0, -1):
        while paragraph.contents and is_blank(paragraph.contents[end]):
            paragraph.contents[end].extract()
    return paragraph


def is_blank(node: PageElement) -> bool:
    """Return whether a node is a line break or white space."""
    if isinstance(node, Tag):
        return node.name == "br"
    return not str(node).strip()


def has_content(block: Tag) -> bool:
    """Return whether a block shows anything."""
    return bool(block_text(block)) or has_element(block, "img", "video", "audio", "hr", "input")


def block_text(block: Tag) -> str:
    """Return the text of a block on one line, with spaces between the texts of its parts."""
    return visible_text(block, " ")


def unwrap_internal_links(block: Tag) -> None:
    """Turn links to anchors and to other notes into their text: Anki has nothing to open there."""
    for link in block.find_all("a"):
        if not EXTERNAL.match(str(link.get("href", ""))):
            link.unwrap()


def render_blocks(blocks: Iterable[Tag]) -> str:
    """Return blocks as HTML, without rules (`<hr>`) at either end."""
    inner = list(blocks)
    while inner and inner[0].name == "hr":
        inner.pop(0)
    while inner and inner[-1].name == "hr":
        inner.pop()
    return "\n".join(block.decode(formatter=FORMATTER).strip("\n") for block in inner)
