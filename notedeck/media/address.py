"""What an address in a note can mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

REMOTE = re.compile(r"(?:https?:)?//", re.I)
DATA = "data:"
GITHUB = re.compile(
    r"(?:https?:)?//(?:(?:www\.)?github\.com/(?P<slug>[^/]+/[^/]+)/(?:blob|raw)/(?:refs/heads/)?[^/]+/(?P<path>[^?#]+)"
    r"|raw\.githubusercontent\.com/(?P<slug2>[^/]+/[^/]+)/(?:refs/heads/)?[^/]+/(?P<path2>[^?#]+))",
    re.I,
)
PAGE = re.compile(r"(https?://(?:www\.)?github\.com/[^/]+/[^/]+)/blob/", re.I)
FILE = re.compile(r"^file:(?://(?:localhost)?(?=/))?", re.I)
EXTRA = re.compile(r"[?#].*$", re.S)
LONGEST = 120  # characters of an address in a message


def is_remote(address: str) -> bool:
    """Whether it leads to a server; `//host/…` does, too."""
    return bool(REMOTE.match(address.strip()))


def link(address: str) -> str:
    """A remote address as a card can hold it.

    Anki takes `//host/…` for a file's name, and GitHub's `blob` addresses lead to a page about the picture.
    """
    full = "https:" + address.strip() if address.strip().startswith("//") else address.strip()
    return PAGE.sub(r"\1/raw/", full)


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


def shown(address: str) -> str:
    """An address as a person reads it, not too long."""
    if address.lower().startswith(DATA):
        return "a picture inside the note"
    text = [*readings(address)][-1:] or [address]
    return text[0] if len(text[0]) <= LONGEST else text[0][: LONGEST - 1] + "…"


def name_of(address: str) -> str:
    """The file's name in an address, "" for `data:`."""
    return "" if address.strip().lower().startswith(DATA) else shown(address).rsplit("/", 1)[-1]
