"""The REST API of GitHub, for one repository."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from notedeck.errors import DeckError
from notedeck.github.event import Event
from notedeck.messages import NO_MESSAGE, Message

TIMEOUTS_SECONDS = (10, 300)  # to connect, and between two parts of an answer; GitHub takes long for a large package
HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
RETRIES = Retry(total=3, backoff_factor=1, status_forcelist=(502, 503, 504), raise_on_status=False)
FORBIDDEN, MISSING = 403, 404


class Api:
    """Asks GitHub about the repository of an event, with its token."""

    def __init__(self, event: Event) -> None:
        """Open no connection yet."""
        self.base = f"{event.api_url}/repos/{event.repository}"
        self.session = requests.Session()
        self.session.headers.update(HEADERS | {"Authorization": f"Bearer {event.token}"})
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=RETRIES))

    def get(self, path: str, **query: str | int) -> Any:
        """Return the answer of a GET request as JSON, None if there is nothing. Raises DeckError."""
        return self.send("GET", path, query=query, allowed=(MISSING,))

    def send(
        self,
        method: str,
        path: str,
        document: Mapping[str, Any] | None = None,
        *,
        query: Mapping[str, str | int] | None = None,
        allowed: tuple[int, ...] = (),
    ) -> Any:
        """Send a request and return the answer as JSON, None for a status that is `allowed` though it is an error.

        `path` is below the repository. Raises DeckError for other errors, and without an answer.
        """
        return self.ask(method, f"{self.base}/{path}", allowed=allowed, json=document, params=query)

    def upload(self, address: str, name: str, data: bytes) -> Any:
        """Add a file to a release, whose upload `address` GitHub named, and return it. Raises DeckError."""
        headers = {"Content-Type": "application/octet-stream"}
        return self.ask("POST", address.partition("{")[0], params={"name": name}, data=data, headers=headers)

    def ask(self, method: str, address: str, *, allowed: tuple[int, ...] = (), **content: Any) -> Any:
        """Send a request to an address as `send` does."""
        try:
            answer = self.session.request(method, address, timeout=TIMEOUTS_SECONDS, **content)
        except requests.RequestException as error:
            raise DeckError(
                Message("GitHub does not answer: {kind}", kind=type(error).__name__), Message("Run the job again.")
            ) from None
        if answer.status_code in allowed:
            return None
        if not answer.ok:
            raise create_error(answer, method)
        return answer.json() if answer.content else None


def create_error(answer: requests.Response, method: str) -> DeckError:
    """Return the error for an answer of GitHub."""
    try:
        reason = str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        reason = answer.reason
    path = urlsplit(answer.url).path
    hint = (
        Message("Give the job the permissions that README.md names.") if answer.status_code == FORBIDDEN else NO_MESSAGE
    )
    return DeckError(
        Message(
            "GitHub refuses {method} {path}: {status_code} {reason}",
            method=method,
            path=path,
            status_code=answer.status_code,
            reason=reason,
        ),
        hint or Message("Run the job again."),
    )
