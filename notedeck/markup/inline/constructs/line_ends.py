"""Line ends (CommonMark 0.31, 6.7 and 6.8): two spaces or a backslash before one make a hard line break."""

from __future__ import annotations

import re

from notedeck.markup.inline.state import InlineConstruct, InlineState

INDENT = re.compile(r"[ \t]*")


def parse_line_end(state: InlineState, start: int) -> int:
    """Add a line end, with a `<br>` if it is hard, without the whitespace around it."""
    if state.text[start] == "\\":
        return parse_backslash_break(state, start)
    is_hard = bool(state.pieces) and state.text[max(start - 2, 0) : start] == "  "
    if state.pieces and state.text[start - 1] in " \t":
        state.pieces[-1] = state.pieces[-1].rstrip(" \t")
    state.pieces.append("<br>\n" if is_hard else "\n")
    return skip_indent(state.text, start + 1)


def parse_backslash_break(state: InlineState, start: int) -> int:
    """Add a hard line break for a backslash at the end of a line."""
    if state.text[start + 1 : start + 2] != "\n":
        return start
    state.pieces.append("<br>\n")
    return skip_indent(state.text, start + 2)


def skip_indent(text: str, start: int) -> int:
    """Return the index after the spaces and tabs at `start`."""
    match = INDENT.match(text, start)
    return match.end() if match else start


LINE_END = InlineConstruct("line end", starts_with="\n\\", parse=parse_line_end)
