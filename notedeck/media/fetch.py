"""Downloading remote pictures, when asked to, within limits (facts, "Images")."""

from __future__ import annotations

import ipaddress
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

LARGEST = 10 * 1024 * 1024  # bytes
CONNECT, READ, TOTAL = 5.0, 10.0, 30.0  # seconds
REDIRECTS = 5
BADGE = re.compile(
    r"https?://(?:img\.shields\.io|badgen\.net|badge\.fury\.io|hits\.(?:seeyoufarm|dwyl)\.com|travis-ci\.\w+|"
    r"codecov\.io|coveralls\.io|github-readme-stats\.vercel\.app|visitor-badge\.\S+?|api\.codacy\.com)/|"
    r"https?://github\.com/[^/]+/[^/]+/(?:actions/)?workflows/.*badge\.svg",
    re.I,
)


class FetchFailed(Exception):
    """The picture was not downloaded; the text says why."""


def is_badge(address: str) -> bool:
    """Whether it shows the state of a project rather than a picture to learn."""
    return bool(BADGE.match(address))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Downloads pictures from public servers; `private` servers only in tests, no user of ours can set it."""

    private: bool = False

    def fetch(self, address: str) -> bytes:
        """The bytes at an address.

        Raises FetchFailed for a server that does not answer in time, answers with an error or with more than the limit,
        leads on too often, or is none of the public Internet.
        """
        import requests  # late: only `--fetch` needs it

        ends = time.monotonic() + TOTAL
        address = "https:" + address if address.startswith("//") else address
        try:
            for _ in range(REDIRECTS + 1):
                with self.asked(address) as answer:
                    if not answer.is_redirect:
                        return body(answer, ends)
                    address = urljoin(address, answer.headers["location"])
        except requests.RequestException as error:
            raise FetchFailed(f"{type(error).__name__}: {reason(error)}") from None
        raise FetchFailed(f"it leads on more than {REDIRECTS} times")

    def asked(self, address: str) -> Any:
        """An answer whose body is not read yet, from the server that was really reached."""
        import requests

        if urlsplit(address).scheme not in ("http", "https"):
            raise FetchFailed(f"{urlsplit(address).scheme or 'no'} address")
        session = requests.Session()
        session.trust_env = False  # a proxy would hide which server is reached
        answer = session.get(
            address,
            stream=True,
            timeout=(CONNECT, READ),
            allow_redirects=False,
            headers={"User-Agent": "notedeck", "Accept-Encoding": "identity"},
        )
        if not self.private and not is_public(peer(answer)):
            answer.close()
            raise FetchFailed("its server is in a private network")
        return answer


def peer(answer: Any) -> str:
    """The network address of the server, "" if it cannot be told."""
    sock = getattr(getattr(answer.raw, "connection", None) or getattr(answer.raw, "_connection", None), "sock", None)
    return str(sock.getpeername()[0]) if sock is not None else ""


def is_public(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


def body(answer: Any, ends: float) -> bytes:
    """The whole body of a good answer."""
    if answer.status_code != 200:
        raise FetchFailed(f"the server answers {answer.status_code}")
    data = bytearray()
    for piece in answer.iter_content(65536):
        data += piece
        if len(data) > LARGEST:
            raise FetchFailed(f"it is larger than {LARGEST // 1024 // 1024} MB")
        if time.monotonic() > ends:
            raise FetchFailed(f"it takes longer than {TOTAL:.0f} seconds")
    return bytes(data)


def reason(error: Exception) -> str:
    """The innermost words of an error, on one line."""
    return str(error.args[0] if error.args else error).split("\n")[0][:200]
