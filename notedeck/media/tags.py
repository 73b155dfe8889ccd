"""Find the references to media in a card's HTML, and replace them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from notedeck.korean.labels import EMPTY_DESCRIPTION
from notedeck.media.address import file_name
from notedeck.model import Value
from notedeck.util.html import LINE_ATTRIBUTE, LINE_PATTERN

# nh3 writes attributes in double quotes, with the quotes inside escaped.
TAG = re.compile(r'<(img|video|audio|source)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
PLAYER_TAG = re.compile(r"<(?P<slash>/?)(?:video|audio)\b[^>]*>|<source\b")
ATTRIBUTE = re.compile(r'\s+([\w:-]+)(?:="([^"]*)")?')


class Reference(Value, frozen=True):
    """One picture, sound or video of a note: `address` as the author wrote it, `line` in the file (0 = unknown)."""

    address: str
    alt: str
    line: int
    embedded: bool  # by an Obsidian embed, which names the file alone


def may_have_references(markup: str) -> bool:
    """Return whether a piece of HTML can refer to media, without a closer look."""
    return "<img" in markup or "src=" in markup


def find_references(markup: str) -> list[Reference]:
    """Return all references in a piece of HTML, in order; a picture without any address is one, too."""
    if not may_have_references(markup):
        return []
    tags = ((parse_attributes(tag), tag) for tag in TAG.finditer(markup))
    return [make_reference(values, markup, tag.start()) for values, tag in tags if tag[1] == "img" or "src" in values]


def make_reference(values: dict[str, str], markup: str, start: int) -> Reference:
    """Return one reference; if the tag has no line of its own, with the nearest line before it."""
    own = LINE_PATTERN.match(f'{LINE_ATTRIBUTE}="{values[LINE_ATTRIBUTE]}"') if LINE_ATTRIBUTE in values else None
    near = own or LINE_PATTERN.match(markup, max(markup.rfind(f"{LINE_ATTRIBUTE}=", 0, start), 0))
    embedded = "embed" in values.get("class", "").split()
    return Reference(values.get("src", "").strip(), values.get("alt", ""), int(near[1]) if near else 0, embedded)


def parse_attributes(tag: re.Match[str]) -> dict[str, str]:
    """Return the attributes of a match of `TAG`, unescaped."""
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag[2])}


def replace_references(markup: str, choose: Callable[[Reference], str | None]) -> str:
    """Return the HTML with the addresses that `choose` returns; None puts a description in the place of the picture."""

    def replace_tag(tag: re.Match[str]) -> str:
        values = parse_attributes(tag)
        if tag[1] != "img" and "src" not in values:
            return tag[0]
        new = choose(make_reference(values, markup, tag.start()))
        if new is None:
            return render_missing_file(values)
        old = next(part for part in ATTRIBUTE.finditer(tag[2]) if part[1] == "src")
        start, end = tag.start(2) - tag.start() + old.start(), tag.start(2) - tag.start() + old.end()
        return f'{tag[0][:start]} src="{html.escape(new)}"{tag[0][end:]}'

    return drop_empty_players(TAG.sub(replace_tag, markup)) if may_have_references(markup) else markup


def drop_empty_players(markup: str) -> str:
    """Return the HTML without the tags of players that have nothing to play; what is in them stays."""
    if "</video>" not in markup and "</audio>" not in markup:
        return markup
    pieces: list[str] = []
    players: list[tuple[int, bool]] = []  # the piece of each open tag, and whether there is something to play
    position = 0
    for tag in PLAYER_TAG.finditer(markup):
        pieces += [markup[position : tag.start()], tag[0]]
        position = tag.end()
        if tag["slash"] is None:
            players[-1:] = [(index, True) for index, _ in players[-1:]]
        elif not tag["slash"]:
            players.append((len(pieces) - 1, " src=" in tag[0]))
        else:
            index, plays = players.pop() if players else (len(pieces) - 1, False)
            pieces[index], pieces[-1] = (pieces[index], pieces[-1]) if plays else ("", "")
    return "".join(pieces) + markup[position:]


def render_missing_file(values: dict[str, str]) -> str:
    """Return what a card shows for a missing file: its description if it says something, else its name."""
    description, name = values.get("alt", "").strip(), file_name(values.get("src", ""))
    words = name if name and EMPTY_DESCRIPTION.fullmatch(description) else description or "?"
    return f'<span class="missing-image">{html.escape(words, quote=False)}</span>'
