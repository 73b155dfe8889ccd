"""The components of a site, such as `<Badge />`, which a card cannot run: their text stays, and tabs and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from itertools import groupby

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Line, Page, find_code, replace_in_prose

NAME = r"(?:[A-Z][\w.]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)"  # with a hyphen, as Vue also writes them
TAG = re.compile(rf"(?:(?<![\w.])<|<(?P<slash>/))(?P<name>{NAME})(?P<rest>(?:[\s/](?:[^<>=]|=>?)*+)?)>")
TABS, TAB, BOX = "Tabs", "TabItem", "Admonition"
SILENT = frozenset({TABS, TAB, BOX, "TOCInline"})
TAB_NAME = re.compile(r"""\b(?P<key>value|label):\s*["'](?P<text>[^"'\n]+)["']""")
ATTRIBUTE = re.compile(r"""\b(?P<key>value|label|title|type)=\{?["'](?P<text>[^"'\n]+)["']""")
# What a component shows besides its content; not what Vue computes.
SHOWN = re.compile(
    r"""(?<![:\w-])(?:title|label|caption|text|heading|summary|description)=\{?"""
    r"""(?:"(?P<double>[^"\n]+)"|'(?P<single>[^'\n]+)')"""
)
LINKS = frozenset({"Link", "NavLink", "RouterLink"})  # a title of theirs is a tooltip
JSX_VALUE = re.compile(
    r"""=\{[ \t]*(?:(?:require|useBaseUrl)\([ \t]*)?(?:["'`](?P<text>[^"'`{}\n]*)["'`]|(?P<number>\d+))[ \t]*\)?"""
    r"(?:\.default)?[ \t]*\}"
)
JSX_STYLE = re.compile(r"[ \t]style=\{\{[^{}\n]*\}\}")
JSX_BLANK = re.compile(r"""\{["'] ["']\}""")
SITE_ADDRESS = re.compile(r"@site(?:/static)?(?=/)")
ADDED_LINE = "\x01"  # no text has it; a line end that the file does not have


def remove_components(page: Page) -> Page:
    """Return the page without components, and with a problem for each kind that is left out."""
    if "@site/" in page.text:
        page = replace_in_prose(page, SITE_ADDRESS, "")
    if "<" not in page.text:
        return page
    page = replace_in_prose(replace_in_prose(page, JSX_STYLE, ""), JSX_VALUE, write_value)
    page = replace_in_prose(page, JSX_BLANK, " ")
    dropped: dict[str, int] = {}
    page = page.replace_lines(rewrite_runs(page, dropped))
    for name, line in dropped.items():
        message = Message("the component <{name}> is left out", name=name)
        page = page.report(
            ProblemCode.SYNTAX_DROPPED, line, message, Message("Its text stays. Write what it adds in Markdown.")
        )
    return page


def write_value(match: re.Match[str]) -> str:
    """Return the value of an attribute as in HTML; what is in a formula stays."""
    if match.string.count("$", 0, match.start()) % 2:
        return match[0]
    return f'="{(match["text"] or match["number"] or "")}"'


def rewrite_runs(page: Page, dropped: MutableMapping[str, int]) -> Iterator[Line]:
    """Yield the lines of a page, its prose without components; `dropped` gets the first line of each kind."""
    names = find_names(page.text)
    labels: dict[str, str] = {}
    lines = zip(page.lines, page.numbers, find_code(page.lines), strict=True)
    for is_code, group in groupby(lines, key=lambda line: line[2]):
        run = [(text, number) for text, number, _ in group]
        yield from run if is_code else rewrite_run(run, names, labels, dropped)


def find_names(text: str) -> set[str]:
    """Return the names of the components that are closed somewhere: `<T>` alone is the `T` of a generic type."""
    return {match["name"] for match in TAG.finditer(text) if match["slash"]}


def rewrite_run(
    lines: Sequence[Line], names: set[str], labels: dict[str, str], dropped: MutableMapping[str, int]
) -> Iterator[Line]:
    """Yield lines of prose without components; `labels` are those of the tabs so far, by their values."""
    text = "\n".join(line for line, _ in lines)
    masked = CODE_SPAN.sub(lambda span: "`" * len(span[0]), text)
    pieces: list[str] = []
    position, newlines = 0, 0
    for match in TAG.finditer(masked):
        name = match["name"]
        if not (match["rest"].rstrip().endswith("/") or name in names):
            continue
        newlines += text.count("\n", position, match.start())
        pieces.append(text[position : match.start()])
        position = match.end()
        if name not in SILENT:
            dropped.setdefault(name, lines[newlines][1])
        if name == TABS:
            labels.update(read_labels(match["rest"]))
        pieces.append(write_tag(match, labels) + "\n" * match[0].count("\n"))
        newlines += match[0].count("\n")
    pieces.append(text[position:])
    pairs = zip("".join(pieces).split("\n"), lines, strict=True)
    return ((part, number) for text, (_, number) in pairs for part in text.split(ADDED_LINE))


def read_labels(attributes: str) -> dict[str, str]:
    """Return the labels of tabs by their values, as the attribute `values` of their component has them."""
    objects = ({m["key"]: m["text"] for m in TAB_NAME.finditer(part)} for part in attributes.split("}"))
    return {names["value"]: names["label"] for names in objects if {"value", "label"} <= {*names}}


def write_tag(match: re.Match[str], labels: dict[str, str]) -> str:
    """Return what a tag becomes: a line of its own for a tab or a box, for any other the texts that it shows."""
    name = match["name"]
    if name not in (TAB, BOX):
        return "" if match["slash"] or name in SILENT or name in LINKS else write_shown(match["rest"])
    values = {item["key"]: item["text"] for item in ATTRIBUTE.finditer(match["rest"])}
    if name == BOX:
        line = ":::" if match["slash"] else f":::{values.get('type', 'note')}[{values.get('title', '')}]"
    else:
        value = values.get("value", "")
        label = values.get("label") or labels.get(value, value)
        line = f"</{TAB}>" if match["slash"] else f'<{TAB} label="{label}">'
    return f"{ADDED_LINE}{line}{ADDED_LINE}"


def write_shown(attributes: str) -> str:
    """Return the texts that a component shows, with a space after each."""
    texts = (match["double"] or match["single"] for match in SHOWN.finditer(attributes))
    return "".join(f"{text.strip()} " for text in texts if "{" not in text)
