"""Words that drawing programs put into a drawing as HTML, as words of the drawing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
LINE_ENDS = {"br", "p", "div", "li", "tr"}
LINE_HEIGHT = 1.2  # em
NUMBER = re.compile(r"\s*(-?\d*\.?\d+)(?:px)?\s*")


def label(foreign: etree._Element) -> etree._Element | None:
    """A `<text>` in the middle of a `<foreignObject>`, with its words; None where there are none.

    Inside a `<switch>` the drawing brings its own words for programs that know no HTML.
    """
    rows = lines(foreign)
    parent = foreign.getparent()
    if not rows or parent is None or etree.QName(parent).localname == "switch":
        return None
    x, y, width, height = (number(foreign, name) for name in ("x", "y", "width", "height"))
    text = etree.Element(f"{{{SVG}}}text", {"text-anchor": "middle", "dominant-baseline": "central"})
    for place, row in enumerate(rows):
        rise = (place - (len(rows) - 1) / 2) * LINE_HEIGHT
        at = {"x": f"{x + width / 2:g}", "y": f"{y + height / 2:g}", "dy": f"{rise:g}em"}
        etree.SubElement(text, f"{{{SVG}}}tspan", at).text = row
    return text


def lines(element: etree._Element) -> list[str]:
    """The visible words, line by line."""
    rows = (" ".join(row.split()) for row in "".join(pieces(element)).split("\n"))
    return [row for row in rows if row]


def pieces(element: etree._Element) -> Iterator[str]:
    """Text in order, with a line end after whatever ends a line."""
    yield (element.text or "").replace("\n", " ")
    for child in element:
        name = etree.QName(child).localname.lower() if isinstance(child.tag, str) else ""
        if name not in ("", "script", "style"):
            yield from pieces(child)
        yield "\n" if name in LINE_ENDS else ""
        yield (child.tail or "").replace("\n", " ")


def number(element: etree._Element, name: str) -> float:
    match = NUMBER.fullmatch(str(element.get(name, "")))
    return float(match[1]) if match else 0.0
