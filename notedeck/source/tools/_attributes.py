"""Lists of attributes in braces, which several tools read: `{: .note }`, `{ .center width="300" }`, `{#id}`."""

from __future__ import annotations

import html
import re

from notedeck.source.page import replace_outside_code

TOKEN = r"""(?:[#.][\w:-]++|[\w:-]++=(?:"[^"{}]*+"|'[^'{}]*+'|[^\s"'{}]++)|markdown|toc)"""
BRACES = re.compile(r"\{:?[^{}\n]{1,300}\}")
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*+(?:{TOKEN}[ \t]*+)++\}}")
WIDTH = re.compile(r"""\bwidth=["']?(?P<width>\d{1,4})(?:px)?["']?(?=[\s}])""")
PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]*+)\]\((?P<address>[^()\s]++)\)(?P<braces>\{:?[^{}\n]{1,300}\})")


def remove_attributes(line: str) -> str:
    """Return a line of prose without its lists of attributes; a picture keeps its width."""
    if "{" not in line:
        return line
    line = replace_outside_code(line, PICTURE, set_width)
    return replace_outside_code(line, BRACES, remove_list).rstrip()


def remove_list(match: re.Match[str]) -> str:
    """Return braces as they are, unless they hold nothing but attributes."""
    return "" if ATTRIBUTES.fullmatch(match[0]) else match[0]


def set_width(match: re.Match[str]) -> str:
    """Return a picture with attributes as HTML, if they have a width."""
    width = WIDTH.search(match["braces"])
    if not width or not ATTRIBUTES.fullmatch(match["braces"]):
        return match[0]
    alt, address = html.escape(match["alt"]), html.escape(match["address"])
    return f'<img src="{address}" alt="{alt}" width="{width["width"]}">'
