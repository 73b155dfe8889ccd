"""What is wrong with a deck.lock that is damaged, or whose merge was not finished."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.identity.lock.format import FILE_NAME
from notedeck.problems import DeckError

MAX_SHOWN_LETTERS = 160  # of a line that a message quotes
MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
CONFLICT_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
RESTORE_HINT = "Restore the file, for example with: git checkout -- deck.lock"
CONFLICT_HINT = (
    "Keep the card lines of both sides, delete the lines with <<<<<<<, ======= and >>>>>>>, and build again."
)


class LockDamageError(DeckError):
    """The file is damaged, incomplete, or no deck.lock; an earlier copy of it is needed."""

    def __init__(self, message: str, hint: str = RESTORE_HINT) -> None:
        """Store the message and how to restore the file."""
        super().__init__(message, hint)


def check_merged(lines: Sequence[str]) -> None:
    """Raise a DeckError that quotes both sides of the first merge conflict, if there is one."""
    marked = (at for at, line in enumerate(lines) if line.startswith(MARKS) and CONFLICT_MARK.fullmatch(line))
    start = next(marked, None)
    if start is None:
        return
    sides: list[list[str]] = [[]]
    for line in lines[start + 1 :]:
        if line.startswith(">>>>>>>"):
            break
        if CONFLICT_MARK.fullmatch(line):
            sides.append([])
        elif line[:1] == "[":
            sides[-1].append(line)
    quoted = (f"ours: {quote_first(sides[0])}", f"theirs: {quote_first(sides[-1])}")
    raise DeckError(f"{FILE_NAME}:{start + 1}: there is an unresolved merge conflict", CONFLICT_HINT, quoted)


def quote_first(lines: Sequence[str]) -> str:
    """Return the first line of one side, so that a person recognizes the card, and the number of further ones."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return f"{lines[0][:MAX_SHOWN_LETTERS]}{more}" if lines else "(nothing)"
