"""What is wrong with a deck.lock that is damaged."""

from __future__ import annotations

from notedeck.messages import Message
from notedeck.problems import DeckError

RESTORE_HINT = Message("Restore the file, for example with: git checkout -- deck.lock")


class LockDamageError(DeckError):
    """The file is damaged, incomplete, or no deck.lock; an earlier copy of it is needed."""

    def __init__(self, message: Message, hint: Message = RESTORE_HINT) -> None:
        """Store the message and how to restore the file."""
        super().__init__(message, hint)
