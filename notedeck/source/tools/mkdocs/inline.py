"""What the extensions of MkDocs read within a line: keys, icons, marks of changes, sub- and superscript.

https://facelessuser.github.io/pymdown-extensions/ lists them.
"""

from __future__ import annotations

import re

from notedeck.source.page import Page, find_code, replace_outside_code
from notedeck.source.tools._attributes import remove_attributes

ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]{1,80}:(?:\{[^{}\n]{0,80}\})?[ \t]?")
KEYS = re.compile(r"(?<![+\w])\+\+(?P<keys>[\w-]+(?:\+[\w-]+)*)\+\+(?![+\w])")
CHANGES = (
    (re.compile(r"\{\+\+(?P<text>[^\n{}]+?)\+\+\}"), r"\g<text>"),
    (re.compile(r"\{--(?P<text>[^\n{}]+?)--\}"), r"~~\g<text>~~"),
    (re.compile(r"\{~~(?P<old>[^\n{}]+?)~>(?P<new>[^\n{}]+?)~~\}"), r"~~\g<old>~~ \g<new>"),
    (re.compile(r"\{==(?P<text>[^\n{}]+?)==\}"), r"==\g<text>=="),
)
NOTE_ON_CHANGE = re.compile(r"\{>>[^\n{}]*?<<\}")
INSERTED = re.compile(r"\^\^(?P<text>[^\s^](?:[^\n^]*[^\s^])?)\^\^")
RAISED = re.compile(r"(?<![\\^\[])\^(?P<text>[^\s^$\[\]]{1,40})\^(?!\^)")
LOWERED = re.compile(r"(?<![\\~])~(?P<text>[^\s~$]{1,40})~(?!~)")
ANNOTATION = re.compile(r"\((?P<number>\d{1,2})\)!")
CODE_LANGUAGE = re.compile(r"(?<!`)(`+)(?:#!|:::)[\w+#-]{1,30}[ \t]+(?=[^`\s])")  # of a code span
SIGNS = re.compile(r"[{^~]|\+\+|\)!|`#!|`:::|:(?:material|octicons|fontawesome|simple)-")


def rewrite_inline(page: Page) -> Page:
    """Return the page with the syntax of its lines as HTML, or as text."""
    if not SIGNS.search(page.text):
        return page
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    lines = tuple(ANNOTATION.sub(r"(\g<number>)", text) if is_code else rewrite_line(text) for text, is_code in pairs)
    return page.replace(lines=lines)


def rewrite_line(text: str) -> str:
    """Return a line of prose."""
    if "](data:" in text or not SIGNS.search(text):  # a picture in the note can have any letters and signs
        return text
    for pattern, replacement in ((NOTE_ON_CHANGE, ""), *CHANGES, (ICON, ""), (ANNOTATION, r"(\g<number>)")):
        text = replace_outside_code(text, pattern, replacement)
    text = replace_outside_code(text, KEYS, write_keys)
    if "$" not in text:
        text = replace_outside_code(text, INSERTED, r"<ins>\g<text></ins>")
        text = replace_outside_code(text, RAISED, r"<sup>\g<text></sup>")
        text = replace_outside_code(text, LOWERED, r"<sub>\g<text></sub>")
    return remove_attributes(CODE_LANGUAGE.sub(r"\1", text))


def write_keys(match: re.Match[str]) -> str:
    """Return keys as HTML."""
    return "+".join(f"<kbd>{key.replace('-', ' ').title()}</kbd>" for key in match["keys"].split("+"))
