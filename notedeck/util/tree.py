"""HTML as a tree of lxml elements, for what every note passes through: many times faster than Beautiful Soup.

A tree is written with the same bytes as Beautiful Soup writes it (`util/soup.py`), so that it does not matter for a
card whether a later stage reads and writes it again.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

from lxml import etree

from notedeck.util.html import LINE_ATTRIBUTE

Element = etree._Element
Node = str | Element  # the text after an element is a node of its own, although lxml stores it as the element's `tail`

PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "source"})
NOT_VOID = " and ".join(f"not(self::{name})" for name in sorted(VOID_ELEMENTS))
CONTROL_SPACES = re.compile("[\x0b\x0c]")
NO_XML_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
ESCAPED_SPACES = re.compile("&#(?:9|10|13);")  # XML escapes them in attributes, HTML does not
RUBY = frozenset({"rt", "rp"})  # how a text is read aloud, which is beside the text
UNWRAPPED_TAG = "unwrapped"
DROPPED_TAG = "dropped"
TAKEN_TAG = "taken"


def compile_path(path: str) -> Callable[[Element], list[Any]]:
    """Return a function that returns what an XPath expression selects from an element, in document order."""
    return cast(Callable[[Element], list[Any]], etree.XPath(path, smart_strings=False))


find_empty_elements = compile_path(f"descendant-or-self::*[not(node()) and {NOT_VOID}]")
find_elements_of_several_attributes = compile_path("descendant::*[@*[2]]")
find_elements_around_blank_texts = compile_path(
    "descendant-or-self::*[not(ancestor-or-self::pre) and text()[not(normalize-space())]]"
)
find_plain_texts = compile_path("descendant::text()[not(ancestor::rt or ancestor::rp)]")


def parse_tree(markup: str) -> Element:
    """Return the `<body>` element of a piece of HTML."""
    body = parse_plain_tree(markup)
    for element in find_elements_of_several_attributes(body):
        sort_attributes(element)
    for element in find_elements_around_blank_texts(body):
        shorten_blank_texts(element)
    fill_empty_elements(body)
    return body


def parse_plain_tree(markup: str) -> Element:
    """Return the `<body>` element of a piece of HTML as it is, to be read and not written."""
    clean = NO_XML_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", CONTROL_SPACES.sub(" ", markup))
    return etree.fromstring(f"<body>{clean}</body>".encode(), PARSER)[0]


def fill_empty_elements(parent: Element) -> None:
    """Give an empty text to each element without content, itself included: without it, it would get no end tag."""
    for element in find_empty_elements(parent):
        element.text = ""


def sort_attributes(element: Element) -> None:
    """Put the attributes of an element in the order of their names."""
    attributes = list_attributes(element)
    if [*attributes] != sorted(attributes):
        element.attrib.clear()
        for name in sorted(attributes):
            element.set(name, attributes[name])


def shorten_blank_texts(parent: Element) -> None:
    """Make each blank text directly in an element one line end or space."""
    parent.text = shorten_blank(parent.text)
    for child in parent:
        child.tail = shorten_blank(child.tail)


def shorten_blank(text: str | None) -> str | None:
    """Return a blank text as one line end, if it has any, else as one space; any other text as it is."""
    if not text or text.strip(" \t\r\n"):
        return text
    return "\n" if "\n" in text else " "


def list_attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element in their order."""
    return dict(cast(Iterable[tuple[str, str]], element.items()))


