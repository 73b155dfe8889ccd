"""Emoji codes as on GitHub: `:tada:`. An unknown code, and the colons of a time or a path, are text."""

from __future__ import annotations

import re
from functools import cache

from notedeck.markup.inline.state import InlineConstruct, InlineState

EMOJI_CODE = re.compile(r":[a-z0-9_+-]{1,60}:")


def parse_emoji(state: InlineState, start: int) -> int:
    """Add the emoji of a code."""
    match = EMOJI_CODE.match(state.text, start)
    previous = state.text[start - 1 : start] if start else ""
    if not match or (previous.isascii() and previous.isalnum()) or state.is_inside_code():
        return start
    if not (emoji := find_emoji(match[0])):
        return start
    state.pieces.append(emoji)
    return match.end()


@cache
def find_emoji(code: str) -> str:
    """Return the emoji of a GitHub code such as ":tada:"; "" for any other text."""
    from emoji import emojize  # its tables take a while to load, and few notes need them

    emoji = emojize(code, language="alias")
    return "" if emoji == code else emoji


EMOJI = InlineConstruct("emoji", starts_with=":", pattern=r":(?=[a-z0-9+-])", parse=parse_emoji)
