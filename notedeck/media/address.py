"""What an address in a note can mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from notedeck.messages import Message
from notedeck.util.patterns import compile_lazily

REMOTE = re.compile(r"(?:https?:)?//", re.I)
DATA = "data:"
GITHUB_FILE = compile_lazily(
    r"(?:https?:)?//(?:(?:www\.)?github\.com/(?P<slug>[^/]+/[^/]+)/(?:blob|raw)/(?:refs/heads/)?[^/]+/(?P<path>[^?#]+)"
    r"|raw\.githubusercontent\.com/(?P<slug2>[^/]+/[^/]+)/(?:refs/heads/)?[^/]+/(?P<path2>[^?#]+))",
    re.I,
)
GITHUB_PAGE = re.compile(r"(https?://(?:www\.)?github\.com/[^/]+/[^/]+)/blob/", re.I)
FILE_SCHEME = re.compile(r"^file:(?://(?:localhost)?(?=/))?", re.I)
QUERY_OR_FRAGMENT = re.compile(r"[?#].*$", re.S)
MAX_MESSAGE_CHARACTERS = 120


def is_remote(address: str) -> bool:
    """Return whether an address leads to a server, as `//host/…` does, too."""
    return bool(REMOTE.match(address.strip()))


def normalise_link(address: str) -> str:
    """Return a remote address as a card can use it.

    Anki takes `//host/…` for a file name, and GitHub's `blob` addresses lead to a page about the picture.
    """
    link = "https:" + address.strip() if address.strip().startswith("//") else address.strip()
    return GITHUB_PAGE.sub(r"\1/raw/", link)


def find_repository_path(address: str, slugs: tuple[str, ...]) -> str | None:
    """Return the path in the work tree to which a GitHub address of the same repository leads, on any branch.

    `slugs` are the names of the repository on GitHub, such as `kim/study`.
    """
    match = GITHUB_FILE.match(address.strip())
    if not match or (match["slug"] or match["slug2"]).lower() not in {slug.lower() for slug in slugs}:
        return None
    return unquote(match["path"] or match["path2"])


def iterate_candidate_paths(address: str) -> Iterator[str]:
    """Yield the paths that a local address can mean, with `/`: as written, percent-decoded, and without query."""
    seen = set()
    for path in (address.strip(), QUERY_OR_FRAGMENT.sub("", address.strip())):
        for text in (path, unquote(path)):
            candidate = FILE_SCHEME.sub("", unicodedata.normalize("NFC", text.replace("\\", "/")))
            if candidate and "\0" not in candidate and candidate not in seen:
                seen.add(candidate)
                yield candidate


def shorten_address(address: str) -> str:
    """Return an address for a message: decoded, and not too long."""
    if address.lower().startswith(DATA):
        return Message("a picture inside the note")
    text = ([*iterate_candidate_paths(address)][-1:] or [address])[0]
    return text if len(text) <= MAX_MESSAGE_CHARACTERS else text[: MAX_MESSAGE_CHARACTERS - 1] + "…"


def file_name(address: str) -> str:
    """Return the file name in an address, "" for `data:`."""
    return "" if address.strip().lower().startswith(DATA) else shorten_address(address).rsplit("/", 1)[-1]
