"""The connection to Python-Markdown, and the only importer of `markdown`: it runs our parsers and writes the elements.

Python-Markdown's own block parser, inline patterns and everything that belongs to them are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from notedeck.markup.blocks.constructs.document import render_document
from notedeck.markup.blocks.constructs.footnotes import number_footnotes
from notedeck.markup.blocks.parser import parse_blocks
from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import HtmlStore
from notedeck.markup.inline.parser import render_texts

CONTROL_CHARACTERS = re.compile("[\x01-\x08\x0e-\x1f\x7f]")  # that some Korean input methods leave behind
LINE_END = re.compile(r"\r\n?|\n")


def render_markdown(text: str, first_line: int) -> str:
    """Return a note's Markdown as HTML, not sanitised yet; `first_line` is the line of the file that it starts on."""
    return Markdown(extensions=[GithubMarkdown(first_line)]).convert(text)


class GithubMarkdown(Extension):
    """Reads Markdown as GitHub does; one extension is for one note."""

    def __init__(self, first_line: int) -> None:
        """Start without definitions."""
        super().__init__()
        self.first_line = first_line
        self.definitions = Definitions()
        self.store = HtmlStore()

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace the parsers, and remove what changes their result."""
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.deregister("unescape")
        md.postprocessors.deregister("raw_html")
        md.postprocessors.deregister("amp_substitute")
        md.preprocessors.register(LineSplitter(md), "normalize_whitespace", 30)
        md.parser = GithubBlockParser(md, self)
        md.treeprocessors.register(InlineRenderer(md, self), "inline", 20)
        md.postprocessors.register(HtmlRestorer(self.store), "restore_html", 40)


class LineSplitter(Preprocessor):
    """Splits the note into lines, with their tabs."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without control characters; placeholders consist of some of them."""
        text = CONTROL_CHARACTERS.sub("", "\n".join(lines).replace("\x00", "\N{REPLACEMENT CHARACTER}"))
        return LINE_END.split(text) if "\r" in text else text.split("\n")


class GithubBlockParser(BlockParser):
    """Reads the blocks of a note."""

    def __init__(self, md: Markdown, note: GithubMarkdown) -> None:
        """Put definitions and finished HTML into those of `note`."""
        super().__init__(md)
        self.note = note

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """Return the whole note as elements."""
        definitions = self.note.definitions
        document = parse_blocks(list(lines), self.note.first_line, definitions)
        return ElementTree(render_document(document, definitions.footnotes, self.note.store))


class InlineRenderer(Treeprocessor):
    """Renders the text of every element, then numbers the footnotes that the text refers to."""

    def __init__(self, md: Markdown, note: GithubMarkdown) -> None:
        """Use the definitions of `note`, and put finished HTML into its store."""
        super().__init__(md)
        self.note = note

    def run(self, root: Element) -> None:
        """Render all texts in reading order."""
        render_texts(root, self.note.definitions, self.note.store)
        number_footnotes(root, self.note.definitions.footnote_numbers)


class HtmlRestorer(Postprocessor):
    """Puts the finished HTML in place of its placeholders."""

    def __init__(self, store: HtmlStore) -> None:
        """Take the HTML from `store`."""
        super().__init__()
        self.store = store

    def run(self, text: str) -> str:
        """Return the page with all its HTML."""
        return self.store.restore(text)
