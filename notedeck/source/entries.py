"""The entries of front matter, whichever format it is in."""

from __future__ import annotations

from typing import TypeAlias

from notedeck.messages import Message
from notedeck.model import Value

EntryValue: TypeAlias = "str | list[EntryValue] | dict[str, EntryValue] | None"


class InvalidEntries(Exception):
    """The text is not valid in its format, or more than front matter may be; `line` counts from 1 within the text."""

    def __init__(self, message: Message, line: int) -> None:
        """Store the line."""
        super().__init__(message)
        self.line = line


class Entry(Value, frozen=True):
    """One key of the mapping, on `line` (from 1), with its value; `written` is the value as in the text."""

    key: str
    value: EntryValue
    line: int
    written: str
