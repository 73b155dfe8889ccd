"""A finished drawing: its file, its size, and its description for people who cannot see it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from lxml import etree

from notedeck.model import Value

MAX_DESCRIPTION_CHARACTERS = 200
MIN_SHRUNK_WIDTH = 0.7  # of the full width, on a narrow screen; below that it scrolls
LENGTH = re.compile(r"\s*(\d*\.?\d+)(pt)?")
PIXELS_PER_POINT = 4 / 3  # CSS pixels


class Drawing(Value, frozen=True):
    """An SVG file with its size in CSS pixels, 0 where it is unknown, and a description."""

    file: Path
    width: int
    height: int
    description: str

    def render_tag(self, name: str) -> str:
        """Return the HTML of the picture; `name` is its name in the package."""
        size = f' width="{self.width}" height="{self.height}"' if self.width and self.height else ""
        style = f' style="min-width:{int(self.width * MIN_SHRUNK_WIDTH)}px"' if self.width else ""
        alt = html.escape(self.description)
        return f'<div class="diagram"><img src="{html.escape(name)}" alt="{alt}"{size}{style}></div>'


def read_drawing(svg: bytes, file: Path) -> Drawing:
    """Return the drawing in clean SVG, which is also in `file`."""
    root = etree.fromstring(svg)
    kind = str(root.get("aria-roledescription", ""))
    words = ", ".join(dict.fromkeys(list_texts(root)))
    description = f"{kind}: {words}" if kind and words else kind or words
    width, height = parse_length(root, "width"), parse_length(root, "height")
    return Drawing(file, width, height, description[:MAX_DESCRIPTION_CHARACTERS])


def list_texts(root: etree._Element) -> list[str]:
    """Return the content of the `<text>` elements that are not blank, in the order of the file."""
    elements = (
        element for element in root.iter() if isinstance(element.tag, str) and etree.QName(element).localname == "text"
    )
    texts = (" ".join("".join(map(str, element.itertext())).split()) for element in elements)
    return [text for text in texts if text]


def parse_length(root: etree._Element, name: str) -> int:
    """Return an attribute in CSS pixels, 0 if it is missing or not a length."""
    match = LENGTH.match(str(root.get(name, "")))
    return round(float(match[1]) * (PIXELS_PER_POINT if match[2] else 1)) if match else 0
