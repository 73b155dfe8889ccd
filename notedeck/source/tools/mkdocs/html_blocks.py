"""HTML with the attribute `markdown`: MkDocs reads Markdown in it, GitHub only below a blank line.

https://python-markdown.github.io/extensions/md_in_html/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.source.page import Line, Page, find_code

ATTRIBUTE = re.compile(r"""[ \t]markdown(?:=["']?\w*["']?)?(?=[\s>])""")
OPENING = re.compile(r"[ \t]*<(?P<name>[a-z]\w*)(?=[\s>])[^<>]*>")
LAYOUT = {"div", "section", "article", "aside", "center", "span", "p"}  # grids of cards, above all


def open_html(page: Page) -> Page:
    """Return the page with blank lines around the Markdown in HTML, and without the boxes that only lay it out."""
    if not any("markdown" in line and ATTRIBUTE.search(line) for line in page.lines):
        return page
    return page.replace_lines(rewrite_lines(page))


def rewrite_lines(page: Page) -> Iterator[Line]:
    """Yield the lines of a page."""
    names: list[str] = []  # of the elements that are open, from the outermost; "" for one without the attribute
    for text, number, is_code in zip(page.lines, page.numbers, find_code(page.lines), strict=True):
        opening = None if is_code else OPENING.match(text)
        name = opening["name"] if opening else ""
        has_markdown = opening is not None and ATTRIBUTE.search(opening[0]) is not None
        if opening and (has_markdown or names) and f"</{name}>" not in text:
            names.append(name if has_markdown else "")
        if opening and has_markdown:
            tag = "" if name in LAYOUT and f"</{name}>" not in text else ATTRIBUTE.sub("", opening[0])
            yield from ((part, number) for part in (tag, "", text[opening.end() :].strip()) if part or tag)
        elif not is_code and names and text.lstrip().startswith("</"):
            closed = names.pop()
            if closed not in LAYOUT:
                yield from ((part, number) for part in (("", text) if closed else (text,)))
            else:
                yield "", number
        else:
            yield text, number
