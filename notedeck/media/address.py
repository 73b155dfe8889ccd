"""What an address in a note can mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

REMOTE = re.compile(r"(?:https?:)?//", re.I)
DATA = "data:"
GITHUB = re.compile(
    r"https?://(?:github\.com/(?P<slug>[^/]+/[^/]+)/(?:blob|raw)/(?:refs/heads/)?[^/]+/(?P<path>[^?#]+)"
    r"|raw\.githubusercontent\.com/(?P<slug2>[^/]+/[^/]+)/(?:refs/heads/)?[^/]+/(?P<path2>[^?#]+))",
    re.I,
)
FILE = re.compile(r"^file:(?://(?:localhost)?(?=/))?", re.I)
EXTRA = re.compile(r"[?#].*$", re.S)


def is_remote(address: str) -> bool:
    """Whether it leads to a server; `//host/…` does, too."""
    return bool(REMOTE.match(address.strip()))


def inside_repository(address: str, slugs: tuple[str, ...]) -> str | None:
    """The path in the work tree that a GitHub address of the same repository points to; any branch counts."""
    match = GITHUB.match(address.strip())
    if not match or (match["slug"] or match["slug2"]).lower() not in {slug.lower() for slug in slugs}:
        return None
    return unquote(match["path"] or match["path2"])


def readings(address: str) -> Iterator[str]:
    """The paths that a local address can mean, the literal one first: percent-decoded, without query, with `/`."""
    seen = set()
    for path in (address.strip(), EXTRA.sub("", address.strip())):
        for text in (path, unquote(path)):
            reading = FILE.sub("", unicodedata.normalize("NFC", text.replace("\\", "/")))
            if reading and "\0" not in reading and reading not in seen:
                seen.add(reading)
                yield reading
