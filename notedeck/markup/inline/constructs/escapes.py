r"""Backslash escapes (CommonMark 0.31, 2.4): `\*` is a `*`."""

from __future__ import annotations

import html
import re

from notedeck.markup.inline.constructs.entities import ENTITY_PATTERN
from notedeck.markup.inline.state import InlineConstruct, InlineState

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def parse_escape(state: InlineState, start: int) -> int:
    """Add the punctuation after a backslash as text."""
    following = state.text[start + 1 : start + 2]
    if not following or following not in PUNCTUATION:
        return start
    state.add_text(following)
    return start + 2


def unescape_text(text: str) -> str:
    """Return an address, title or info string with its backslash escapes and entities replaced."""
    return ENTITY_PATTERN.sub(lambda match: html.unescape(match[0]), ESCAPED.sub(r"\1", text))


ESCAPE = InlineConstruct("escape", starts_with="\\", parse=parse_escape)
