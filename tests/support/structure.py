"""The structure of HTML as a flat list of marks, for comparing two converters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
import nh3
from lxml.etree import _Element

from notedeck.markup.sanitise import ALLOWED_TAGS

Mark = tuple[str, ...]  # ("<", name, detail), (">", name) or ("text", words)

BLOCKS = frozenset(
    """
    blockquote center details dd div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td tfoot
    th thead tr ul
    """.split()  # noqa: SIM905
)
INLINE = frozenset("a br code del em img input mark strong sub sup u kbd".split())  # noqa: SIM905
HEADING = re.compile(r"h[1-6]")
CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS) | {"input"},
    attributes={
        "*": {"class"},
        "li": {"id", "value"},
        "ol": {"start"},
        "td": {"align"},
        "th": {"align"},
        "input": {"checked"},
        "img": {"src"},
    },
    link_rel=None,
)


def extract_structure(html: str, *, inline: bool = True) -> list[Mark]:
    """Elements and words in order; blanks are folded, and `inline` elements left out on demand.

    Both sides go through one HTML parser first, as a browser would read them. Footnotes that nothing refers to are left
    out, as GitHub does.
    """
    clean = CLEANER.clean(html)
    if not clean.strip():
        return []
    body = lxml.html.document_fromstring(f"<html><body>{clean}</body></html>").find("body")
    assert body is not None
    names = BLOCKS | INLINE if inline else BLOCKS
    return fold_marks(list(list_marks(body, names)))


def list_marks(element: _Element, names: frozenset[str], in_pre: bool = False) -> Iterator[Mark]:
    """The marks inside an element; elements of other names are passed through."""
    in_pre = in_pre or element.tag == "pre"
    yield create_text_mark(element.text, in_pre)
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        is_listed = name in names and not is_ours(child)
        if is_backref(child) or is_unused(child):
            yield create_text_mark(child.tail, in_pre)
            continue
        if is_listed:
            yield ("<", name, describe_element(child))
        yield from list_marks(child, names, in_pre)
        if is_listed:
            yield (">", name)
        yield create_text_mark(child.tail, in_pre)


def create_text_mark(text: str | None, in_pre: bool) -> Mark:
    return ("code" if in_pre else "text", text or "")


def is_ours(element: _Element) -> bool:
    """What only GitHub has in footnotes: a link around the number, a paragraph around a text alone."""
    path = [str(one.get("class") or one.tag) for one in element.iterancestors()][:3]
    if element.tag == "p":
        return path == ["li", "ol", "footnotes"] and is_alone(element)
    return element.tag == "a" and path[:1] == ["footnote-ref"]


def is_alone(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and len(parent) == 1


def is_backref(element: _Element) -> bool:
    return "footnote-backref" in (element.get("class") or "")


def is_unused(element: _Element) -> bool:
    """A footnote that nothing refers to, which GitHub does not show, or a list of nothing else."""
    if element.tag == "li" and [ancestor.tag for ancestor in element.iterancestors()][:2] == ["ol", "section"]:
        return not element.get("id") and not element.get("value")
    return element.tag == "section" and all(is_unused(item) for item in element.iterfind("ol/li"))


def describe_element(element: _Element) -> str:
    """The attribute that belongs to the structure."""
    if element.tag == "ol":
        return str(element.get("start") or "")
    if element.tag in ("td", "th"):
        return str(element.get("align") or "")
    if element.tag == "input":
        return "checked" if element.get("checked") is not None else ""
    return str(element.get("class") or "") if element.tag in ("div", "section") else ""


def fold_marks(marks: list[Mark]) -> list[Mark]:
    """Neighbouring texts as one; blanks folded, but in code, and none at the edges of blocks and line ends."""
    joined: list[Mark] = []
    for mark in marks:
        if joined and mark[0] == joined[-1][0] and not is_tag(mark):
            joined[-1] = (mark[0], joined[-1][1] + mark[1])
        elif is_tag(mark) or mark[1]:
            joined.append(mark)
    trimmed = [trim_mark(joined, at) for at in range(len(joined))]
    return [mark for mark in trimmed if is_tag(mark) or mark[1]]


def trim_mark(marks: list[Mark], at: int) -> Mark:
    """A text without the blanks that a browser does not show."""
    if is_tag(marks[at]):
        return marks[at]
    if marks[at][0] == "code":
        return ("code", marks[at][1].rstrip())
    words = re.sub(r"\s+", " ", marks[at][1])
    if at == 0 or is_edge(marks[at - 1]):
        words = words.lstrip()
    if at + 1 == len(marks) or is_edge(marks[at + 1]):
        words = words.rstrip()
    return ("text", words)


def is_tag(mark: Mark) -> bool:
    return mark[0] in "<>"


def is_edge(mark: Mark) -> bool:
    return is_tag(mark) and (mark[1] in BLOCKS or mark[1] == "br")


def split_sections(marks: list[Mark]) -> list[tuple[Mark, ...]]:
    """The marks cut before each heading."""
    parts: list[list[Mark]] = [[]]
    for mark in marks:
        if mark[0] == "<" and HEADING.fullmatch(mark[1]):
            parts.append([])
        parts[-1].append(mark)
    return [tuple(part) for part in parts if part]
