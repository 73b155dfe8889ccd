r"""Lists of macros in the settings of MathJax and KaTeX: `macros: { "\\R": "\\mathbb{R}", norm: ["\\|#1\\|", 1] }`.

https://docs.mathjax.org/en/v3.2/input/tex/extensions/configmacros.html and https://katex.org/docs/options.html. The
same list is in the YAML of Jupyter Book, with or without braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.model import Macro, Value
from notedeck.util.patterns import compile_lazily
from notedeck.util.tex_macros import create_macro

START = re.compile(r"macros[\"']?[ \t]{0,9}[:=][ \t\n]{0,9}\{", re.IGNORECASE)
YAML_START = compile_lazily(
    r"^(?P<indent> {0,40})macros:[ \t]*\n(?P<lines>(?:(?P=indent) [^\n]*\n|[ \t]*\n)+)", re.MULTILINE
)
SKIPPED = re.compile(r"(?:[\s,]++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|#[^\n]*+)*+")
DOUBLE, SINGLE = r"\"(?:[^\"\\\n]|\\.)*+\"", r"'(?:[^'\\\n]|\\.)*+'"
QUOTED_KEY = compile_lazily(rf"{DOUBLE}|{SINGLE}|'[^'\n]*+'")
TEXT = compile_lazily(rf"(?:String\.raw\s{{0,9}})?`[^`]*+`|{DOUBLE}|{SINGLE}|'[^'\n]*+'")
KEY = re.compile(r"[A-Za-z_$][\w$]*+")
COLON = re.compile(r"\s*+:\s*+")
LIST_START = re.compile(r"\[\s*+")
LIST_REST = re.compile(r"\s*+,\s*+(?P<count>\d)\s*+(?:,\s*+)?")
LIST_END = re.compile(r"\s*+\]")
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
WHITE = {"n": "\n", "t": " ", "r": " "}
MAX_LISTS = 20  # of one file
MAX_ENTRIES = 2_000  # of one list


class Entry(Value, frozen=True):
    """What a macro stands for, the index after it, the number of its arguments, and the default of the first."""

    body: str
    end: int
    count: int = 0
    default: str | None = None


def read_macro_lists(text: str, *, is_yaml: bool = False) -> Iterator[Macro]:
    """Yield the macros of all lists in a text of JavaScript, JSON, HTML or YAML."""
    starts = [(text, match.end()) for match in START.finditer(text)]
    starts += [(match["lines"], 0) for match in YAML_START.finditer(f"{text}\n")] if is_yaml else []
    for source, position in starts[:MAX_LISTS]:
        yield from read_list(source, position, is_yaml=is_yaml)


def read_list(text: str, position: int, *, is_yaml: bool) -> Iterator[Macro]:
    """Yield the macros from `position` on, up to what is no macro."""
    for _ in range(MAX_ENTRIES):
        skipped = SKIPPED.match(text, position)
        position = skipped.end() if skipped else position
        key = QUOTED_KEY.match(text, position) or KEY.match(text, position)
        colon = key and COLON.match(text, key.end())
        entry = read_value(text, colon.end(), is_yaml=is_yaml) if colon else None
        if key is None or entry is None:
            return
        name, position = unquote(key[0], is_yaml=is_yaml), entry.end
        if macro := create_macro(name, entry.body, entry.count, entry.default):
            yield macro


def read_value(text: str, position: int, *, is_yaml: bool) -> Entry | None:
    """Return what a macro stands for; None for what is neither a text nor a list of a text and a number."""
    start = LIST_START.match(text, position)
    body = TEXT.match(text, start.end() if start else position)
    if body is None:
        return None
    entry = Entry(unquote(body[0], is_yaml=is_yaml), body.end())
    if not start:
        return entry
    if rest := LIST_REST.match(text, entry.end):
        entry = entry.replace(count=int(rest["count"]), end=rest.end())
        if option := TEXT.match(text, entry.end):
            entry = entry.replace(default=unquote(option[0], is_yaml=is_yaml), end=option.end())
    close = LIST_END.match(text, entry.end)
    return entry.replace(end=close.end()) if close else None


def unquote(text: str, *, is_yaml: bool) -> str:
    """Return a text of JavaScript or YAML without its quotes; a key may have none."""
    if text.startswith("String"):
        return text[text.index("`") + 1 : -1]
    if text[0] not in "\"'`":
        return text
    inner = text[1:-1]
    return inner if is_yaml and text[0] == "'" else ESCAPE.sub(decode_escape, inner)


def decode_escape(match: re.Match[str]) -> str:
    """Return the character that an escape of JavaScript stands for."""
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else WHITE.get(match[3], match[3])
