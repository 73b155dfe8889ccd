"""GitHub's block structure for Python-Markdown, whose own differs (facts: list after a paragraph, 2-space nesting).

`GithubBlocks(first_line, references, footnotes)` takes the place of the block parser and of the preprocessors for HTML
and fences. `node.py` is the tree, `parser.py` reads lines into it, `tree.py` makes elements of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from notedeck.markup.blocks.node import Kind
from notedeck.markup.blocks.parser import parse
from notedeck.markup.blocks.references import References
from notedeck.markup.blocks.tree import RAW, Builder

MARK = re.compile(f"<{RAW}>\x02block:(\\d+)\x03</{RAW}>")  # Python-Markdown takes these controls out of every note


class GithubBlocks(Extension):
    """Reads blocks as GitHub does; fills `references` and `footnotes` with what the note defines."""

    def __init__(self, first_line: int, references: References, footnotes: set[str]) -> None:
        super().__init__()
        self.first_line = first_line
        self.references = references
        self.footnotes = footnotes

    def extendMarkdown(self, md: Markdown) -> None:
        """Take the place of the stock block parser."""
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("prettify")
        kept: list[str] = []
        md.parser = GithubParser(md, self, kept)
        md.postprocessors.register(Restore(kept), "block_html", 40)


class GithubParser(BlockParser):
    """The block parser of one conversion."""

    def __init__(self, md: Markdown, options: GithubBlocks, kept: list[str]) -> None:
        super().__init__(md)
        self.options = options
        self.kept = kept

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """The whole note as elements."""
        root = parse("\n".join(lines), self.options.first_line, self.options.references)
        self.options.footnotes |= {node.info.casefold() for node in root.children if node.kind is Kind.FOOTNOTE}
        self.root = Builder(self.keep).document(root)
        return ElementTree(self.root)

    def keep(self, markup: str) -> str:
        """Put finished HTML by; the mark for it."""
        self.kept.append(markup)
        return f"\x02block:{len(self.kept) - 1}\x03"


class Restore(Postprocessor):
    """Puts the finished HTML in the place of the marks."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self.kept = kept

    def run(self, text: str) -> str:
        """The page with all its HTML."""
        return MARK.sub(lambda match: self.kept[int(match[1])], text)
