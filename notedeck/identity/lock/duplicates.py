"""Two lines for one card, as a merge can leave them: the newer one counts, and a problem names both."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.identity.lock.damage import MAX_SHOWN_LETTERS
from notedeck.identity.lock.entries import CardLine, State
from notedeck.identity.lock.format import FILE_NAME
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

STATES = list(State)


def dedupe_lines(lines: Sequence[CardLine]) -> tuple[dict[str, CardLine], tuple[Problem, ...]]:
    """Return one line per guid, the newest, and a problem for each pair of different lines of one card."""
    newest = {line.entry.guid: line for line in lines}
    if len(newest) == len(lines):
        return newest, ()
    newest.clear()
    problems: list[Problem] = []
    for line in lines:
        earlier = newest.setdefault(line.entry.guid, line)
        if earlier is line:
            continue
        newest[line.entry.guid] = max(earlier, line, key=rank_line)
        if earlier.text != line.text:
            problems.append(create_duplicate_problem(earlier, line))
    return newest, tuple(problems)


def rank_line(line: CardLine) -> tuple[int, int]:
    """Return what decides which of two lines of one card is the newer one."""
    return line.entry.modified, STATES.index(line.entry.state)


def create_duplicate_problem(earlier: CardLine, later: CardLine) -> Problem:
    """Return the problem that quotes two lines of one card."""
    quoted = (shorten_line(earlier), shorten_line(later))
    message = f"lines {earlier.number} and {later.number} describe the same card"
    hint = "No action needed: the newer line was used, and this build writes one line."
    return Problem(ProblemCode.DUPLICATE_LOCK_LINE, Place(FILE_NAME, later.number), message, hint, quoted=quoted)


def shorten_line(line: CardLine) -> str:
    """Return the beginning of a line."""
    return line.text.decode("utf-8", "surrogatepass")[:MAX_SHOWN_LETTERS]
