"""Text that drawing programs put into SVG as HTML, which pictures in Anki do not show, as `<text>` elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
LINE_ENDS = {"br", "p", "div", "li", "tr"}
LINE_HEIGHT = 1.2  # em
NUMBER = re.compile(r"\s*(-?\d*\.?\d+)(?:px)?\s*")


def convert_foreign_object(foreign: etree._Element) -> etree._Element | None:
    """Return a `<text>` with the text of a `<foreignObject>`, in its middle; None if it has no text.

    Inside a `<switch>` it also returns None: there the drawing has a text of its own for programs without HTML.
    """
    lines = list_lines(foreign)
    parent = foreign.getparent()
    if not lines or parent is None or etree.QName(parent).localname == "switch":
        return None
    x, y, width, height = (parse_number(foreign, name) for name in ("x", "y", "width", "height"))
    text = etree.Element(f"{{{SVG}}}text", {"text-anchor": "middle", "dominant-baseline": "central"})
    for index, line in enumerate(lines):
        offset = (index - (len(lines) - 1) / 2) * LINE_HEIGHT
        position = {"x": f"{x + width / 2:g}", "y": f"{y + height / 2:g}", "dy": f"{offset:g}em"}
        etree.SubElement(text, f"{{{SVG}}}tspan", position).text = line
    return text


def list_lines(element: etree._Element) -> list[str]:
    """Return the visible text, line by line."""
    lines = (" ".join(line.split()) for line in "".join(iter_text(element)).split("\n"))
    return [line for line in lines if line]


def iter_text(element: etree._Element) -> Iterator[str]:
    """Yield the text in order, with a newline after each element that ends a line."""
    yield (element.text or "").replace("\n", " ")
    for child in element:
        name = etree.QName(child).localname.lower() if isinstance(child.tag, str) else ""
        if name not in ("", "script", "style"):
            yield from iter_text(child)
        yield "\n" if name in LINE_ENDS else ""
        yield (child.tail or "").replace("\n", " ")


def parse_number(element: etree._Element, name: str) -> float:
    """Return an attribute in pixels, 0 if it is missing or in another unit."""
    match = NUMBER.fullmatch(str(element.get(name, "")))
    return float(match[1]) if match else 0.0
