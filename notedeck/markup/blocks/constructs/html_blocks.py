"""The seven kinds of HTML block (CommonMark 0.31, 4.6); each looks at one line and takes time linear in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import NO, YES, Block, LineMatch
from notedeck.markup.blocks.constructs.paragraphs import find_open_paragraph
from notedeck.markup.blocks.cursor import Cursor
from notedeck.markup.elements import add_html, end_bare_text
from notedeck.markup.html_formulas import render_formulas
from notedeck.markup.inline.constructs.html_tags import TAG
from notedeck.markup.raw_html import TAG as LOOSE_TAG
from notedeck.markup.raw_html import secure_raw_html
from notedeck.markup.sanitise import is_known
from notedeck.util.html import line_attribute
from notedeck.util.patterns import compile_lazily

BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param section source summary table tbody td tfoot th thead "
    "title tr track ul"
)
VERBATIM_TAG = re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.I)
VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.I)
BLOCK_TAG = compile_lazily(rf"</?(?:{BLOCK_TAGS.replace(' ', '|')})(?:\s|/?>|$)", re.I)
DELIMITERS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
DECLARATION = re.compile(r"<![A-Z]")
NAME = re.compile(r"\s*<([A-Za-z][A-Za-z0-9]*)")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
BLANK_END = re.compile(r"[ \t]*+$")
ANY_VERBATIM_END = "</>"  # `end` of a block that VERBATIM_END ends
TAG_WITH_LINE = re.compile(r"h[1-6]|p|ul|ol|li|pre|table|blockquote|hr|details|summary", re.I)


@dataclass(slots=True, eq=False)
class HtmlBlock(Block):
    """Raw HTML: `end` is the text that ends the block; "" if a blank line does."""

    starts_with: ClassVar[str] = "<"
    takes_lines: ClassVar[bool] = True
    is_verbatim: ClassVar[bool] = True

    end: str = ""

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start at a tag, a comment, or another opening of HTML."""
        end = find_end_condition(cursor.line, cursor.text_start, in_paragraph=find_open_paragraph(parent) is not None)
        if end is None:
            return None
        block = parent.add(cls(cursor.line_number, end=end))
        block.add_line(cursor)
        return block

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match every line, up to a blank one if that is what ends the block.

        A heading right below the closed element ends it as well, other than on GitHub: no author means to show its `#`.
        """
        is_ended = cursor.is_blank or (self.is_closed() and HEADING.match(cursor.text) is not None)
        return NO if is_ended and not self.end else YES

    def is_closed(self) -> bool:
        """Return whether the last line ends with the end tag of the element at the start."""
        name = NAME.match(self.text[0])
        return name is not None and self.text[-1].rstrip().lower().endswith(f"</{name[1].lower()}>")

    def add_line(self, cursor: Cursor, /) -> None:
        """Add a line, and close the block if the line ends it."""
        self.text.append(cursor.remainder)
        self.is_open = not self.is_ended_by(cursor.text)

    def is_ended_by(self, line: str) -> bool:
        """Return whether the block's end is on this line."""
        if self.end == ANY_VERBATIM_END:
            return bool(VERBATIM_END.search(line))
        return bool(self.end) and self.end in line

    def render(self, parent: Element, /) -> None:
        """Add the HTML with `data-line` on its block elements, and with its formulas."""
        end_bare_text(parent)
        markup = add_lines(secure_raw_html("\n".join(self.text), self.line), self.line)
        add_html(parent, render_formulas(markup))


def find_end_condition(line: str, start: int, *, in_paragraph: bool) -> str | None:
    """Return the text that ends the HTML block starting at `line[start]`, "" for a blank line; None if none starts.

    A single tag alone on its line (kind 7) cannot interrupt a paragraph. A tag that HTML does not know, such as the
    `<T>` of a generic type, starts no block, because it is text (`sanitise.py`).
    """
    if VERBATIM_TAG.match(line, start):
        return ANY_VERBATIM_END
    for opening, end in DELIMITERS:
        if line.startswith(opening, start):
            return end
    if DECLARATION.match(line, start):
        return ">"
    if BLOCK_TAG.match(line, start):
        return ""
    tag = None if in_paragraph else TAG.match(line, start)
    return "" if tag and is_known(tag[1] or tag[2]) and BLANK_END.match(line, tag.end()) else None


def add_lines(html: str, line: int) -> str:
    """Return secured HTML with a `data-line` on each block element; `line` is the file's line that it starts on."""
    pieces: list[str] = []
    position = 0
    for match in LOOSE_TAG.finditer(html):
        line += html.count("\n", position, match.start())
        pieces.append(html[position : match.end(2)])
        if not match[1] and TAG_WITH_LINE.fullmatch(match[2]):
            pieces.append(line_attribute(line))
        position = match.end(2)
    return "".join(pieces) + html[position:]
