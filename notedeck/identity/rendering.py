"""The ways in which notedeck has drawn the same content, by number.

Members take a new rendering of a card only when its content changes, or when somebody builds with `--renew`: deck.lock
has the number of each card. Add a number for a change that members should see, such as tables that were unreadable; a
change that nobody needs to see has none.
"""

from __future__ import annotations

from notedeck.messages import Message

RENDERINGS = {1: Message("the first one")}
RENDERING = max(RENDERINGS)


def list_newer_renderings(since: int) -> tuple[str, ...]:
    """Return what changed after a rendering, oldest first."""
    return tuple(text for number, text in sorted(RENDERINGS.items()) if number > since)
