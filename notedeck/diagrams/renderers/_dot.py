"""What of the language dot makes Graphviz read files: attributes such as `image`, and `<IMG>` in an HTML label."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Also after the digits or marks with which a badly delimited number ends.
FILE_ATTRIBUTE = re.compile(
    r"(?<![A-Za-z_\x80-\U0010ffff])(?:fontpath|image|imagepath|shapefile|stylesheet)\Z", re.IGNORECASE
)
# As Graphviz reads it: "#" is a comment at the start of a line only, and a string may span lines.
TOKEN = re.compile(
    r"""(?P<blank>\s++|//[^\n]*+|/\*.*?(?:\*/|\Z)|^\#[^\n]*+)
    |"(?P<quoted>(?:[^"\\]++|\\.)*+)(?:"|\Z)
    |(?P<word>[^\s\[\]{}();,=:+<>"/\\]++)
    |(?P<mark>.)""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
BRACKET = re.compile(r"<!--.*?-->|[<>]", re.DOTALL)
LINE_BREAK = re.compile(r"\\\r?\n")  # in a string: both go
PICTURE = re.compile(r"<\s*(?:\w+:)?(img)\b", re.IGNORECASE)


def find_file_attribute(source: str) -> str:
    """Return the name of the first attribute or element that would read a file, "" if there is none."""
    name, is_joined = "", False
    for kind, text in read_tokens(source.replace("\ufeff", "")):
        if kind == "html":
            if match := PICTURE.search(text):
                return match[1]
            name = ""
        elif kind == "word" or kind == "quoted":
            name, is_joined = name + text if is_joined else text, False
        elif text == "=" and (match := FILE_ATTRIBUTE.search(name)):
            return match[0]
        else:
            is_joined = text == "+"  # "ima" + "ge"
            name = name if is_joined else ""
    return ""


def read_tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each token: a word, a string without its quotes, an HTML string, or a mark."""
    position = 0
    while match := TOKEN.match(source, position):
        position = match.end()
        kind = str(match.lastgroup)
        text = str(match[kind])
        if text == "<" and kind == "mark":
            position = find_html_end(source, position)
            yield "html", source[match.start() : position]
        elif kind == "quoted":
            yield kind, LINE_BREAK.sub("", text).replace('\\"', '"')
        elif kind != "blank":
            yield kind, text


def find_html_end(source: str, start: int) -> int:
    """Return where an HTML string ends whose first bracket is before `start`."""
    depth = 1
    for match in BRACKET.finditer(source, start):
        depth += {"<": 1, ">": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return len(source)
