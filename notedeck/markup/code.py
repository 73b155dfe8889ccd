"""Code blocks: Pygments' short classes, and pictures drawn in characters.

`block(code, language)` gives the inside of `<code>`. Pygments' classes are folded to those in `resources/code.css`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers

from notedeck.markup.ascii_art import aligned, is_drawing
from notedeck.markup.token_classes import css_class

# Some lexers take time by the square: in all, along a line, or along words without signs between. What is longer than
# code written by hand is shown without colours.
LARGEST = 20_000  # characters
LENGTHY = re.compile(r"[^(){};=,:\"']{1000}|[^\n]{2000}")
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "ascii", "console-output", "output"})
NAMES = {
    "c#": "csharp",
    "dockerfile": "docker",
    "golang": "go",
    "javacript": "javascript",
    "jsonc": "json",
    "mysql": "mysql",
    "node": "javascript",
    "node.js": "javascript",
    "nodejs": "javascript",
    "objc": "objective-c",
    "oracle": "sql",
    "proto": "protobuf",
    "shell": "bash",
    "vue": "html",
    "yml": "yaml",
}


def block(code: str, language: str) -> str:
    """The inside of `<code>` as HTML: coloured by `language`, the info string of the fence, where it is known.

    Every character of `code` is kept. Without a language a drawing gets its Korean letters aligned.
    """
    name = language_name(language)
    if name in PLAIN:
        return aligned(code) if is_drawing(code) else html.escape(code, quote=False)
    lexer = None if len(code) > LARGEST or LENGTHY.search(code) else lexer_of(name)
    return coloured(code, lexer) if lexer else html.escape(code, quote=False)


def language_name(info: str) -> str:
    """The language of an info string: `java title=A`, `{.java}`, `java:Main.java`, `Java` all are "java"."""
    words = info.strip().strip("{}").split()
    first = words[0].lstrip(".").lower() if words else ""
    first = first.split(",")[0].split(":")[0].split("{")[0]
    return NAMES.get(first, first)


@cache
def aliases() -> dict[str, str]:
    """Every alias that Pygments itself knows -> the lexer's name; plug-ins would make builds differ."""
    return {alias: name for name, short, _, _ in get_all_lexers(plugins=False) for alias in short}


@cache
def lexer_of(alias: str) -> Lexer | None:
    """The lexer for a name, which keeps every blank and newline."""
    found = find_lexer_class(aliases().get(alias, ""))
    return found(stripnl=False, ensurenl=False) if found else None


def coloured(code: str, lexer: Lexer) -> str:
    """The code as HTML. Lexers want a last line end; one that is not the code's own is taken away again."""
    missing = "" if code.endswith("\n") else "\n"
    return "".join(span(css, text) for css, text in runs(code + missing, lexer)).removesuffix(missing)


def span(css: str, text: str) -> str:
    """Text in its class; the line end after it stays outside."""
    shown = html.escape(text.rstrip("\n"), quote=False)
    return (f'<span class="{css}">{shown}</span>' if css and shown else shown) + "\n" * (
        len(text) - len(text.rstrip("\n"))
    )


def runs(code: str, lexer: Lexer) -> Iterator[tuple[str, str]]:
    """Neighbouring tokens of one class together."""
    for css, group in groupby(lexer.get_tokens(code), key=lambda row: css_class(row[0])):
        yield css, "".join(text for _, text in group)
