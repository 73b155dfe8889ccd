"""The block parser as an extension of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from notedeck.markup.blocks.definitions import Definitions
from notedeck.markup.blocks.parser import parse
from notedeck.markup.blocks.tree import FOOTNOTES, Builder

MARK = re.compile("\x02block:(\\d+)\x03")
LINE_END = re.compile(r"\r\n?|\n")


class GithubBlocks(Extension):
    """Reads blocks as GitHub does; fills `found` with what the note defines.

    `first_line` is the line of the file that the text starts on. `numbers` are the numbers of the footnotes that the
    text refers to, once the inline parser has run.
    """

    def __init__(self, first_line: int, found: Definitions, numbers: Mapping[str, int]) -> None:
        super().__init__()
        self.first_line = first_line
        self.found = found
        self.numbers = numbers

    def extendMarkdown(self, md: Markdown) -> None:
        """Take the place of the stock block parser and of what belongs to it."""
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.deregister("unescape")
        md.postprocessors.deregister("raw_html")
        md.postprocessors.deregister("amp_substitute")
        kept: list[str] = []
        md.preprocessors.register(Lines(md), "normalize_whitespace", 30)
        md.parser = GithubParser(md, self, kept)
        md.treeprocessors.register(NumberedFootnotes(md, self.numbers), "footnotes", 10)
        md.postprocessors.register(Restore(kept), "block_html", 40)


class Lines(Preprocessor):
    """Lines as they are, tabs included; without the controls that mark finished HTML."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines of the note."""
        text = "\n".join(lines).replace("\x02", "").replace("\x03", "").replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return LINE_END.split(text) if "\r" in text else text.split("\n")


class GithubParser(BlockParser):
    """The block parser of one conversion."""

    def __init__(self, md: Markdown, options: GithubBlocks, kept: list[str]) -> None:
        super().__init__(md)
        self.options = options
        self.kept = kept

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """The whole note as elements."""
        found = self.options.found
        root = parse(list(lines), self.options.first_line, found)
        return ElementTree(Builder(self.keep).document(root, found.footnotes))

    def keep(self, markup: str) -> str:
        """Put finished HTML by; the mark for it."""
        self.kept.append(markup)
        return f"\x02block:{len(self.kept) - 1}\x03"


class NumberedFootnotes(Treeprocessor):
    """Puts the footnotes in the order of their numbers.

    GitHub does not show one that nothing refers to; here it comes last, for no word of a note may be lost.
    """

    def __init__(self, md: Markdown, numbers: Mapping[str, int]) -> None:
        super().__init__(md)
        self.numbers = numbers

    def run(self, root: Element) -> None:
        """Runs after the inline parser, which gives the numbers."""
        section = root.find(f"section[@class='{FOOTNOTES}']")
        if section is None:
            return
        rows = section[0]
        rows[:] = sorted(rows, key=lambda item: self.numbers.get(str(item.get("data-footnote")), len(rows) + 1))
        for item in rows:
            if number := self.numbers.get(str(item.get("data-footnote"))):
                item.set("value", str(number))


class Restore(Postprocessor):
    """Puts the finished HTML in the place of the marks."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self.kept = kept

    def run(self, text: str) -> str:
        """The page with all its HTML."""
        return MARK.sub(lambda match: self.kept[int(match[1])], text)
