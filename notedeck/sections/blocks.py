"""Parse a note's HTML into a flat list of blocks, each an element of its own, and render blocks back to HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field

from notedeck.markup.comments import COMMENT_ATTRIBUTE
from notedeck.sections.comments import attach_comments
from notedeck.util.html import FOOTNOTE_ATTRIBUTE
from notedeck.util.tree import (
    Element,
    Node,
    compile_path,
    drop_element,
    find_line,
    list_attributes,
    list_inner_names,
    list_nodes,
    list_texts,
    make_element,
    parse_tree,
    render_element,
    take_attribute,
    take_elements,
    unwrap_elements,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LAYOUT = frozenset({"div", "center", "section", "article", "main", "header", "footer"})
LISTS = frozenset({"ul", "ol"})
BLOCKS = LAYOUT.union(HEADINGS, ("p", "ul", "ol", "dl", "pre", "table", "blockquote", "hr", "details"))
TITLES = frozenset({*HEADINGS, "details"})
VISIBLE_ELEMENTS = frozenset({"img", "video", "audio", "hr", "input"})
RULE = re.compile(r"[-_*~─━—–\s]{3,}|={4,}")  # `# ---`: a line across the page, written as a heading
EXTERNAL = re.compile(r"(?:https?|mailto):|//", re.I)
MAX_COPIED_CHARACTERS = 500_000  # of the footnotes that several sections of a note refer to
find_footnote_labels = compile_path(f"descendant::sup/@{FOOTNOTE_ATTRIBUTE}")
find_footnote_sections = compile_path("descendant::section[@class='footnotes']")
find_footnote_items = compile_path(f"descendant::section[@class='footnotes']//li[@{FOOTNOTE_ATTRIBUTE}]")


class Block:
    """An element of a note, and what is asked about it again and again.

    Its words and the elements inside it never change; its attributes may. `texts` are the texts of its parts in order,
    `text` is all of them on one line with spaces between, `inner_names` are the names of all elements inside, and
    `has_content` is whether it shows anything.
    """

    __slots__ = ("element", "has_content", "inner_names", "name", "text", "texts")

    def __init__(self, element: Element) -> None:
        """Stand for an element."""
        self.element = element
        self.name = str(element.tag)
        self.inner_names = list_inner_names(element)
        self.texts = list_texts(element, self.inner_names)
        self.text = " ".join(" ".join(self.texts).split())
        self.has_content = bool(self.text) or not VISIBLE_ELEMENTS.isdisjoint(self.inner_names)

    @property
    def line(self) -> int:
        """The line of the block, or of the first element inside that has one; 0 if it is unknown."""
        return find_line(self.element)

    @property
    def text_lines(self) -> list[str]:
        """The lines of its text, as they are in the source."""
        return "".join(self.texts).split("\n")

    def letters_inside(self, *names: str) -> str:
        """Return the text inside elements of these names, without white space."""
        if self.inner_names.isdisjoint(names):
            return ""
        elements = self.element.iterdescendants(*names)
        return "".join("".join("".join(list_texts(element, self.inner_names)).split()) for element in elements)


class Topic(Block):
    """A numbered line that is a title, as a list of one item (see `numbered_topics`)."""

    __slots__ = ()


@dataclass(slots=True)
class Footnotes:
    """The `<li>` elements of a note's footnotes that something refers to, and their places, by label.

    `copies` has the HTML of those that a section has already; `copied_characters` counts what further ones repeated.
    """

    items: Mapping[str, Element] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    copied_characters: int = 0

    def append_to(self, blocks: list[Block], title_labels: Iterable[str]) -> list[Block]:
        """Return the blocks, and after them a section with copies of the footnotes that they or their title refer to.

        `title_labels` are the labels of those in the title.
        """
        if not self.positions:
            return blocks
        labels = {label for block in blocks for label in find_footnote_labels(block.element)}.union(title_labels)
        order = sorted(labels & self.positions.keys(), key=self.positions.__getitem__)
        inner = "".join(map(self.copy_item, order))
        if not inner:
            return blocks
        (section,) = parse_tree(f'<section class="footnotes"><ol>{inner}</ol></section>')
        return [*blocks, Block(section)]

    def copy_item(self, label: str) -> str:
        """Return a footnote as HTML; "" if a section before has it, and the copies are too long already."""
        if label not in self.copies:
            self.copies[label] = render_element(self.items[label])
            return self.copies[label]
        self.copied_characters += len(self.copies[label])
        return self.copies[label] if self.copied_characters <= MAX_COPIED_CHARACTERS else ""


def parse_blocks(markup: str) -> tuple[list[Block], Footnotes]:
    """Return the blocks of a whole note in order, and its footnotes.

    A footnote that nothing refers to is a block at the end.
    """
    body = parse_tree(markup)
    if COMMENT_ATTRIBUTE in markup:
        attach_comments(body)
    footnotes = take_footnotes(body) if FOOTNOTE_ATTRIBUTE in markup else Footnotes()
    return list_blocks(body), footnotes


def copy_without_footnotes(element: Element) -> Element:
    """Return a copy of an element without its references to footnotes."""
    copied = copy(element)
    take_elements(copied, [sup for sup in copied.iter("sup") if sup.get(FOOTNOTE_ATTRIBUTE) is not None])
    return copied


def take_footnotes(body: Element) -> Footnotes:
    """Remove the footnotes that something refers to from a note, and return them."""
    labels = set(find_footnote_labels(body))
    items = {item.get(FOOTNOTE_ATTRIBUTE, ""): item for item in find_footnote_items(body)}
    referenced = {label: item for label, item in items.items() if label in labels}
    take_elements(body, referenced.values())
    for section in find_footnote_sections(body):
        if section.find(".//li") is None:
            drop_element(section)
    return Footnotes(referenced, {label: place for place, label in enumerate(referenced)})


def list_blocks(parent: Element) -> list[Block]:
    """Return the blocks directly below an element.

    Layout around titles is opened, and loose text becomes a paragraph.
    """
    blocks: list[Block] = []
    inline: list[Node] = []
    for node in list_nodes(parent):
        if isinstance(node, str) or (node.tag not in BLOCKS and not is_layout_around_titles(node)):
            if inline or not is_blank(node):
                inline.append(node)
            continue
        if inline:
            blocks += make_paragraphs(inline)
            inline = []
        blocks += list_blocks(node) if is_layout_around_titles(node) else read_block(node)
    return blocks + make_paragraphs(inline) if inline else blocks


def read_block(element: Element) -> list[Block]:
    """Return an element as a block; nothing if it is an empty paragraph, or a heading that names nothing."""
    if element.tag in HEADINGS:
        return keep_title(Block(element))
    if element.tag != "p":
        return [Block(element)]
    nodes = list_nodes(element)
    if nodes and (is_blank(nodes[0]) or is_blank(nodes[-1])):
        return make_paragraphs(nodes, list_attributes(element))
    return keep_visible(Block(element))


def make_paragraphs(nodes: list[Node], attributes: Mapping[str, str] | None = None) -> list[Block]:
    """Return inline nodes as a paragraph without blank text and `<br>` at both ends; nothing if it is empty."""
    trimmed = trim_nodes(nodes)
    own = dict(attributes or {})
    comments = [take_attribute(node, COMMENT_ATTRIBUTE) for node in trimmed if not isinstance(node, str)]
    if any(comments):
        own[COMMENT_ATTRIBUTE] = " ".join(filter(None, comments))
    return keep_visible(Block(make_element("p", trimmed, own))) if trimmed or own else []


def keep_visible(paragraph: Block) -> list[Block]:
    """Return a paragraph if it shows anything or carries a comment."""
    return [paragraph] if paragraph.has_content or paragraph.element.get(COMMENT_ATTRIBUTE) is not None else []


def names_something(heading: Block) -> bool:
    """Return whether a heading shows more than a line across the page."""
    return heading.has_content and not RULE.fullmatch(heading.text)


def keep_title(heading: Block) -> list[Block]:
    """Return a heading; of one that is empty or only a line across the page, no more than its comment."""
    if names_something(heading):
        return [heading]
    comments = take_attribute(heading.element, COMMENT_ATTRIBUTE)
    return [Block(make_element("p", [], {COMMENT_ATTRIBUTE: comments}))] if comments else []


def is_layout_around_titles(element: Element) -> bool:
    """Return whether a wrapper is only layout with titles inside; our own boxes (alerts) have a class.

    A tag inside a line that is never closed, such as `<span>`, is one around all the rest of the note.
    """
    is_layout = element.tag in LAYOUT or element.tag not in BLOCKS
    return is_layout and not element.get("class") and next(element.iterdescendants(*TITLES), None) is not None


def trim_nodes(nodes: list[Node]) -> list[Node]:
    """Return the nodes of a paragraph without blank text and `<br>` at both ends."""
    start, end = 0, len(nodes)
    while start < end and is_blank(nodes[start]):
        start += 1
    while start < end and is_blank(nodes[end - 1]):
        end -= 1
    return nodes[start:end]


def is_blank(node: Node) -> bool:
    """Return whether a node is a line break or white space."""
    return not node.strip() if isinstance(node, str) else node.tag == "br"


def unwrap_internal_links(element: Element) -> None:
    """Turn links to anchors and to other notes into their text: Anki has nothing to open there."""
    internal = [link for link in element.iterdescendants("a") if not EXTERNAL.match(link.get("href", ""))]
    if internal:
        unwrap_elements(element, internal)


def render_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML, without rules (`<hr>`) at either end."""
    inner = list(blocks)
    while inner and inner[0].name == "hr":
        inner.pop(0)
    while inner and inner[-1].name == "hr":
        inner.pop()
    return "\n".join(render_element(block.element).strip("\n") for block in inner)
