"""Boxes `!!! note "title"`, folded ones `??? question "title"`, and tabs `=== "title"`, each above an indented text.

https://squidfunk.github.io/mkdocs-material/reference/admonitions/ and .../content-tabs/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.model import Value
from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools._callouts import (
    TAB_WIDTH,
    make_callout,
    make_quote,
    make_tab,
    measure_indent,
    remove_indent,
)

HEAD = re.compile(r"(?P<indent>[ \t]*)(?P<sign>!!!|\?\?\?\+?|===[!+]{0,2})[ \t]*(?P<rest>[\w\"'].*)$")
BOX = re.compile(r"""(?P<kind>[\w-]++)?(?P<more>(?:[ \t]++[\w-]++)*+)[ \t]*+(?P<title>"[^\n]*")?[ \t]*""")
TAB = re.compile(r"""(["'])(?P<label>.+)\1[ \t]*""")
PLACEMENTS = {"inline", "end", "annotate", "no-icon"}  # of a box; further words are meant as its title
MAX_DEPTH = 8


class Head(Value, frozen=True):
    """The line above an indented text; `title` is None if the kind stands for it."""

    sign: str
    indent: str
    kind: str
    title: str | None


def open_blocks(page: Page) -> Page:
    """Return the page with its boxes as alerts, and its tabs as the items of lists."""
    if not any(map(HEAD.match, page.lines)):
        return page
    return page.replace_lines(rewrite_lines([*zip(page.lines, page.numbers, strict=True)]))


def rewrite_lines(lines: Sequence[Line], depth: int = 0) -> Iterator[Line]:
    """Yield lines with the boxes and tabs among them rewritten."""
    texts = [text for text, _ in lines]
    is_code = find_code(texts)
    index = 0
    while index < len(lines):
        head = match_head(texts[index]) if depth < MAX_DEPTH and not is_code[index] else None
        if head is None:
            yield lines[index]
            index += 1
            continue
        width = measure_indent(texts[index]) + TAB_WIDTH
        end = find_end(texts, index + 1, width)
        body = [*rewrite_lines(remove_indent(lines[index + 1 : end], width), depth + 1)]
        yield from write_block(head, body, lines[index][1])
        index = end


def match_head(text: str) -> Head | None:
    """Return the head that a line is, None for any other."""
    match = HEAD.match(text)
    if not match:
        return None
    if match["sign"].startswith("="):
        tab = TAB.fullmatch(match["rest"])
        return Head("===", match["indent"], "", tab["label"]) if tab else None
    box = BOX.fullmatch(match["rest"])
    if not box:
        return None
    words = [word for word in box["more"].split() if word not in PLACEMENTS]
    title = box["title"][1:-1].strip() if box["title"] is not None else " ".join(words) or None
    return Head(match["sign"], match["indent"], box["kind"] or "note", title)


def find_end(texts: Sequence[str], start: int, width: int) -> int:
    """Return the index after the last line of an indented text, without the blank lines below it."""
    end = start
    for index in range(start, len(texts)):
        if texts[index].strip():
            if measure_indent(texts[index]) < width:
                break
            end = index + 1
    return end


def write_block(head: Head, body: Sequence[Line], number: int) -> Iterator[Line]:
    """Yield a box or a tab."""
    if head.sign == "===":
        return make_tab(head.title or "", body, number, head.indent)
    if head.title == "" and head.sign == "!!!":  # without a head
        return make_quote("", body, number, head.indent)
    return make_callout(head.kind, head.title or "", body, number, head.indent, is_folded=head.sign != "!!!")
