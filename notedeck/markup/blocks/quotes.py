"""Quotes, and those that are a box: GitHub's alerts, Obsidian's callouts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from notedeck.markup.alerts import Alert, alert
from notedeck.markup.blocks.elements import element
from notedeck.markup.blocks.node import Kind, Node

Fill = Callable[[Element, list[Node]], None]


def quote(parent: Element, node: Node, fill: Fill) -> None:
    """A `<blockquote>`, or the box that its first line asks for."""
    first = node.children[0] if node.children else None
    head = alert(first.text[0]) if first is not None and first.kind is Kind.PARAGRAPH else None
    if first is None or head is None:
        fill(element(parent, "blockquote", node), node.children)
    else:
        box(parent, node, head, first, fill)


def box(parent: Element, node: Node, head: Alert, first: Node, fill: Fill) -> None:
    """The box; the rest of the paragraph that its head starts is a paragraph of its own."""
    around = element(parent, "div", node)
    around.set("class", f"alert alert-{head.kind.value}")
    title = element(around, "p", first)
    title.set("class", "alert-title")
    title.text = head.title
    below = [replace(first, line=first.line + 1, text=first.text[1:])] if first.text[1:] else []
    fill(around, below + node.children[1:])
