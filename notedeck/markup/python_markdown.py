"""The connection to Python-Markdown, and the only importer of `markdown`: it runs our parsers one after the other.

Python-Markdown's own block parser, inline patterns and everything that belongs to them are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from notedeck.markup.blocks.constructs.document import render_document
from notedeck.markup.blocks.constructs.footnotes import number_footnotes
from notedeck.markup.blocks.parser import parse_blocks
from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import write_html
from notedeck.markup.inline.parser import render_texts

CONTROL_CHARACTERS = re.compile("[\x01-\x08\x0e-\x1f\x7f]")  # that some Korean input methods leave behind
LINE_END = re.compile(r"\r\n?|\n")


def render_markdown(text: str, first_line: int) -> str:
    """Return a note's Markdown as HTML, not sanitised yet; `first_line` is the line of the file that it starts on."""
    return GithubMarkdown(first_line).convert(text)


class GithubMarkdown(Markdown):
    """Reads Markdown as GitHub does; one converter is for one note."""

    def __init__(self, first_line: int) -> None:
        """Start without definitions."""
        self.first_line = first_line
        self.definitions = Definitions()
        super().__init__()
        self.serializer = write_html

    def build_parser(self) -> GithubMarkdown:
        """Put our parts in the places of Python-Markdown's."""
        self.preprocessors, self.inlinePatterns = Registry(), Registry()
        self.treeprocessors, self.postprocessors = Registry(), Registry()
        self.preprocessors.register(LineSplitter(self), "split_lines", 0)
        self.parser = GithubBlockParser(self)
        self.treeprocessors.register(InlineRenderer(self), "inline", 0)
        return self


class LineSplitter(Preprocessor):
    """Splits the note into lines, with their tabs."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without control characters."""
        text = CONTROL_CHARACTERS.sub("", "\n".join(lines).replace("\x00", "\N{REPLACEMENT CHARACTER}"))
        return LINE_END.split(text) if "\r" in text else text.split("\n")


class GithubBlockParser(BlockParser):
    """Reads the blocks of a note."""

    def __init__(self, md: GithubMarkdown) -> None:
        """Put definitions into those of `md`."""
        super().__init__(md)
        self.note = md

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """Return the whole note as elements."""
        definitions = self.note.definitions
        document = parse_blocks(list(lines), self.note.first_line, definitions)
        return ElementTree(render_document(document, definitions.footnotes))


class InlineRenderer(Treeprocessor):
    """Renders the text of every element, then numbers the footnotes that the text refers to."""

    def __init__(self, md: GithubMarkdown) -> None:
        """Use the definitions of `md`."""
        super().__init__(md)
        self.note = md

    def run(self, root: Element) -> None:
        """Render all texts in reading order."""
        render_texts(root, self.note.definitions)
        number_footnotes(root, self.note.definitions.footnote_numbers)
