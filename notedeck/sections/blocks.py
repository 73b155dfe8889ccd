"""A note's HTML as a flat list of blocks, each an element of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from notedeck.sections.marks import MARK, settle
from notedeck.util.html import parse_html, visible_text

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LAYOUT = ("div", "center", "section", "article", "main", "header", "footer", "span", "font")
BLOCKS = (*HEADINGS, "p", "ul", "ol", "dl", "pre", "table", "blockquote", "hr", "details", *LAYOUT[:7])


def parse(html: str) -> tuple[list[Tag], list[Tag]]:
    """The blocks of a whole note in order, and the `<li>` elements of its footnotes.

    A footnote that nothing refers to is a block at the end.
    """
    body = parse_html(html)
    if MARK in html:
        settle(body)
    wanted = {str(mark["data-footnote"]) for mark in body.select("sup[data-footnote]")}
    notes = [
        item.extract() for item in body.select("section.footnotes li[data-footnote]") if item["data-footnote"] in wanted
    ]
    for section in body.select("section.footnotes"):
        if not section.find("li"):
            section.decompose()
    return blocks_of(body), notes


def blocks_of(parent: Tag) -> list[Tag]:
    """The blocks straight below an element: layout around titles is opened, loose text becomes a paragraph."""
    blocks: list[Tag] = []
    for run in runs(parent):
        if isinstance(run, list):
            blocks.append(trimmed(wrapped(run)))
        elif opens(run):
            blocks += blocks_of(run)
        else:
            blocks.append(trimmed(run) if run.name == "p" else run)
    return [block for block in blocks if block.name != "p" or has_content(block) or MARK in block.attrs]


def runs(parent: Tag) -> Iterator[Tag | list[PageElement]]:
    """The children: a block alone, inline neighbours together."""
    inline: list[PageElement] = []
    for child in list(parent.children):
        if isinstance(child, Tag) and child.name in BLOCKS and not is_inline_layout(child):
            if inline:
                yield inline
            inline = []
            yield child
        elif not isinstance(child, PreformattedString):
            inline.append(child)
    if inline:
        yield inline


def is_inline_layout(tag: Tag) -> bool:
    return tag.name in ("span", "font")


def opens(tag: Tag) -> bool:
    """Whether a wrapper is only layout around titles; our own boxes (alerts) stay whole."""
    return tag.name in LAYOUT and not tag.get("class") and tag.find([*HEADINGS, "details"]) is not None


def wrapped(run: Iterable[PageElement]) -> Tag:
    """Loose inline content as a paragraph."""
    p = Tag(name="p")
    for child in run:
        p.append(child.extract())
    return p


def trimmed(p: Tag) -> Tag:
    """A paragraph without the blank text and `<br>` runs at both ends; they only make room."""
    for end in (0, -1):
        while p.contents and is_blank(p.contents[end]):
            p.contents[end].extract()
    return p


def is_blank(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return node.name == "br"
    return not str(node).strip()


def has_content(node: Tag) -> bool:
    """Whether anything of a block can be seen."""
    return bool(block_text(node)) or node.find(["img", "video", "audio", "hr", "input"]) is not None


def block_text(node: Tag) -> str:
    """All text of a block, blanks folded."""
    return visible_text(node, " ")


def render(blocks: Iterable[Tag]) -> str:
    """Blocks as HTML, without the rules and blank paragraphs at either end."""
    rows = list(blocks)
    while rows and rows[0].name == "hr":
        rows.pop(0)
    while rows and rows[-1].name == "hr":
        rows.pop()
    return "\n".join(row.decode(formatter="minimal").strip("\n") for row in rows)
