"""Obsidian's links between notes (`[[page]]`, `[[page|shown]]`, `[[page#part]]`) and pictures (`![[pic.png|300]]`)."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notedeck.markup.inline.scope import Scope

LINK = re.compile(r"(!?)\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\](?![(\[])")
SIZE = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?\s*")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$", re.I)
LIST_OF_NUMBERS = re.compile(r"[\d\s,.;:+*/-]+")


def at(text: str, start: int, scope: Scope) -> tuple[str, int] | None:
    """The link or picture at `text[start]` as HTML, with the index after it; None where none is."""
    match = LINK.match(text, start)
    if not match or not is_page(match[2]) or match[2].casefold() in scope.references:
        return None
    page, shown = match[2].strip(), (match[3] or "").strip()
    if match[1] and PICTURE.search(page):
        return picture(page, shown), match.end()
    name = shown or " > ".join(part.strip() for part in page.split("#") if part.strip())
    return f'<span class="wikilink">{html.escape(name, quote=False)}</span>', match.end()


def is_page(name: str) -> bool:
    """Whether this names a page; `[[ -f x ]]` of a shell and `[[1, 2]]` do not."""
    return name[0] != " " and name[-1] != " " and not LIST_OF_NUMBERS.fullmatch(name)


def picture(path: str, shown: str) -> str:
    """An embedded picture; `shown` is its size or its text."""
    sized = SIZE.fullmatch(shown)
    alt = path if sized or not shown else shown
    measures = size(sized[1], sized[2]) if sized else ""
    return f'<img class="embed" src="{html.escape(path)}" alt="{html.escape(alt)}"{measures}>'


def size(width: str, height: str | None) -> str:
    """The attributes for a size in pixels."""
    return f' width="{width}"' + (f' height="{height}"' if height else "")
