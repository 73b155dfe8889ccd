"""HTML helpers: the only place that constructs Beautiful Soup's parser and that knows the line attribute."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.element import NavigableString, PageElement
from bs4.formatter import HTMLFormatter

# The line of an element in the note. The Markdown converter writes it, packages leave it out.
LINE_ATTRIBUTE = "data-line"
FOOTNOTE_ATTRIBUTE = "data-footnote"  # the label, on a reference and on the footnote
LINE_SELECTOR = f"[{LINE_ATTRIBUTE}]"
LINE_PATTERN = re.compile(rf'{LINE_ATTRIBUTE}="(\d+)"')
ANY_TAG = re.compile(r"<[^>]*>")


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


def find_elements(tag: Tag, *names: str) -> Iterator[Tag]:
    """Yield the elements of these names inside another one, as `find_all` does, which takes much longer."""
    return (node for node in tag.descendants if isinstance(node, Tag) and node.name in names)


def has_element(tag: Tag, *names: str) -> bool:
    """Return whether there is an element of one of these names inside another one."""
    return next(find_elements(tag, *names), None) is not None


def visible_text(node: PageElement, separator: str = "") -> str:
    """Return the text of an element on one line, with `separator` between the texts of its parts."""
    return " ".join(node.get_text(separator).split())


def strip_tags(markup: str, separator: str = "") -> str:
    """Return the text of a piece of HTML without parsing it, with `separator` in the place of each tag."""
    return html.unescape(ANY_TAG.sub(separator, markup))


def line_attribute(line: int) -> str:
    """Return the attribute to insert after a tag's name; an empty text if the line is 0, which means unknown."""
    return f' {LINE_ATTRIBUTE}="{line}"' if line else ""


def line_of(tag: Tag) -> int:
    """Return the line of an element, 0 if it is unknown."""
    line = str(tag.get(LINE_ATTRIBUTE, ""))
    return int(line) if line.isdigit() else 0


def find_line(tag: Tag) -> int:
    """Return the line of an element, or of the first element inside that has one; 0 if it is unknown."""
    placed = tag if tag.get(LINE_ATTRIBUTE) else tag.select_one(LINE_SELECTOR)
    return line_of(placed) if placed is not None else 0
