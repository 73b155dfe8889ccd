"""MkDocs and its theme Material: pages with admonitions, tabs and attributes."""

from __future__ import annotations

import re

from notedeck.problems import ProblemCode
from notedeck.source.page import Page, find_code
from notedeck.source.tools import Site
from notedeck.source.tools._code_titles import show_code_titles
from notedeck.source.tools._mkdocs.blocks import open_blocks
from notedeck.source.tools._mkdocs.html_blocks import open_html
from notedeck.source.tools._mkdocs.inline import rewrite_inline
from notedeck.source.tools._mkdocs.snippets import insert_snippets

TITLE = "MkDocs"
MARKERS = (("mkdocs.yml",), ("mkdocs.yaml",))
SKIPPED: tuple[str, ...] = ("site",)
MEDIA_FOLDERS: tuple[str, ...] = ("docs",)

BOX = re.compile(r'^(?:!!!|\?\?\?\+?) [\w-]+(?: "[^"\n]*")?[ \t]*\n(?:[ \t]*\n)?(?: {4}|\t)', re.MULTILINE)
TAB = re.compile(r'^=== "[^"\n]+"[ \t]*\n(?:[ \t]*\n)?(?: {4}|\t)', re.MULTILINE)
ABBREVIATION = re.compile(r"\*\[[^\[\]\n]{1,100}\]:[ \t].*")


def is_likely(_path: str, text: str) -> bool:
    """Return whether a note has an admonition or a tab with an indented text."""
    has_box = ("!!! " in text or "??? " in text or "???+ " in text) and BOX.search(text) is not None
    return has_box or ('=== "' in text and TAB.search(text) is not None)


def rewrite(page: Page, site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    page = open_blocks(open_html(insert_snippets(page, site)))
    return drop_abbreviations(rewrite_inline(show_code_titles(page)))


def drop_abbreviations(page: Page) -> Page:
    """Return the page without the lines that explain abbreviations to a pointer: a card has none."""
    if not any(map(ABBREVIATION.fullmatch, page.lines)):
        return page
    is_code = find_code(page.lines)
    dropped = [
        not code and ABBREVIATION.fullmatch(text) is not None for text, code in zip(page.lines, is_code, strict=True)
    ]
    if True not in dropped:
        return page
    line = page.numbers[dropped.index(True)]
    rows = zip(page.lines, page.numbers, dropped, strict=True)
    page = page.replace_lines((text, number) for text, number, is_dropped in rows if not is_dropped)
    message = "abbreviations (*[…]: …) are left out"
    return page.report(ProblemCode.SYNTAX_DROPPED, line, message, "Write what one means where it is used first.")
