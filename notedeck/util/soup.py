"""Beautiful Soup, for HTML that is picked apart piece by piece; the only place that constructs its parser.

A plain card never needs it (`util/tree.py`). Its own imports take longer than all else that a small build does, so
this module is imported only where it is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.element import NavigableString, PageElement
from bs4.formatter import HTMLFormatter

from notedeck.util.html import LINE_ATTRIBUTE

LINE_SELECTOR = f"[{LINE_ATTRIBUTE}]"


class DoubleQuotes(HTMLFormatter):
    """Writes every attribute in double quotes: what finds pictures and links in HTML reads no others."""

    @classmethod
    def quoted_attribute_value(cls, value: str) -> str:
        """Return the escaped value in double quotes; Beautiful Soup takes single ones for a value that contains `"`."""
        return '"' + value.replace('"', "&quot;") + '"'


FORMATTER = DoubleQuotes(entity_substitution=EntitySubstitution.substitute_xml)


class IndexedTag(Tag):
    """An element that finds its children fast, if they are asked for in order.

    Beautiful Soup looks from the first child on whenever one is removed, unwrapped or gets a sibling: all children of a
    long paragraph together would take quadratic time.
    """

    _last_index = 0

    def index(self, element: PageElement) -> int:
        """Return the index of a child, looking from the last one that was found to both sides. Raises ValueError."""
        size = len(self.contents)
        start = min(self._last_index, size)
        for distance in range(max(start, size - start) + 1):
            for index in (start + distance, start - distance - 1):
                if 0 <= index < size and self.contents[index] is element:
                    self._last_index = index
                    return index
        raise ValueError("the element is no child of this one")


def parse_html(markup: str) -> Tag:
    """Return the `<body>` element of a piece of HTML."""
    body = BeautifulSoup(f"<body>{markup}</body>", "lxml", element_classes={Tag: IndexedTag}).body
    assert body is not None
    return body


def create_tag(name: str, text: str, attributes: Mapping[str, str]) -> Tag:
    """Return a new element with a text in it."""
    tag = IndexedTag(name=name, attrs={**attributes})
    tag.string = text
    return tag


def find_ancestor(node: PageElement, names: Collection[str]) -> Tag | None:
    """Return the nearest element around a node with one of these names; Beautiful Soup's own search is much slower."""
    return next((parent for parent in node.parents if parent.name in names), None)


def inner_html(tag: Tag) -> str:
    """Return the HTML inside an element, without white space at the ends."""
    return tag.decode_contents(formatter=FORMATTER).strip()


def join_html(nodes: Iterable[PageElement]) -> str:
    """Return nodes as HTML, without white space at the ends."""
    parts = (
        node.decode(formatter=FORMATTER) if isinstance(node, Tag) else node.output_ready(formatter=FORMATTER)
        for node in nodes
        if isinstance(node, Tag | NavigableString)
    )
    return "".join(parts).strip()


def read_visible_text(node: PageElement, separator: str = "") -> str:
    """Return the text of an element on one line, with `separator` between the texts of its parts."""
    return " ".join(node.get_text(separator).split())


def line_of(tag: Tag) -> int:
    """Return the line of an element, 0 if it is unknown."""
    line = str(tag.get(LINE_ATTRIBUTE, ""))
    return int(line) if line.isdigit() else 0


def find_line(tag: Tag) -> int:
    """Return the line of an element, or of the first element inside that has one; 0 if it is unknown."""
    placed = tag if tag.get(LINE_ATTRIBUTE) else tag.select_one(LINE_SELECTOR)
    return line_of(placed) if placed is not None else 0
