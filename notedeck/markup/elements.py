"""The element tree of a note, and how it is written as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from notedeck.util.html import LINE_ATTRIBUTE

VOID_TAGS = frozenset({"hr"})  # of those that blocks become
NO_NAME = cast(str, None)
BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.I)


class FinishedHtml(str):
    """A text of the tree that is HTML; any other is still Markdown, or whitespace."""

    __slots__ = ()


def add_element(parent: Element, tag: str, line: int) -> Element:
    """Add the element of a block that starts on `line` of the file."""
    return SubElement(parent, tag, {LINE_ATTRIBUTE: str(line)})


def add_bare_text(parent: Element, text: str, line: int) -> None:
    """Add text without an element around it: of an element without a name, only the text is written."""
    child = SubElement(parent, NO_NAME, {LINE_ATTRIBUTE: str(line)})
    child.text = text


def add_html(parent: Element, html: str) -> None:
    """Add finished HTML."""
    SubElement(parent, NO_NAME).text = FinishedHtml(html)


def end_bare_text(parent: Element) -> None:
    """Put a line end after bare text, so that it does not join what is added next."""
    if len(parent) and not parent[-1].tag:
        parent[-1].tail = "\n"


def write_html(root: Element) -> str:
    """Return a tree as HTML, once no text of it is Markdown any more."""
    pieces: list[str] = []
    write_element(root, pieces.append)
    return "".join(pieces)


def write_element(element: Element, write: Callable[[str], None]) -> None:
    """Write an element with its content; its attributes are in the order of their names."""
    tag, attributes, items = element.tag, "", element.items()
    for name, value in sorted(items) if len(items) > 1 else items:
        attributes += f' {name}="{value if value.isalnum() else escape_attribute(value)}"'
    write(f"<{tag}{attributes}>{element.text or ''}")
    for child in element:
        if child.tag:
            write_element(child, write)
        else:
            write(child.text or "")
        if child.tail:
            write(child.tail)
    if tag not in VOID_TAGS:
        write(f"</{tag}>")


def escape_attribute(value: str) -> str:
    """Return the value of an attribute as HTML; an entity in it stays one."""
    if "&" in value:
        value = BARE_AMPERSAND.sub("&amp;", value)
    return value.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