def take_attribute(element: Element, name: str) -> str:
    """Remove an attribute, and return its value; "" if there is none."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value or ""


def render_element(element: Element) -> str:
    """Return an element as HTML, without the text after it."""
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    if f"<{DROPPED_TAG}" in markup:
        etree.strip_elements(element, DROPPED_TAG, with_tail=False)
        fill_empty_elements(element)
        markup = etree.tostring(element, encoding="unicode", with_tail=False)
    return ESCAPED_SPACES.sub(lambda match: chr(int(match[0][2:-1])), markup) if "&#" in markup else markup


def inner_html(element: Element) -> str:
    """Return the HTML inside an element, without white space at the ends."""
    markup = render_element(element)
    return markup[markup.index(">") + 1 : markup.rindex("<")].strip()


def list_texts(element: Element, inner_names: Collection[str]) -> list[str]:
    """Return the texts of an element and of those inside it, which have these names, in order; without ruby text."""
    if not inner_names:
        return [element.text] if element.text else []
    if RUBY.isdisjoint(inner_names):
        return cast(list[str], [*element.itertext()])
    return find_plain_texts(element)


def list_inner_names(element: Element) -> set[str]:
    """Return the names of all elements inside another one."""
    if not len(element):
        return set()
    return {inner.tag for inner in cast(Iterable[Any], element.iterdescendants())}


def text_content(element: Element) -> str:
    """Return all text in an element as it is."""
    return "".join(list_texts(element, list_inner_names(element)))


def spaced_text(element: Element) -> str:
    """Return all text in an element, with a space between its parts."""
    return " ".join(list_texts(element, list_inner_names(element)))


def list_nodes(parent: Element) -> list[Node]:
    """Return the texts and elements directly in an element, in order."""
    nodes: list[Node] = [parent.text] if parent.text else []
    for child in parent:
        if child.tag != DROPPED_TAG:
            nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes


def make_element(name: str, nodes: Iterable[Node], attributes: Mapping[str, str] | None = None) -> Element:
    """Return a new element of these nodes; elements among them move there."""
    element = etree.Element(name, dict(attributes or {}))
    texts: list[str] = []
    last: Element | None = None
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        set_text_after(element, last, "".join(texts))
        texts.clear()
        node.tail = None
        element.append(node)
        last = node
    set_text_after(element, last, "".join(texts))
    fill_empty_elements(element)
    return element


def set_text_after(parent: Element, child: Element | None, text: str) -> None:
    """Set the text after a child; None stands for the text before the first one."""
    if not text:
        return
    if child is None:
        parent.text = text
    else:
        child.tail = text


def copy_node(node: Node) -> Node:
    """Return a copy of a text or element."""
    return node if isinstance(node, str) else copy.copy(node)


def unwrap_elements(parent: Element, elements: Iterable[Element]) -> None:
    """Replace elements inside another one by what they contain."""
    for element in elements:
        element.tag = UNWRAPPED_TAG
    etree.strip_tags(parent, UNWRAPPED_TAG)


def clear_element(element: Element, name: str) -> None:
    """Remove all attributes and content of an element, and rename it; the text after it stays."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = name, "", tail


def drop_element(element: Element) -> None:
    """Remove all of an element that shows: only a mark stays, which keeps the texts before and after it apart."""
    clear_element(element, DROPPED_TAG)


def take_elements(parent: Element, elements: Collection[Element]) -> None:
    """Take elements out of another one, in linear time; the texts after them stay there."""
    names = [element.tag for element in elements]
    for element in elements:
        element.tag = TAKEN_TAG
    etree.strip_elements(parent, TAKEN_TAG, with_tail=False)
    for element, name in zip(elements, names, strict=True):
        element.tag = name


def line_of(element: Element) -> int:
    """Return the line of an element, 0 if it is unknown."""
    line = element.get(LINE_ATTRIBUTE, "")
    return int(line) if line.isdigit() else 0


def find_line(element: Element) -> int:
    """Return the line of an element, or of the first element inside that has one; 0 if it is unknown."""
    return next((line_of(inner) for inner in element.iter() if inner.get(LINE_ATTRIBUTE)), 0)


def find_last_line(element: Element) -> int:
    """Return the last line of the text in an element without code, 0 if it is unknown."""
    placed = [inner for inner in element.iter() if line_of(inner)]
    return line_of(placed[-1]) + text_content(placed[-1]).strip().count("\n") if placed else 0
