"""Download remote pictures, if the settings ask for it, within limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from notedeck.media.model import FetchError
from notedeck.messages import Message
from notedeck.util.patterns import compile_lazily
from notedeck.util.timeout import call_with_timeout

if TYPE_CHECKING:
    from requests import Response, Session

MAX_DOWNLOAD_BYTES = 10 * 1024 * 1024
MAX_CONNECT_SECONDS, MAX_READ_SECONDS, MAX_DOWNLOAD_SECONDS = 5.0, 10.0, 30.0
MAX_REDIRECTS = 5
BADGE = compile_lazily(
    r"(?:https?:)?//(?:img\.shields\.io|badgen\.net|badge\.fury\.io|hits\.(?:seeyoufarm|dwyl|sh)(?:\.com)?|"
    r"travis-ci\.\w+|codecov\.io|coveralls\.io|github-readme-stats\.vercel\.app|visitor-badge\.[^/\s]+|"
    r"komarev\.com/ghpvc|capsule-render\.vercel\.app|api\.codacy\.com)(?:[/?]|$)|"
    r"(?:https?:)?//github\.com/[^/]+/[^/]+/(?:actions/)?workflows/.*badge\.svg",
    re.I,
)
OBJECT = re.compile(r"^\w+\(.*?\): ")  # errors of urllib3 start with the object that failed


def is_badge(address: str) -> bool:
    """Return whether a picture shows the state of a project, so that there is nothing to learn from it."""
    return bool(BADGE.match(address))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Downloads pictures from public servers. Only tests set `private`, which allows private servers.

    `seconds` limits a whole download. `silent` are the servers that did not answer; none is tried twice.
    """

    private: bool = False
    seconds: float = MAX_DOWNLOAD_SECONDS
    silent: set[str] = field(default_factory=set)

    def fetch(self, address: str) -> bytes:
        """Return the bytes at an address.

        Raises FetchError if the server does not answer in time, answers with an error or with more than the limit,
        redirects too often, or is not on the public Internet.
        """
        from notedeck.media.remote.session import create_public_session  # slow, and only `--fetch` needs it

        host = parse_host(address)
        if host in self.silent:
            raise FetchError(Message("its server did not answer before"))
        try:
            session = create_public_session(private=self.private)
            return call_with_timeout(self.seconds, lambda: follow_redirects(session, address))
        except TimeoutError as error:
            self.silent.add(host)
            raise FetchError(str(error)) from None


def follow_redirects(session: Session, address: str) -> bytes:
    """Return the body after all redirects, and close the session.

    Raises TimeoutError if the server cannot be reached, FetchError for any other failure.
    """
    import requests
    from urllib3.exceptions import HTTPError

    try:
        with session:
            for _ in range(MAX_REDIRECTS + 1):
                with request_address(session, address) as response:
                    target = session.get_redirect_target(response)
                    if target is None:
                        return read_body(response)
                address = urljoin(address, target)
    except requests.ConnectTimeout:
        raise TimeoutError(
            Message("its server does not answer within {limit:.0f} seconds", limit=MAX_CONNECT_SECONDS)
        ) from None
    except (requests.RequestException, HTTPError, ValueError) as error:
        raise FetchError(f"{type(error).__name__}: {describe_cause(error)}") from None
    raise FetchError(Message("it redirects more than {limit} times", limit=MAX_REDIRECTS))


def parse_host(address: str) -> str:
    """Return the host and port of an address, "" if it is not valid; `follow_redirects` reports what is wrong."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def request_address(session: Session, address: str) -> Response:
    """Return a response whose body is not read yet. Raises FetchError for other schemes than http and https."""
    scheme = urlsplit(address).scheme
    if scheme not in ("http", "https"):
        raise FetchError(Message("it leads to a {value} address", value=scheme or "nameless"))
    return session.get(address, stream=True, timeout=(MAX_CONNECT_SECONDS, MAX_READ_SECONDS), allow_redirects=False)


def read_body(response: Response) -> bytes:
    """Return the whole body of a successful response. Raises FetchError for another response, or too large a body."""
    if response.status_code != 200:
        raise FetchError(Message("the server answers {status_code}", status_code=response.status_code))
    body = bytearray()
    for chunk in response.iter_content(65536):
        body += chunk
        if len(body) > MAX_DOWNLOAD_BYTES:
            raise FetchError(Message("it is larger than {limit} MB", limit=MAX_DOWNLOAD_BYTES // 1024 // 1024))
    return bytes(body)


def describe_cause(error: Exception) -> str:
    """Return the innermost message of an error, on one line."""
    cause = error.args[0] if error.args else error
    return OBJECT.sub("", str(getattr(cause, "reason", cause))).split("\n")[0][:200]
