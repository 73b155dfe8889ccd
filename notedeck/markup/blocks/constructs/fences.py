"""Fenced code between lines of ``` or ~~~ (CommonMark 0.31, 4.5)."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.markup.blocks.block import WHOLE_LINE, Block, LineMatch
from notedeck.markup.blocks.cursor import TAB_WIDTH, Cursor
from notedeck.markup.code.highlight import highlight_code, parse_language
from notedeck.markup.elements import add_html
from notedeck.markup.inline.constructs.escapes import unescape_text
from notedeck.util.html import line_attribute

FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")


@dataclass(slots=True, eq=False)
class FencedCode(Block):
    """A code block: `fence` is the opening run of marks, `info` the text after it."""

    starts_with: ClassVar[str] = "`~"
    is_verbatim: ClassVar[bool] = True

    fence: str = ""
    indent: int = 0
    info: str = ""

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block | None:
        """Start at three or more marks."""
        match = FENCE.match(cursor.line, cursor.text_start)
        if not match:
            return None
        fence, info = (match[1], match[2]) if match[1] else (match[3], match[4])
        indent = cursor.text_start - cursor.position
        return parent.add(cls(cursor.line_number, fence=fence, indent=indent, info=info.strip()))

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Take every line up to a closing fence, without the indent of the opening one."""
        if self.is_closed_by(cursor):
            self.is_open = False
        else:
            cursor.skip_columns(self.indent)
            self.text.append(cursor.remainder)
        return WHOLE_LINE

    def is_closed_by(self, cursor: Cursor) -> bool:
        """Return whether the line is nothing but the same mark, at least as often as in the opening fence."""
        mark = self.fence[0]
        if cursor.next_character != mark or cursor.indent >= TAB_WIDTH:
            return False
        text = cursor.text.rstrip(" \t")
        return len(text) >= len(self.fence) and text == mark * len(text)

    def render(self, parent: Element, /) -> None:
        """Add a `<pre>` with highlighted code."""
        render_code(parent, self, self.text, parse_language(unescape_text(self.info)))


def render_code(parent: Element, block: Block, lines: Sequence[str], language: str) -> None:
    """Add the `<pre>` of a code block; its `<code>` has the class `language-…` if a language is given."""
    css_class = f' class="language-{html.escape(language)}"' if language else ""
    code = highlight_code("".join(f"{line}\n" for line in lines), language)
    markup = f'<pre class="highlight"{line_attribute(block.line)}><code{css_class}>{code}</code></pre>'
    add_html(parent, markup)
