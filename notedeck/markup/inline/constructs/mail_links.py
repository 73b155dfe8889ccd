"""Bare e-mail addresses (GitHub Flavored Markdown, 6.9)."""

from __future__ import annotations

import re

from notedeck.markup.inline.constructs.autolinks import render_link
from notedeck.markup.inline.constructs.bare_links import SCHEME
from notedeck.markup.inline.state import InlineConstruct, InlineState

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.A)
SIGN = "@"  # a text without it has no such address


def parse_mail_link(state: InlineState, start: int) -> int:
    """Add a link for an e-mail address; none where the address of a page could start."""
    if state.brackets or state.is_inside_tag("a") or SCHEME.match(state.text, start):
        return start
    match = MAIL.match(state.text, start)
    if not match:
        return start
    address = match[0].rstrip(".")
    if address[-1] in "-_":
        return start
    state.pieces.append(render_link("mailto:" + address, address))
    return start + len(address)


MAIL_LINK = InlineConstruct(
    "mail link",
    starts_with="",
    pattern=rf"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{{1,64}}(?={SIGN})",
    parse=parse_mail_link,
)
