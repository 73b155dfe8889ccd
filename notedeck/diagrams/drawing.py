"""A finished drawing: its file, its size, and its words for people who cannot see it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

LONGEST = 200  # characters of a description
SHRINKS = 0.7  # to this part of its width on a narrow screen; then it scrolls
NUMBER = re.compile(r"\s*(\d*\.?\d+)(pt)?")
POINT = 4 / 3  # CSS pixels


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG file with its size in CSS pixels, 0 where it is unknown, and a description."""

    file: Path
    width: int
    height: int
    words: str

    def tag(self, name: str) -> str:
        """The picture in HTML, under the name that it has in the package."""
        size = f' width="{self.width}" height="{self.height}"' if self.width and self.height else ""
        least = f' style="min-width:{int(self.width * SHRINKS)}px"' if self.width else ""
        return (
            f'<div class="diagram"><img src="{html.escape(name)}" alt="{html.escape(self.words)}"{size}{least}></div>'
        )


def drawing(file: Path) -> Drawing:
    """The drawing in a clean SVG file."""
    root = etree.fromstring(file.read_bytes())
    kind = str(root.get("aria-roledescription", ""))
    words = ", ".join(
        dict.fromkeys(filter(None, (" ".join("".join(map(str, one.itertext())).split()) for one in texts(root))))
    )
    spoken = f"{kind}: {words}" if kind and words else kind or words
    return Drawing(file, pixels(root, "width"), pixels(root, "height"), spoken[:LONGEST])


def texts(root: etree._Element) -> list[etree._Element]:
    """The elements with words, in the order of the file."""
    return [one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname == "text"]


def pixels(root: etree._Element, name: str) -> int:
    found = NUMBER.match(str(root.get(name, "")))
    return round(float(found[1]) * (POINT if found[2] else 1)) if found else 0
