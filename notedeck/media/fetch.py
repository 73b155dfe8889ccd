"""Downloading remote pictures, when asked to, within limits (facts, "Images")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from notedeck.util.timeout import call_with_timeout

LARGEST = 10 * 1024 * 1024  # bytes
CONNECT, READ, TOTAL = 5.0, 10.0, 30.0  # seconds
REDIRECTS = 5
BADGE = re.compile(
    r"(?:https?:)?//(?:img\.shields\.io|badgen\.net|badge\.fury\.io|hits\.(?:seeyoufarm|dwyl|sh)(?:\.com)?|"
    r"travis-ci\.\w+|codecov\.io|coveralls\.io|github-readme-stats\.vercel\.app|visitor-badge\.[^/\s]+|"
    r"komarev\.com/ghpvc|capsule-render\.vercel\.app|api\.codacy\.com)(?:[/?]|$)|"
    r"(?:https?:)?//github\.com/[^/]+/[^/]+/(?:actions/)?workflows/.*badge\.svg",
    re.I,
)


WHO = re.compile(r"^\w+\(.*?\): ")  # urllib3 begins with the object that failed


class FetchFailed(Exception):
    """The picture was not downloaded; the text says why."""


def is_badge(address: str) -> bool:
    """Whether it shows the state of a project rather than a picture to learn."""
    return bool(BADGE.match(address))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Downloads pictures from public servers; `private` servers only in tests, no user of ours can set it.

    `seconds` bounds a whole download. `silent` holds the servers that did not answer: none is waited for twice.
    """

    private: bool = False
    seconds: float = TOTAL
    silent: set[str] = field(default_factory=set)

    def fetch(self, address: str) -> bytes:
        """The bytes at an address.

        Raises FetchFailed for a server that does not answer in time, answers with an error or with more than the limit,
        leads on too often, or is none of the public Internet.
        """
        host = host_of(address)
        if host in self.silent:
            raise FetchFailed("its server did not answer before")
        try:
            return call_with_timeout(self.seconds, lambda: self.followed(address))
        except TimeoutError as error:
            self.silent.add(host)
            raise FetchFailed(str(error)) from None

    def followed(self, address: str) -> bytes:
        """The body behind all redirects. Raises TimeoutError for a server that is not reached, else FetchFailed."""
        import requests  # late: only `--fetch` needs it
        from urllib3.exceptions import HTTPError

        from notedeck.media.session import public_session

        try:
            with public_session(private=self.private) as session:
                for _ in range(REDIRECTS + 1):
                    with asked(session, address) as answer:
                        onward = session.get_redirect_target(answer)
                        if onward is None:
                            return body(answer)
                    address = urljoin(address, onward)
        except requests.ConnectTimeout:
            raise TimeoutError(f"its server does not answer within {CONNECT:.0f} seconds") from None
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise FetchFailed(f"{type(error).__name__}: {reason(error)}") from None
        raise FetchFailed(f"it leads on more than {REDIRECTS} times")


def host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:  # `followed` says what is wrong with it
        return ""


def asked(session: Any, address: str) -> Any:
    """An answer whose body is not read yet."""
    scheme = urlsplit(address).scheme
    if scheme not in ("http", "https"):
        raise FetchFailed(f"it leads to a {scheme or 'nameless'} address")
    return session.get(address, stream=True, timeout=(CONNECT, READ), allow_redirects=False)


def body(answer: Any) -> bytes:
    """The whole body of a good answer."""
    if answer.status_code != 200:
        raise FetchFailed(f"the server answers {answer.status_code}")
    data = bytearray()
    for piece in answer.iter_content(65536):
        data += piece
        if len(data) > LARGEST:
            raise FetchFailed(f"it is larger than {LARGEST // 1024 // 1024} MB")
    return bytes(data)


def reason(error: Exception) -> str:
    """The innermost words of an error, on one line."""
    inner = error.args[0] if error.args else error
    return WHO.sub("", str(getattr(inner, "reason", inner))).split("\n")[0][:200]
