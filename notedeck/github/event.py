"""The event that GitHub Actions runs for, from the variables and the file that its runner sets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.files.read import FileRefusedError, read_file

MAX_EVENT_BYTES = 50_000_000
TOKEN = "GITHUB_TOKEN"
PULL_REQUEST = "pull_request"
REFUSED = "pull_request_target"  # it gives notes of strangers a token that can write
HINT = Message("It is for a workflow of GitHub Actions; build-deck init --github writes that.")


class Event(Value, frozen=True):
    """An event: its name, the repository as `owner/name`, the commit, and where the API and the pages of GitHub are.

    `branch` is the branch that was pushed, or that the job runs for.
    `number` and `base` are the number of a pull request and the branch that it goes to, 0 and "" for other events.
    `is_from_fork` is whether its commits come from another repository: then the token can only read.
    """

    name: str
    repository: str
    commit: str
    api_url: str
    server_url: str
    token: str
    branch: str = ""
    number: int = 0
    base: str = ""
    is_from_fork: bool = False

    @property
    def is_pull_request(self) -> bool:
        """Whether somebody proposes changes."""
        return self.name == PULL_REQUEST

    def format_download_url(self, release: str) -> str:
        """Return the link to the package of a release; it stays the same."""
        return f"{self.server_url}/{self.repository}/releases/download/{release}/{name_package(release)}"


def name_package(release: str) -> str:
    """Return the name of the package in a release."""
    return f"{release}.apkg"


def read_event(variables: Mapping[str, str]) -> Event:
    """Return the event that the variables of a runner describe.

    Raises DeckError where there is no runner, and for an event that gives strangers more than they should have.
    """
    try:
        name, repository, commit = (variables[f"GITHUB_{key}"] for key in ("EVENT_NAME", "REPOSITORY", "SHA"))
        token = variables[TOKEN]
    except KeyError as error:
        raise DeckError(Message("the variable {arg} is not set", arg=error.args[0]), HINT) from None
    if name == REFUSED:
        hint = Message("Use {pull_request}: pull requests of forks are checked there, too.", pull_request=PULL_REQUEST)
        raise DeckError(
            Message("{refused} would give the notes of others a token that can write", refused=REFUSED), hint
        )
    document = read_document(variables) if name == PULL_REQUEST else {}
    pull_request = document.get("pull_request") or {}
    return Event(
        name,
        repository,
        commit,
        variables.get("GITHUB_API_URL", "https://api.github.com"),
        variables.get("GITHUB_SERVER_URL", "https://github.com"),
        token,
        variables.get("GITHUB_REF_NAME", ""),
        int(pull_request.get("number", 0)),
        variables.get("GITHUB_BASE_REF", ""),
        find_source(pull_request) != repository,
    )


def read_document(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return the file of the event. Raises DeckError if it cannot be read."""
    file = Path(variables.get("GITHUB_EVENT_PATH", ""))
    try:
        document = json.loads(read_file(file, roots=[file.parent.resolve()], max_bytes=MAX_EVENT_BYTES))
    except (FileRefusedError, OSError, ValueError) as error:
        raise DeckError(Message("the event of GitHub cannot be read: {error}", error=error), HINT) from None
    return document if isinstance(document, dict) else {}


def find_source(pull_request: Mapping[str, Any]) -> str:
    """Return the repository that the commits of a pull request come from, "" if it was deleted."""
    source = (pull_request.get("head") or {}).get("repo") or {}
    return str(source.get("full_name", ""))
