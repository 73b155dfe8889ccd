"""The one comment on a pull request that says what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notedeck.github.api import FORBIDDEN, MISSING, Api
from notedeck.github.event import Event
from notedeck.github.texts import quiet_mentions, shorten_markdown

PAGE_SIZE = 100
MAX_PAGES = 30
MAX_CHARACTERS = 60_000  # GitHub takes 65,536
BOT = "Bot"


def put_comment(api: Api, event: Event, release: str, text: str) -> bool:
    """Write the text as a comment on the pull request, in place of the one before; return whether that was allowed.

    Decks of one repository have a comment each, by the name of their `release`. The token of a pull request of a fork
    may not comment. Raises DeckError for other errors.
    """
    marker = f"<!-- notedeck: {release} -->"
    body = shorten_markdown(f"{marker}\n{quiet_mentions(text)}", MAX_CHARACTERS)
    number = find_comment(api, event.number, marker)
    path = f"issues/comments/{number}" if number else f"issues/{event.number}/comments"
    refusals = (FORBIDDEN, MISSING) if event.is_from_fork else (FORBIDDEN,)
    answer = api.send("PATCH" if number else "POST", path, {"body": body}, allowed=refusals)
    return answer is not None


def find_comment(api: Api, number: int, marker: str) -> int:
    """Return the id of our comment on a pull request, 0 without one. Others may write the marker, too."""
    for comment in list_comments(api, number):
        is_ours = (comment.get("user") or {}).get("type") == BOT
        if is_ours and str(comment.get("body", "")).startswith(marker):
            return int(comment["id"])
    return 0


def list_comments(api: Api, number: int) -> Iterator[dict[str, Any]]:
    """Yield the comments on a pull request, oldest first."""
    for page in range(1, MAX_PAGES + 1):
        comments = api.get(f"issues/{number}/comments", per_page=PAGE_SIZE, page=page) or []
        yield from comments
        if len(comments) < PAGE_SIZE:
            return
