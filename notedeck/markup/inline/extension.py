"""The inline parser as an extension of Python-Markdown, in the place of its "inline" tree processor."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from notedeck.markup.inline.scanner import render
from notedeck.markup.inline.scope import Scope
from notedeck.util.html import LINE_ATTRIBUTE

MARK = re.compile("\x02inline:(\\d+)\x03")  # Python-Markdown takes these controls out of every note


class InlineHtml(Extension):
    """Renders the text of every element, except where it is an `AtomicString`, such as the text of code."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def extendMarkdown(self, md: Markdown) -> None:
        """Take the place of the inline patterns."""
        done: list[str] = []
        md.treeprocessors.register(Fill(md, self.scope, done), "inline", 20)
        md.postprocessors.register(Restore(done), "inline_html", 35)


class Fill(Treeprocessor):
    """Puts a mark in the tree for each rendered text, and the HTML into `done`."""

    def __init__(self, md: Markdown, scope: Scope, done: list[str]) -> None:
        super().__init__(md)
        self.scope = scope
        self.done = done

    def run(self, root: Element) -> None:
        """Render all texts of the tree in reading order."""
        self.visit(root, 0)

    def visit(self, element: Element, line: int) -> None:
        line = int(element.get(LINE_ATTRIBUTE, line))
        element.text = self.filled(element.text, line)
        for child in element:
            self.visit(child, line)
            child.tail = self.filled(child.tail, line)

    def filled(self, text: str | None, line: int) -> str | None:
        if not text or isinstance(text, AtomicString) or not text.strip():
            return text
        self.done.append(render(text, self.scope, line))
        return AtomicString(f"\x02inline:{len(self.done) - 1}\x03")


class Restore(Postprocessor):
    """Puts the HTML in the place of the marks."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self.done = done

    def run(self, text: str) -> str:
        """The page with every text in it."""
        return MARK.sub(lambda match: self.done[int(match[1])], text)
