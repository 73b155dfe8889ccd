"""What several tools' boxes, folded texts and tabs become: alerts, `<details>`, and the items of a list.

Each function yields lines with their numbers in the file, below a blank line, all with the same indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.korean.answers import hides_answer
from notedeck.source.page import Line, trim_lines

TAB_WIDTH = 4
MARKUP = re.compile(r"[`*_\[<$~=]")
NO_KIND = re.compile(r"[^\w-]|^[\d_-]+")
# Kinds of themes that GitHub and Obsidian do not have; a kind that nobody knows is a note.
CALLOUT_KINDS = {
    "primary": "note",
    "secondary": "note",
    "default": "note",
    "light": "note",
    "dark": "note",
    "dropcap": "note",
    "warn": "warning",
    "yellow": "warning",
    "orange": "warning",
    "red": "danger",
    "green": "tip",
    "blue": "info",
}


def name_kind(word: str) -> str:
    """Return the kind of alert that a theme's name of a kind or colour stands for."""
    kind = NO_KIND.sub("", word.lower()) or "note"
    return CALLOUT_KINDS.get(kind, kind)


def make_callout(
    kind: str, title: str, body: Sequence[Line], number: int, indent: str = "", *, is_folded: bool = False
) -> Iterator[Line]:
    """Yield an alert of a kind such as `tip`; without a title it has the name of its kind.

    One that is folded is a `<details>` if its title says that an answer is below.
    """
    if is_folded and hides_answer(title):
        yield from make_details(title, body, number, indent)
        return
    yield from make_quote(f"[!{kind}]{'-' if is_folded else ''} {title}".rstrip(), body, number, indent)


def make_quote(first: str, body: Sequence[Line], number: int, indent: str = "") -> Iterator[Line]:
    """Yield a quote; `first` is its first line, "" for none."""
    yield "", number
    if first:
        yield f"{indent}> {first}", number
        yield f"{indent}>", number
    for text, line in trim_lines(body):
        yield f"{indent}> {text}".rstrip(), line
    yield "", find_last(body, number)


def make_details(title: str, body: Sequence[Line], number: int, indent: str = "") -> Iterator[Line]:
    """Yield a `<details>` whose summary is Markdown."""
    summary = ["<summary>", "", title, "", "</summary>"] if MARKUP.search(title) else [f"<summary>{title}</summary>"]
    for text in ("", "<details>", *summary, ""):
        yield (indent + text if text else ""), number
    for text, line in trim_lines(body):
        yield (indent + text if text else ""), line
    for text in ("", f"{indent}</details>", ""):
        yield text, find_last(body, number)


def make_tab(label: str, body: Sequence[Line], number: int, indent: str = "") -> Iterator[Line]:
    """Yield a tab as an item of a list: so its code stays whole, and its label is no title of a card."""
    yield "", number
    yield f"{indent}+ **{label}**", number
    yield "", number
    for text, line in trim_lines(body):
        yield (f"{indent}  {text}" if text else ""), line
    yield "", find_last(body, number)


def find_last(body: Sequence[Line], number: int) -> int:
    """Return the number of the last line of a text, `number` if it has none."""
    return body[-1][1] if body else number


def measure_indent(text: str) -> int:
    """Return the width of a line's indent in columns."""
    return len(text[: len(text) - len(text.lstrip(" \t"))].expandtabs(TAB_WIDTH))


def remove_indent(lines: Sequence[Line], width: int) -> list[Line]:
    """Return lines without so many columns of their indent."""
    return [(cut_indent(text, width), number) for text, number in lines]


def cut_indent(text: str, width: int) -> str:
    """Return a line without so many columns of its indent, or all of it if it has less."""
    bare = text.lstrip(" \t")
    return " " * max(0, measure_indent(text) - width) + bare if bare else ""
