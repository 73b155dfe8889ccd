"""Block tree -> Python-Markdown's element tree; the text in it is left to the inline parser."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from notedeck.markup import code, math
from notedeck.markup.blocks.elements import Keep, bare, element, finished, part_from_text
from notedeck.markup.blocks.lists import is_loose
from notedeck.markup.blocks.node import Kind, Node
from notedeck.markup.blocks.quotes import quote
from notedeck.markup.blocks.raw_lines import with_lines
from notedeck.markup.blocks.table import grid
from notedeck.markup.inline.text import unescaped
from notedeck.markup.raw_html import author
from notedeck.markup.tasks import task
from notedeck.util.html import LINE_ATTRIBUTE, line_attribute

FOOTNOTES = "footnotes"  # the class of the section that holds them


class Builder:
    """Builds elements; finished HTML (code, formulas, raw HTML) is kept out of the tree."""

    def __init__(self, keep: Keep) -> None:
        self.keep = keep

    def document(self, root: Node, footnotes: Mapping[str, Node]) -> Element:
        """The whole note, its footnotes at the end."""
        div = Element("div")
        self.fill(div, root.children)
        if footnotes:
            rows = SubElement(SubElement(div, "section", {"class": FOOTNOTES}), "ol")
            for label, node in footnotes.items():
                item = element(rows, "li", node)
                item.set("data-footnote", label)
                self.fill(item, node.children, tight=len(node.children) == 1)
        return div

    def fill(self, parent: Element, nodes: Sequence[Node], *, tight: bool = False) -> None:
        """Put blocks into an element; in a tight list paragraphs are bare text."""
        for node in nodes:
            if tight and node.kind is Kind.PARAGRAPH:
                part_from_text(parent)
                bare(parent, node.line, "\n".join(node.text))
            else:
                BUILD[node.kind](self, parent, node)

    def paragraph(self, parent: Element, node: Node) -> None:
        element(parent, "p", node).text = "\n".join(node.text)

    def heading(self, parent: Element, node: Node) -> None:
        element(parent, f"h{node.level}", node).text = "\n".join(node.text)

    def rule(self, parent: Element, node: Node) -> None:
        element(parent, "hr", node)

    def indented(self, parent: Element, node: Node) -> None:
        rows = list(node.text)
        while rows and not rows[-1].strip(" \t"):
            rows.pop()
        self.code(parent, node, rows, "")

    def fence(self, parent: Element, node: Node) -> None:
        self.code(parent, node, node.text, code.language_name(unescaped(node.info)))

    def code(self, parent: Element, node: Node, rows: Sequence[str], language: str) -> None:
        name = f' class="language-{html.escape(language)}"' if language else ""
        inside = code.block("".join(f"{row}\n" for row in rows), language)
        markup = f'<pre class="highlight"{line_attribute(node.line)}><code{name}>{inside}</code></pre>'
        finished(parent, self.keep(markup))

    def html(self, parent: Element, node: Node) -> None:
        part_from_text(parent)
        finished(parent, self.keep(with_lines(author("\n".join(node.text), node.line), node.line)))

    def math(self, parent: Element, node: Node) -> None:
        finished(element(parent, "p", node), self.keep(math.display(node.text[0])))

    def quote(self, parent: Element, node: Node) -> None:
        quote(parent, node, self.fill)

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
        holder = li if tight else element(li, "p", first)
        finished(holder, self.keep(found[0]))
        bare(holder, first.line, found[1])
        self.fill(li, node.children[1:], tight=tight)

    def table(self, parent: Element, node: Node) -> None:
        rows = grid(node)
        around = element(parent, "table", node)
        self.row(SubElement(around, "thead"), "th", rows[0], node.aligns, node.line)
        body = SubElement(around, "tbody") if rows[1:] else around
        for line, row in enumerate(rows[1:], start=node.line + 2):
            self.row(body, "td", row, node.aligns, line)

    def row(self, parent: Element, tag: str, row: Sequence[str], aligns: Sequence[str], line: int) -> None:
        tr = SubElement(parent, "tr", {LINE_ATTRIBUTE: str(line)})
        for cell, align in zip(row, aligns, strict=True):
            SubElement(tr, tag, {"align": align} if align else {}).text = cell


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
