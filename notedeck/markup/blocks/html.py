"""The seven kinds of HTML block (CommonMark 0.31, 4.6); each looks at one line and takes time linear in it."""

from __future__ import annotations

import re

from notedeck.markup.inline.tags import TAG
from notedeck.markup.sanitise import is_known

NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param section source summary table tbody td tfoot th thead "
    "title tr track ul"
)
RAW = re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.I)
RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.I)
NAMED = re.compile(rf"</?(?:{NAMES.replace(' ', '|')})(?:\s|/?>|$)", re.I)
STARTS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
DECLARATION = re.compile(r"<![A-Z]")
BLANK_END = re.compile(r"[ \t]*+$")
RAW_MARK = "</>"  # the mark of a block that one of RAW_END ends


def html_start(line: str, start: int, *, in_paragraph: bool) -> str | None:
    """The text that ends the HTML block starting at `line[start]`, "" for one that a blank line ends; None if none is.

    A single tag alone on its line (kind 7) cannot interrupt a paragraph; a tag that HTML does not know, such as the
    `<T>` of a generic type, starts nothing, as it is text (`inline/tags.py`).
    """
    if RAW.match(line, start):
        return RAW_MARK
    for opening, end in STARTS:
        if line.startswith(opening, start):
            return end
    if DECLARATION.match(line, start):
        return ">"
    if NAMED.match(line, start):
        return ""
    tag = None if in_paragraph else TAG.match(line, start)
    return "" if tag and is_known(tag[1] or tag[2]) and BLANK_END.match(line, tag.end()) else None


def ends_html(mark: str, line: str) -> bool:
    """Whether this line is the last of an HTML block that `mark` ends."""
    return bool(RAW_END.search(line)) if mark == RAW_MARK else bool(mark) and mark in line
