"""Where a card's HTML refers to media, and putting something else there."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from notedeck.media.address import name_of
from notedeck.util.html import LINE_ATTRIBUTE, LINE_PATTERN

# nh3 writes attributes in double quotes, with the quotes inside escaped.
TAG = re.compile(r'<(img|video|audio|source)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'\s+([\w:-]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Reference:
    """One picture, sound or video of a note: `address` as the author wrote it, `line` in the file (0 = unknown)."""

    address: str
    alt: str
    line: int
    embedded: bool  # by an Obsidian embed, which names the file alone


def references(markup: str) -> list[Reference]:
    """All references in a piece of HTML, in order; a picture without any address is one, too."""
    if "<img" not in markup and "src=" not in markup:
        return []
    tags = ((attributes(tag), tag) for tag in TAG.finditer(markup))
    return [reference(values, markup, tag.start()) for values, tag in tags if tag[1] == "img" or "src" in values]


def reference(values: dict[str, str], markup: str, start: int) -> Reference:
    """One reference; where the tag has no line of its own, the nearest before it counts."""
    own = LINE_PATTERN.match(f'{LINE_ATTRIBUTE}="{values[LINE_ATTRIBUTE]}"') if LINE_ATTRIBUTE in values else None
    near = own or LINE_PATTERN.match(markup, max(markup.rfind(f"{LINE_ATTRIBUTE}=", 0, start), 0))
    embedded = "embed" in values.get("class", "").split()
    return Reference(values.get("src", "").strip(), values.get("alt", ""), int(near[1]) if near else 0, embedded)


def attributes(tag: re.Match[str]) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag[2])}


def replaced(markup: str, choose: Callable[[Reference], str | None]) -> str:
    """The HTML with new addresses; where `choose` gives None, the words in place of the picture instead."""

    def change(tag: re.Match[str]) -> str:
        values = attributes(tag)
        if tag[1] != "img" and "src" not in values:
            return tag[0]
        new = choose(reference(values, markup, tag.start()))
        if new is None:
            return missing(values)
        old = next(part for part in ATTRIBUTE.finditer(tag[2]) if part[1] == "src")
        start, end = tag.start(2) - tag.start() + old.start(), tag.start(2) - tag.start() + old.end()
        return f'{tag[0][:start]} src="{html.escape(new)}"{tag[0][end:]}'

    return TAG.sub(change, markup) if "<img" in markup or "src=" in markup else markup


def missing(values: dict[str, str]) -> str:
    """What a card shows for a file that is not there: its description, else its name."""
    words = values.get("alt", "").strip() or name_of(values.get("src", "")) or "?"
    return f'<span class="missing-image">{html.escape(words, quote=False)}</span>'
