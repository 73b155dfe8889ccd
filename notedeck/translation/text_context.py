"""Where a text stands in the notes, for engines that translate it better for that."""

from __future__ import annotations

from notedeck.model import Value


class TextContext(Value, frozen=True):
    """The headings above a text, the head of its column in a table, and the texts right before and after it.

    `column`, `before` and `after` are "" where there is none. An engine gets plain words.
    """

    headings: tuple[str, ...] = ()
    column: str = ""
    before: str = ""
    after: str = ""


NO_CONTEXT = TextContext()
