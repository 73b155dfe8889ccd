"""Addresses in angle brackets (CommonMark 0.31, 6.5): `<https://example.org>`, `<me@example.org>`."""

from __future__ import annotations

import html
import re

from notedeck.markup.escaping import escape_text
from notedeck.markup.inline.state import InlineConstruct, InlineState

ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*+)>")
MAIL = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9][A-Za-z0-9.-]*+)>", re.A)


def parse_autolink(state: InlineState, start: int) -> int:
    """Add a link to a web or e-mail address."""
    if match := ADDRESS.match(state.text, start):
        state.pieces.append(render_link(match[1], match[1]))
    elif match := MAIL.match(state.text, start):
        state.pieces.append(render_link("mailto:" + match[1], match[1]))
    return match.end() if match else start


def render_link(address: str, text: str) -> str:
    """Return a link as HTML."""
    return f'<a href="{html.escape(address)}">{escape_text(text)}</a>'


AUTOLINK = InlineConstruct("autolink", starts_with="<", parse=parse_autolink)
