"""The seven kinds of HTML block (CommonMark 0.31, 4.6)."""

from __future__ import annotations

import re

from notedeck.markup.raw_html import TAG

NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section source summary table tbody td tfoot th "
    "thead title tr track ul"
)
RAW = re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.I)
RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.I)
NAMED = re.compile(rf"</?(?:{NAMES.replace(' ', '|')})(?:\s|/?>|$)", re.I)
STARTS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
DECLARATION = re.compile(r"<![A-Za-z]")
RAW_MARK = "</>"  # the mark of a block that one of RAW_END ends


def html_start(rest: str, *, in_paragraph: bool) -> str | None:
    """The text that ends the HTML block starting here, "" for one that a blank line ends; None if none starts.

    A single tag alone on its line (kind 7) cannot interrupt a paragraph.
    """
    if RAW.match(rest):
        return RAW_MARK
    for opening, end in STARTS:
        if rest.startswith(opening):
            return end
    if DECLARATION.match(rest):
        return ">"
    if NAMED.match(rest):
        return ""
    tag = None if in_paragraph else TAG.match(rest)
    return "" if tag and not rest[tag.end() :].strip() else None


def ends_html(mark: str, line: str) -> bool:
    """Whether this line is the last of an HTML block that `mark` ends."""
    return bool(RAW_END.search(line)) if mark == RAW_MARK else bool(mark) and mark in line
