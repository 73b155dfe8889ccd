"""Blocks between `/// tip | title` and `///`, the newer form of the boxes, folded texts and tabs of MkDocs.

https://facelessuser.github.io/pymdown-extensions/extensions/blocks/ They become the boxes of Docusaurus, which have
the same form with other signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools.docusaurus.containers import open_containers

HEAD = re.compile(r"(?P<indent>[ \t]*)(?P<signs>/{3,})[ \t]+(?P<name>[a-z][\w-]*)(?:[ \t]*\|[ \t]*(?P<title>.*))?$")
END = re.compile(r"(?P<indent>[ \t]*)(?P<signs>/{3,})[ \t]*$")
OPTION = re.compile(r"[ \t]+(?P<key>[a-z]+):[ \t]*(?P<value>[\w.\"' -]*)$|[ \t]+\{[^{}\n]*\}[ \t]*$")
BRACES = re.compile(r"[\[\]{}]")


def open_slashes(page: Page) -> Page:
    """Return the page with its blocks as alerts, `<details>` and the items of lists."""
    if not (any(map(HEAD.match, page.lines)) and any(map(END.match, page.lines))):
        return page
    return open_containers(page.replace_lines(rewrite_lines(page)))


def rewrite_lines(page: Page) -> Iterator[Line]:
    """Yield the lines of a page with `:::` for `///`; options below a first line are left out."""
    head: re.Match[str] | None = None
    head_number = 0
    for text, number, is_code in zip(page.lines, page.numbers, find_code(page.lines), strict=True):
        if head is not None and (option := OPTION.match(text)):
            if option["key"] == "type" and head["name"] == "admonition":
                yield write_head(head, option["value"].strip("\"' ")), head_number
                head = None
            continue
        if head is not None:
            yield write_head(head, head["name"]), head_number
            head = None
        head = None if is_code else HEAD.match(text)
        head_number = number
        if head is None:
            end = None if is_code else END.match(text)
            yield (f"{end['indent']}{':' * len(end['signs'])}" if end else text), number
    if head is not None:
        yield write_head(head, head["name"]), head_number


def write_head(head: re.Match[str], name: str) -> str:
    """Return the first line of a box."""
    kind = "note" if name == "admonition" else name or "note"
    return f"{head['indent']}{':' * len(head['signs'])}{kind}[{BRACES.sub('', head['title'] or '')}]"
