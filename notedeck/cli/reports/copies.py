"""Copies of removed cards: of many, the report shows the first ones with their commands, and counts the others."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.messages import Message, format_count
from notedeck.problems import Problem, ProblemCode

MAX_COPIES = 3
HINT = Message("-v lists all of them with their lines.")


def shorten_copies(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with all copies of removed cards but the first ones as one problem, where the next one stood."""
    copies = [problem for problem in problems if problem.code is ProblemCode.COPY_OF_REMOVED]
    if len(copies) <= MAX_COPIES + 1:
        return [*problems]
    rest = {id(problem) for problem in copies[MAX_COPIES + 1 :]}
    first = copies[MAX_COPIES]
    count = format_count(len(copies) - MAX_COPIES, "more copy", "more copies")
    message = Message("{count} of cards that are no longer in the notes", count=count)
    joined = Problem(first.code, first.place, message, HINT, first.severity_override)
    return [joined if problem is first else problem for problem in problems if id(problem) not in rest]
