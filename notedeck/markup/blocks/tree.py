"""Block tree -> Python-Markdown's element tree; the text in it is left to the inline parser."""

from __future__ import annotations

import html
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from notedeck.markup import code, math
from notedeck.markup.alerts import alert
from notedeck.markup.blocks.node import Kind, Node
from notedeck.markup.blocks.parser import is_loose
from notedeck.markup.blocks.table import cells, fitted
from notedeck.markup.raw_html import author
from notedeck.markup.tasks import task

RAW = "raw"  # an element of this name stands for HTML that is already finished
Keep = Callable[[str], str]


class Builder:
    """Builds elements; `keep` takes finished HTML and gives the mark that stands for it in the tree."""

    def __init__(self, keep: Keep) -> None:
        self.keep = keep

    def document(self, root: Node) -> Element:
        """The whole note, its footnotes at the end."""
        div = Element("div")
        self.fill(div, [node for node in root.children if node.kind is not Kind.FOOTNOTE])
        notes = [node for node in root.children if node.kind is Kind.FOOTNOTE]
        if notes:
            rows = SubElement(SubElement(div, "section", {"class": "footnotes"}), "ol")
            for node in notes:
                item = element(rows, "li", node)
                item.set("data-footnote", node.info.casefold())
                self.fill(item, node.children, tight=len(node.children) == 1)
        return div

    def fill(self, parent: Element, nodes: list[Node], *, tight: bool = False) -> None:
        """Put blocks into an element; in a tight list paragraphs are bare text."""
        for node in nodes:
            if tight and node.kind is Kind.PARAGRAPH:
                append_text(parent, "\n".join(node.text))
            else:
                BUILD[node.kind](self, parent, node)

    def raw(self, parent: Element, markup: str) -> Element:
        """Finished HTML as an element."""
        child = SubElement(parent, RAW)
        child.text = AtomicString(self.keep(markup))
        return child

    def paragraph(self, parent: Element, node: Node) -> None:
        element(parent, "p", node).text = "\n".join(node.text)

    def heading(self, parent: Element, node: Node) -> None:
        element(parent, f"h{node.level}", node).text = "\n".join(node.text).strip()

    def rule(self, parent: Element, node: Node) -> None:
        element(parent, "hr", node)

    def indented(self, parent: Element, node: Node) -> None:
        rows = list(node.text)
        while rows and not rows[-1].strip():
            rows.pop()
        self.code(parent, node, "\n".join(rows) + "\n", "")

    def fence(self, parent: Element, node: Node) -> None:
        self.code(parent, node, "".join(f"{row}\n" for row in node.text), code.language_name(node.info))

    def code(self, parent: Element, node: Node, text: str, language: str) -> None:
        name = f' class="language-{html.escape(language)}"' if language else ""
        inside = code.block(text, language)
        self.raw(parent, f'<pre class="highlight" data-line="{node.line}"><code{name}>{inside}</code></pre>')

    def html(self, parent: Element, node: Node) -> None:
        self.raw(parent, author("\n".join(node.text), node.line))

    def math(self, parent: Element, node: Node) -> None:
        self.raw(element(parent, "p", node), math.display("\n".join(node.text)))

    def quote(self, parent: Element, node: Node) -> None:
        first = node.children[0] if node.children else None
        head = alert(first.text[0]) if first is not None and first.kind is Kind.PARAGRAPH else None
        if first is None or head is None:
            self.fill(element(parent, "blockquote", node), node.children)
            return
        box = element(parent, "div", node)
        box.set("class", f"alert alert-{head.kind.value}")
        title = element(box, "p", node)
        title.set("class", "alert-title")
        title.text = head.title
        if len(first.text) > 1:
            p = element(box, "p", first)
            p.set("data-line", str(first.line + 1))
            p.text = "\n".join(first.text[1:])
        self.fill(box, node.children[1:])

    def list(self, parent: Element, node: Node) -> None:
        rows = element(parent, "ol" if node.ordered else "ul", node)
        if node.ordered and node.start != 1:
            rows.set("start", str(node.start))
        tight = not is_loose(node)
        for child in node.children:
            self.item(element(rows, "li", child), child, tight=tight)

    def item(self, li: Element, node: Node, *, tight: bool) -> None:
        first = node.children[0] if node.children else None
        found = task("\n".join(first.text)) if first is not None and first.kind is Kind.PARAGRAPH else None
        if first is None or found is None:
            self.fill(li, node.children, tight=tight)
            return
        li.set("class", "task")
        self.raw(li if tight else element(li, "p", first), found[0]).tail = found[1]
        self.fill(li, node.children[1:], tight=tight)

    def table(self, parent: Element, node: Node) -> None:
        grid = element(parent, "table", node)
        head, *rows = node.text
        self.row(SubElement(grid, "thead"), head, node, 0)
        body = SubElement(grid, "tbody") if rows else grid
        for number, row in enumerate(rows, start=2):
            self.row(body, row, node, number)

    def row(self, parent: Element, text: str, node: Node, below: int) -> None:
        tr = SubElement(parent, "tr", {"data-line": str(node.line + below)})
        for cell, align in zip(fitted(cells(text), len(node.aligns)), node.aligns, strict=True):
            td = SubElement(tr, "td" if below else "th", {"align": align} if align else {})
            td.text = cell


BUILD: dict[Kind, Callable[[Builder, Element, Node], None]] = {
    Kind.QUOTE: Builder.quote,
    Kind.LIST: Builder.list,
    Kind.PARAGRAPH: Builder.paragraph,
    Kind.HEADING: Builder.heading,
    Kind.CODE: Builder.indented,
    Kind.FENCE: Builder.fence,
    Kind.HTML: Builder.html,
    Kind.RULE: Builder.rule,
    Kind.TABLE: Builder.table,
    Kind.MATH: Builder.math,
}


def element(parent: Element, tag: str, node: Node) -> Element:
    """A new element that knows its line."""
    return SubElement(parent, tag, {"data-line": str(node.line)})


def append_text(parent: Element, text: str) -> None:
    """Text after all that is in an element so far."""
    if len(parent):
        parent[-1].tail = f"{parent[-1].tail or ''}{text}\n"
    else:
        parent.text = (parent.text or "") + text
