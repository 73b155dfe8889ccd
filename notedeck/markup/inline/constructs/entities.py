"""Entities (CommonMark 0.31, 2.5): `&amp;`, `&#44032;`."""

from __future__ import annotations

import html
import re
from html.entities import html5

from notedeck.markup.inline.state import InlineConstruct, InlineState

ENTITY_PATTERN = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|([A-Za-z][A-Za-z0-9]{1,31}));")


def parse_entity(state: InlineState, start: int) -> int:
    """Add the character that an entity stands for; an unknown name is text."""
    match = ENTITY_PATTERN.match(state.text, start)
    if not match or (match[1] and f"{match[1]};" not in html5):
        return start
    state.add_text(html.unescape(match[0]))
    return match.end()


ENTITY = InlineConstruct("entity", starts_with="&", parse=parse_entity)
