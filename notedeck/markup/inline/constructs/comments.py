"""HTML comments in running text."""

from __future__ import annotations

from notedeck.markup.comments import find_comment_end
from notedeck.markup.inline.state import InlineConstruct, InlineState


def parse_comment(state: InlineState, start: int) -> int:
    """Add a comment as it is; the sanitiser drops it, or turns it into a mark."""
    end = find_comment_end(state.text, start, state.last_comment_end)
    if end > start:
        state.pieces.append(state.text[start:end])
    return end


COMMENT = InlineConstruct("comment", starts_with="<", parse=parse_comment)
