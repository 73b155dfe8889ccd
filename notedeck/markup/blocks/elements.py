"""Making elements that know their line."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from notedeck.markup.blocks.node import Node
from notedeck.util.html import LINE_ATTRIBUTE

Keep = Callable[[str], str]  # takes finished HTML, gives the mark that stands for it in the tree


def element(parent: Element, tag: str, node: Node) -> Element:
    """A new element for a block."""
    return SubElement(parent, tag, {LINE_ATTRIBUTE: str(node.line)})


def bare(parent: Element, line: int, text: str) -> Element:
    """Text without an element around it: Python-Markdown writes only the inside of an element without a name."""
    child = SubElement(parent, cast(str, None), {LINE_ATTRIBUTE: str(line)})
    child.text = text
    return child


def part_from_text(parent: Element) -> None:
    """Keep what comes next apart from text that ends an element so far."""
    if len(parent) and cast(str | None, parent[-1].tag) is None:
        parent[-1].tail = "\n"


def finished(parent: Element, mark: str) -> Element:
    """The place of finished HTML, which the inline parser leaves alone."""
    return bare(parent, 0, AtomicString(mark))
