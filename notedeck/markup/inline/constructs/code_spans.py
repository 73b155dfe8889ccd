"""Code spans (CommonMark 0.31, 6.1): text between two runs of equally many backticks."""

from __future__ import annotations

import re
from bisect import bisect_left

from notedeck.markup.escaping import escape_text
from notedeck.markup.inline.state import InlineConstruct, InlineState

BACKTICKS = re.compile(r"`+")


def parse_code_span(state: InlineState, start: int) -> int:
    """Add a `<code>`; backticks that nothing closes are text."""
    opening = BACKTICKS.match(state.text, start)
    assert opening is not None
    length, code_start = len(opening[0]), opening.end()
    code_end = find_closing_run(state, code_start, length)
    if code_end is None:
        state.add_text(opening[0])
        return code_start
    code = state.text[code_start:code_end].replace("\n", " ")
    if code[:1] == code[-1:] == " " and code.strip(" "):
        code = code[1:-1]
    state.pieces.append(f"<code>{escape_text(code)}</code>")
    return code_end + length


def find_closing_run(state: InlineState, start: int, length: int) -> int | None:
    """Return where the next run of exactly `length` backticks starts.

    That is nearly always the next run of all. Otherwise all runs of the text are found once, so that the time stays
    linear.
    """
    next_run = BACKTICKS.search(state.text, start)
    if next_run is None or len(next_run[0]) == length:
        return next_run.start() if next_run else None
    if state.backtick_runs is None:
        state.backtick_runs = {}
        for match in BACKTICKS.finditer(state.text):
            state.backtick_runs.setdefault(len(match[0]), []).append(match.start())
    starts = state.backtick_runs.get(length, [])
    index = bisect_left(starts, start)
    return starts[index] if index < len(starts) else None


CODE_SPAN = InlineConstruct("code span", starts_with="`", parse=parse_code_span)
