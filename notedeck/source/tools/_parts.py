"""Shortcodes around a part of a page: callouts, details, quotes and tabs, as well-known themes name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.source.page import Line, trim_lines
from notedeck.source.tools._arguments import Arguments
from notedeck.source.tools._callouts import (
    CALLOUT_KINDS,
    make_callout,
    make_details,
    make_quote,
    make_tab,
    name_kind,
)
from notedeck.source.tools._markdown import format_code

CALLOUTS = frozenset({"notice", "alert", "callout", "admonition", "hint", "message", "notification", "infobox"})
KINDS = frozenset(
    """
    abstract attention bug caution check cite danger done error example fail failure faq help hint important info
    information note question quote success summary tip tldr todo warning
    """.split()  # noqa: SIM905
)
DETAILS = frozenset({"details", "expand", "spoiler", "collapse", "accordion", "foldable", "toggle", "accordion-item"})
QUOTES = frozenset({"quote", "blockquote", "epigraph"})
TAB_GROUPS = frozenset({"tabs", "tabpane", "tab-group", "code-tabs", "codetabs"})
TABS = frozenset({"tab", "codetab", "tabitem", "tab-item", "code-tab"})
PART_NAMES = CALLOUTS | (KINDS - {"quote", "check", "done", "cite"}) | DETAILS | QUOTES | TAB_GROUPS | TABS
TITLES = ("title", "summary", "name", "header", "heading", "label", "tabname", "tabtitle")
KIND_NAMES = ("type", "style", "color", "kind", "level", "status", "variant", "class", "icon")
ICON = re.compile(r"[a-z][a-z0-9_-]*|[\d.]+|true|false")
FENCE = re.compile(r"[ \t]*(?:```|~~~)")


def render_part(name: str, arguments: Arguments, lines: list[Line], line: int) -> list[Line]:
    """Return a part of a page as what its shortcode makes of it; `line` is that of the shortcode."""
    if name in TAB_GROUPS:
        return lines
    if name in TABS:
        return render_tab(arguments, lines, line)
    if name in DETAILS:
        return trim_lines(make_details(find_title(arguments).strip() or "Details", lines, line))
    if name in QUOTES:
        return render_quote(arguments, lines, line)
    kind, title = find_kind(name, arguments)
    return trim_lines(make_callout(name_kind(kind), title, lines, line))


def find_title(arguments: Arguments) -> str:
    """Return the title of a part."""
    return arguments.find(*TITLES) or arguments.get_placed(0)


def find_kind(name: str, arguments: Arguments) -> tuple[str, str]:
    """Return the kind and the title of a callout; the name of an icon is neither."""
    if name in KINDS and name != "hint":
        return name, arguments.find(*TITLES) or find_words(arguments.placed)
    kinds = (arguments.find(key) for key in KIND_NAMES)
    known = (word.lower() for word in (*kinds, *arguments.placed) if word.lower() in KINDS | {*CALLOUT_KINDS})
    kind = next(known, "note")
    return kind, arguments.find(*TITLES) or find_words(arguments.placed)


def find_words(values: Iterable[str]) -> str:
    """Return the first value that is neither a kind nor the name of an icon, else ""."""
    return next((value for value in values if not ICON.fullmatch(value)), "")


def render_tab(arguments: Arguments, lines: list[Line], line: int) -> list[Line]:
    """Return a tab below its title; without one, only what is in it."""
    title = find_title(arguments).strip().replace("*", "\\*")
    body = render_code_tab(arguments, lines)
    return trim_lines(make_tab(title, body, line)) if title else body


def render_code_tab(arguments: Arguments, lines: list[Line]) -> list[Line]:
    """Return what is in a tab: code if it has a language, as in Docsy."""
    language = arguments.find("lang", "language")
    if not language or not lines or any(FENCE.match(text) for text, _ in lines):
        return lines
    code = format_code([text for text, _ in lines], language)
    first, last = lines[0][1], lines[-1][1]
    return [(text, min(first + max(nth - 1, 0), last)) for nth, text in enumerate(code)]


def render_quote(arguments: Arguments, lines: list[Line], line: int) -> list[Line]:
    """Return a quote with the name of its author."""
    author = arguments.find("author", "cite", "source", "link")
    last = lines[-1][1] if lines else line
    return trim_lines(make_quote("", [*lines, *([("", last), (f"— {author}", last)] if author else [])], line))
