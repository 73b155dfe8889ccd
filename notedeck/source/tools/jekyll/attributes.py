"""Kramdown's attributes, `{: .class #id width="200"}`: where they are, and what they say."""

from __future__ import annotations

import re

from notedeck.source.page import CODE_SPAN
from notedeck.source.tools._markdown import Picture, format_picture

VALUE = r"(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s{}\"']{1,100})"
# Atomic: blanks between two attributes can be missing, and a long word could be split in countless ways.
ATTRIBUTE = rf"(?>[.#](?!\d)[\w:.-]{{1,100}}|[\w:-]{{1,50}}={VALUE}|[\w-]{{1,50}})"
ATTRIBUTES = re.compile(rf"\{{:[ \t]{{0,9}}(?P<body>{ATTRIBUTE}(?:[ \t]{{0,9}}{ATTRIBUTE}){{0,20}}+)?[ \t]{{0,9}}\}}")
BLOCK = re.compile(rf"(?P<lead>[ \t>]*){ATTRIBUTES.pattern}[ \t]*")
DEFINITION = re.compile(r"[ \t>]*\{:[\w-]{1,50}:[^{}\n]{0,500}\}[ \t]*")  # names attributes for later: {:name: .a}
STRONG = re.compile(r"[.#=]|\btoc\b")  # what no format string of a programming language has
CLASS = re.compile(r"(?<![\w=\"'])\.([\w-]{1,100})")
NAMED = re.compile(rf"([\w:-]{{1,50}})=({VALUE})")
PICTURE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,500})\]\(<?(?P<address>[^()<>\s]{1,1000}(?:\([^()\s]{0,200}\)[^()<>\s]{0,500})?)>?"
    r"(?:[ \t]{1,9}(?P<title>\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]{0,9}\)"
)
MAX_PICTURE_CHARACTERS = 3_000
ENDS_OF_SPANS = frozenset(')]`*_>}~"')


def list_classes(body: str) -> list[str]:
    """Return the classes of attributes."""
    return CLASS.findall(body)


def find_value(body: str, name: str) -> str:
    """Return the value of a named attribute, else ""."""
    return next((value.strip("\"'") for key, value in NAMED.findall(body) if key.lower() == name), "")


def drop_in_line(line: str) -> str:
    """Return a line without the attributes of spans; those of a picture give it its size."""
    if "{:" not in line:
        return line
    spans = iter([match.span() for match in CODE_SPAN.finditer(line)] if "`" in line else [])
    span = next(spans, None)
    pieces: list[str] = []
    position = 0
    for match in ATTRIBUTES.finditer(line):
        while span and span[1] <= match.start():
            span = next(spans, None)
        if (span and span[0] < match.start()) or not follows_span(line, match):
            continue
        pieces.append(resize_picture(line[position : match.start()], match["body"] or ""))
        position = match.end()
    return ("".join(pieces) + line[position:]).rstrip() if pieces else line


def follows_span(line: str, match: re.Match[str]) -> bool:
    """Return whether attributes are right after a span; after a blank, they must be at the end of the line."""
    before = line[match.start() - 1 : match.start()]
    if before in ENDS_OF_SPANS and before:
        return True
    is_last = not line[match.end() : match.end() + 50].strip()
    return before in (" ", "\t") and is_last and STRONG.search(match["body"] or "") is not None


def resize_picture(text: str, body: str) -> str:
    """Return text with the size of the picture at its end."""
    width, height = find_value(body, "width"), find_value(body, "height")
    if not (width or height):
        return text
    bare = text.rstrip()
    start = bare.rfind("![", max(0, len(bare) - MAX_PICTURE_CHARACTERS))
    picture = PICTURE.fullmatch(bare, start) if start >= 0 else None
    if picture is None:
        return text
    return bare[:start] + format_picture(Picture(picture["address"], picture["alt"], "", width, height))
