"""The element tree between block and inline parsing, and the finished HTML that is kept out of it."""

from __future__ import annotations

import re
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from notedeck.util.html import LINE_ATTRIBUTE

PLACEHOLDER = re.compile("\x02(\\d+)\x03")
PLACEHOLDER_START = "\x02"  # `python_markdown.LineSplitter` removes this character from every note


class HtmlStore:
    """Finished HTML; a placeholder for each piece goes into the element tree, so that nothing escapes it again."""

    def __init__(self) -> None:
        """Start empty."""
        self._pieces: list[str] = []

    def put(self, html: str) -> str:
        """Store finished HTML and return its placeholder."""
        self._pieces.append(html)
        return f"\x02{len(self._pieces) - 1}\x03"

    def restore(self, text: str) -> str:
        """Return the text with all HTML in place of its placeholders."""
        return PLACEHOLDER.sub(lambda match: self._pieces[int(match[1])], text)


def add_element(parent: Element, tag: str, line: int) -> Element:
    """Add the element of a block that starts on `line` of the file."""
    return SubElement(parent, tag, {LINE_ATTRIBUTE: str(line)})


def add_bare_text(parent: Element, text: str, line: int) -> None:
    """Add text without an element around it: Python-Markdown writes only the content of an element without a name."""
    child = SubElement(parent, cast(str, None), {LINE_ATTRIBUTE: str(line)})
    child.text = text


def add_html(parent: Element, html: str, store: HtmlStore) -> None:
    """Add finished HTML."""
    add_bare_text(parent, store.put(html), 0)


def end_bare_text(parent: Element) -> None:
    """Put a line end after bare text, so that it does not join what is added next."""
    if len(parent) and cast(str | None, parent[-1].tag) is None:
        parent[-1].tail = "\n"
