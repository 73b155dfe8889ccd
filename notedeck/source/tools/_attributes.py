"""Lists of attributes in braces, which several tools read: `{: .note }`, `{ .center width="300" }`, `{#id}`."""

from __future__ import annotations

import html
import re

from notedeck.source.page import replace_outside_code

TOKEN = r"""(?:[#.][\w:-]++|[\w:-]++=(?:"[^"{}]*+"|'[^'{}]*+'|[^\s"'{}]++)|markdown|toc)"""
BRACES = re.compile(r"\{:?[^{}\n]{1,300}\}")
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*+(?:{TOKEN}[ \t]*+)++\}}")
# Before braces of TeX, as in `\\sum_{i=0}`, `{\\rm a}{x=1}` and `\\sqrt[3]{x=1}`.
TEX = re.compile(r"(?:(?<!_)_|\^|\\[A-Za-z]{1,30}|\}|(?<!=)=|\])[ \t]?$")
HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")
MAX_COMMAND_CHARACTERS = 40
WIDTH = re.compile(r"""\bwidth=["']?(?P<width>\d{1,4})(?:px)?["']?(?=[\s}])""")
PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]*+)\]\((?P<address>[^()\s]++)\)(?P<braces>\{:?[^{}\n]{1,300}\})")


def remove_attributes(line: str) -> str:
    """Return a line of prose without its lists of attributes; a picture keeps its width."""
    if "{" not in line:
        return line
    line = replace_outside_code(line, PICTURE, set_width)
    return replace_outside_code(line, BRACES, remove_list).rstrip()


def remove_list(match: re.Match[str]) -> str:
    """Return braces as they are, unless they hold nothing but attributes and belong to what is before them."""
    return "" if ATTRIBUTES.fullmatch(match[0]) and is_after_element(match) else match[0]


def is_after_element(match: re.Match[str]) -> bool:
    """Return whether braces can be a list of attributes: in no formula, and right after no plain word."""
    line, start = match.string, match.start()
    if match[0].startswith("{:"):
        return True
    if TEX.search(line[max(0, start - MAX_COMMAND_CHARACTERS) : start]) or line.count("$", 0, start) % 2:
        return False
    return not line[start - 1 : start].isalnum() or HEADING.match(line) is not None


def set_width(match: re.Match[str]) -> str:
    """Return a picture with attributes as HTML, if they have a width."""
    width = WIDTH.search(match["braces"])
    if not width or not ATTRIBUTES.fullmatch(match["braces"]):
        return match[0]
    alt, address = html.escape(match["alt"]), html.escape(match["address"])
    return f'<img src="{address}" alt="{alt}" width="{width["width"]}">'
