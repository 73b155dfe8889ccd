"""Commit deck.lock to the branch that somebody pushed, for groups that edit their notes in the browser."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from notedeck.errors import DeckError
from notedeck.github.api import Api
from notedeck.github.event import Event
from notedeck.messages import Message
from notedeck.model import Value

CONFLICT, INVALID = 409, 422
MESSAGE = "Update deck.lock"
RULES_HINT = Message(
    "Let GitHub Actions push to this branch (Settings > Rules), or remove commit-lock from the workflow, build, and "
    "commit deck.lock yourself."
)


class LockFile(Value, frozen=True):
    """A deck.lock: its `path` from the top of the repository, and its bytes after a build.

    `committed_id` is the object id that it has in the commit of the event, "" if it is not there.
    """

    path: str
    data: bytes
    committed_id: str


def commit_lock(api: Api, event: Event, lock: LockFile) -> str | None:
    """Commit deck.lock and return the new commit, None if the branch has another deck.lock already.

    Raises DeckError if the branch takes no commit of a workflow, and for all other errors.
    """
    path = f"contents/{quote(lock.path)}"
    content = b64encode(lock.data).decode("ascii")
    document = {"message": MESSAGE, "content": content, "branch": event.branch}
    if lock.committed_id:
        document["sha"] = lock.committed_id
    answer = api.send("PUT", path, document, allowed=(CONFLICT, INVALID))
    if answer is not None:
        return str(answer["commit"]["sha"])
    present = api.get(path, ref=event.branch) or {}
    if str(present.get("sha", "")) == lock.committed_id:
        raise DeckError(
            Message("the branch {branch} takes no commit of deck.lock from a workflow", branch=event.branch), RULES_HINT
        )
    return None
