"""How a note of Logseq becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.source.names import format_display_name
from notedeck.source.page import Page
from notedeck.source.tools import Site
from notedeck.source.tools.logseq.comments import hide_comments
from notedeck.source.tools.logseq.graph import Graph
from notedeck.source.tools.logseq.inline import rewrite_inline
from notedeck.source.tools.logseq.modes import set_modes
from notedeck.source.tools.logseq.names import name_page
from notedeck.source.tools.logseq.org_blocks import rewrite_org_blocks
from notedeck.source.tools.logseq.outline import parse_outline
from notedeck.source.tools.logseq.properties import read_properties
from notedeck.source.tools.logseq.tables import complete_tables
from notedeck.source.tools.logseq.writing import write_outline

# A property that Logseq writes itself below a bullet.
OWN_PROPERTY = re.compile(
    r"^[ \t]*(?:- )?(?:collapsed:: true|id:: [0-9a-f]{8}-[0-9a-f-]{27}|card-last-\w+:: )", re.MULTILINE
)
# The size of a picture, a file that somebody pasted, and the reference to a block.
OWN_SYNTAX = re.compile(
    r"\]\([^()\n]{1,300}\)\{:(?:height|width) \d"
    r"|\]\((?:\.\./)+assets/[^()\n]{0,200}_\d{13}_\d{1,3}\.\w{1,5}\)"
    r"|(?<!\()\(\([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\)\)"
)
# A block that is a card, or a cloze deletion, which other notes can have as well.
CARD_SYNTAX = re.compile(
    r"^[ \t]*- \S[^\n]*[ \t]#(?:card(?![\w-])|\[\[card\]\])|^[ \t]*- [^\n]*\{\{(?:cloze|c\d{1,2}) ",
    re.MULTILINE,
)
CARD_HEADING = re.compile(r"^(?:- )?#{1,6} [^\n]*[^\s#][ \t]?#card[ \t]*$", re.MULTILINE)
OWN_SIGNS = ("){:", "../assets/", "((")
OUTLINE = re.compile(r"(?:[^\W\d][\w./-]*::[^\n]*\n|[ \t]*\n)*-(?: |$|\n)", re.MULTILINE)


def is_likely(_path: str, text: str) -> bool:
    """Return whether a note has what only Logseq writes, or is an outline with cards of Logseq."""
    if any(sign in text for sign in OWN_SIGNS) and OWN_SYNTAX.search(text):
        return True
    if "::" not in text and "#card" not in text and "{{c" not in text and "#[[card" not in text:
        return False
    if OWN_PROPERTY.search(text) or CARD_HEADING.search(text):
        return True
    return bool(OUTLINE.match(text) and CARD_SYNTAX.search(text))


def rewrite_page(page: Page, site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    blocks = parse_outline(page)
    page = read_properties(name_page(hide_comments(page, blocks), site), blocks)
    page = rewrite_org_blocks(page, blocks)
    complete_tables(blocks)
    page = rewrite_inline(page, blocks, Graph(blocks, site))
    set_modes(blocks)
    return page.replace_lines(
        write_outline(blocks, page.matter.title or format_display_name(page.path.rpartition("/")[2]))
    )
