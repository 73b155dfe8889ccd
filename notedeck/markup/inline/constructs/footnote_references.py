"""References to footnotes: `[^label]`, numbered in the order in which a note refers to them."""

from __future__ import annotations

import html
import re

from notedeck.markup.inline.state import InlineConstruct, InlineState
from notedeck.util.html import FOOTNOTE_ATTRIBUTE

REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,200})\]")


def parse_footnote_reference(state: InlineState, start: int) -> int:
    """Add the number of a footnote that the note defines."""
    match = REFERENCE.match(state.text, start)
    if not match or (label := match[1].casefold()) not in state.definitions.footnotes:
        return start
    numbers = state.definitions.footnote_numbers
    number = numbers.setdefault(label, len(numbers) + 1)
    state.pieces.append(f'<sup class="footnote-ref" {FOOTNOTE_ATTRIBUTE}="{html.escape(label)}">{number}</sup>')
    return match.end()


FOOTNOTE_REFERENCE = InlineConstruct("footnote reference", starts_with="[", parse=parse_footnote_reference)
