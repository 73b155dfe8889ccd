"""Obsidian's links to notes (`[[page]]`, `[[page|text]]`, `[[page#part]]`) and images (`![[image.png|300]]`)."""

from __future__ import annotations

import html
import re

from notedeck.markup.escaping import escape_text
from notedeck.markup.inline.state import InlineConstruct, InlineState

WIKILINK_PATTERN = re.compile(r"(!?)\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\](?!\(|\[(?!\^))")
SIZE = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?\s*")
IMAGE_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$", re.I)
LIST_OF_NUMBERS = re.compile(r"[\d\s,.;:+*/-]+")


def parse_wikilink(state: InlineState, start: int) -> int:
    """Add the name of a page, or an image."""
    match = WIKILINK_PATTERN.match(state.text, start)
    if not match or not is_page(match[2]) or match[2].casefold() in state.definitions.references:
        return start
    page, text = match[2].strip(), (match[3] or "").strip()
    if match[1] and IMAGE_FILE.search(page):
        state.pieces.append(render_embedded_image(page, text))
        return match.end()
    name = text or " > ".join(part.strip() for part in page.split("#") if part.strip())
    state.pieces.append(f'<span class="wikilink">{escape_text(name)}</span>')
    return match.end()


def is_page(name: str) -> bool:
    """Return whether this names a page; the `[[ -f x ]]` of a shell and `[[1, 2]]` do not."""
    return name[0] != " " and name[-1] != " " and not LIST_OF_NUMBERS.fullmatch(name)


def render_embedded_image(path: str, text: str) -> str:
    """Return the `<img>` of an embedded image; `text` is its size or its alternative text."""
    size = SIZE.fullmatch(text)
    alt = path if size or not text else text
    attributes = format_size(size[1], size[2]) if size else ""
    return f'<img class="embed" src="{html.escape(path)}" alt="{html.escape(alt)}"{attributes}>'


def format_size(width: str, height: str | None) -> str:
    """Return the attributes for a size in pixels."""
    return f' width="{width}"' + (f' height="{height}"' if height else "")


WIKILINK = InlineConstruct("wikilink", starts_with="![", pattern=r"!(?=\[)|\[", parse=parse_wikilink)
