"""How a note of Hugo becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import Page
from notedeck.source.tools import Site
from notedeck.source.tools._code import CodeFinder
from notedeck.source.tools._definitions import open_definitions
from notedeck.source.tools._dollars import close_up_dollars
from notedeck.source.tools._formulas import rewrite_formulas
from notedeck.source.tools._scripts import remove_scripts
from notedeck.source.tools._tag_writer import rewrite_tags
from notedeck.source.tools.hugo.shortcodes import Shortcodes, has_shortcode

# https://gohugo.io/content-management/markdown-attributes/
ATTRIBUTE = r"(?:[.#][\w:.-]{1,100}|[\w-]{1,50}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[\w.%-]{1,100}))"
ATTRIBUTES = rf"\{{[ \t]{{0,9}}{ATTRIBUTE}(?:[ \t,]{{1,9}}{ATTRIBUTE}){{0,20}}[ \t]{{0,9}}\}}[ \t]*$"
HEADING_ATTRIBUTES = re.compile(rf"(?<=\S)[ \t]{{0,9}}{ATTRIBUTES}")
BLOCK_ATTRIBUTES = re.compile(rf"[ \t>]*{ATTRIBUTES}")
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
COMMENT_HINT = Message("Nothing to do: Hugo does not show it either.")


def is_likely(_path: str, text: str) -> bool:
    """Return whether a note has shortcodes outside of code."""
    return ("{{<" in text or "{{%" in text) and has_shortcode(text)


def rewrite_page(page: Page, _site: Site) -> Page:
    """Return the page with its shortcodes as Markdown, and without the attributes of headings and blocks."""
    if "{{" in page.text:
        syntax = Shortcodes()
        page = rewrite_tags(page, syntax, Message("the shortcode"))
        if syntax.comments:
            message = Message("a comment of the author is on no card")
            page = page.report(ProblemCode.COMMENT_REMOVED, syntax.comments[0], message, COMMENT_HINT)
    page = drop_attributes(remove_scripts(page, has_indented_code=True))
    return open_definitions(rewrite_all_formulas(close_up_dollars(page, is_math_certain=False)))


def rewrite_all_formulas(page: Page) -> Page:
    """Return the page with its formulas as GitHub writes them."""
    if not any("\\\\(" in line for line in page.lines):
        return page
    finder = CodeFinder()
    return page.replace(
        lines=tuple(
            line if finder.is_code(line) else rewrite_formulas(line, in_line_dollars=False) for line in page.lines
        )
    )


def drop_attributes(page: Page) -> Page:
    """Return the page without Goldmark's attributes: at the end of a heading, and on a line below a block."""
    if not any("{" in line for line in page.lines):
        return page
    finder = CodeFinder()
    pairs: list[tuple[str, int]] = []
    for line, number in zip(page.lines, page.numbers, strict=True):
        if finder.is_code(line) or "{" not in line:
            pairs.append((line, number))
        elif HEADING.match(line):
            start = line.rfind("{")
            match = HEADING_ATTRIBUTES.search(line, max(0, start - 9))
            pairs.append((line[: match.start()] if match else line, number))
        elif not (pairs and pairs[-1][0].strip() and BLOCK_ATTRIBUTES.fullmatch(line)):
            pairs.append((line, number))
    return page.replace_lines(pairs)
