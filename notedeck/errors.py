"""The error of settings and environment. It is apart from `problems.py`, as every command needs it at once."""

from __future__ import annotations

from notedeck.messages import NO_MESSAGE, Message


class DeckError(Exception):
    """Settings or environment are wrong: one line about it, lines to show below it, and a hint what to do next."""

    def __init__(self, message: Message, hint: Message = NO_MESSAGE, quoted: tuple[str, ...] = ()) -> None:
        """Store the message, the hint and the quoted lines."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.quoted = quoted
