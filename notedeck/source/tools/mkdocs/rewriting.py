"""How a note of MkDocs becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.messages import Message
from notedeck.source.page import Page
from notedeck.source.tools import Site
from notedeck.source.tools._attributes import ATTRIBUTES
from notedeck.source.tools._code_titles import show_code_titles
from notedeck.source.tools._definitions import open_definitions
from notedeck.source.tools._dropped_lines import ABBREVIATIONS, drop_lines
from notedeck.source.tools._scripts import remove_scripts
from notedeck.source.tools.mkdocs.blocks import open_blocks
from notedeck.source.tools.mkdocs.html_blocks import open_html
from notedeck.source.tools.mkdocs.inline import rewrite_inline
from notedeck.source.tools.mkdocs.slashes import open_slashes
from notedeck.source.tools.mkdocs.snippets import insert_snippets

BOX = re.compile(r'^(?:!!!|\?\?\?\+?) [\w-]+(?: "[^"\n]*")?[ \t]*\n(?:[ \t]*\n)?(?: {4}|\t)', re.MULTILINE)
SLASHES = re.compile(r"^/{3,} (?:note|tip|info|warning|danger|check|details|tab|admonition)\b", re.MULTILINE)
SLASHES_END = re.compile(r"^/{3,}[ \t]*$", re.MULTILINE)
TAB = re.compile(r'^=== "[^"\n]+"[ \t]*\n(?:[ \t]*\n)?(?: {4}|\t)', re.MULTILINE)
PICTURE = re.compile(r"!\[[^\[\]\n]*+\]\([^()\n]++\)(?P<braces>\{[^{}\n]{1,300}\})")
DROPPED_LINES = (  # as a whole, what they are, and a hint
    ABBREVIATIONS,
    (
        re.compile(r"[ \t]*\{(?:\{[^{}\n]{1,200}\}|%[^%\n]{1,200}%)\}[ \t]*"),
        Message("macros ({{ … }}) are left out"),
        Message("A card has no room for what the site fills in."),
    ),
)


def is_likely(_path: str, text: str) -> bool:
    """Return whether a note has an admonition or tab with an indented text, a block between slashes, or `![](…){…}`."""
    has_box = ("!!! " in text or "??? " in text or "???+ " in text) and BOX.search(text) is not None
    if "\n///" in text and SLASHES.search(text) and SLASHES_END.search(text):
        return True
    if has_box or ('=== "' in text and TAB.search(text) is not None):
        return True
    return "){" in text and any(ATTRIBUTES.fullmatch(match["braces"]) for match in PICTURE.finditer(text))


def rewrite_page(page: Page, site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    page = open_blocks(open_slashes(open_html(remove_scripts(insert_snippets(page, site)))))
    page = open_definitions(rewrite_inline(show_code_titles(page)))
    for pattern, what, hint in DROPPED_LINES:
        page = drop_lines(page, pattern, what, hint)
    return page
