"""Download the pictures at remote addresses, each once, and keep them in the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from notedeck.media.address import normalise_link
from notedeck.media.kinds import detect_kind
from notedeck.media.model import FetchError, Inline, Location, MediaRef, PendingProblem, Remote
from notedeck.media.remote.fetch import Fetcher, is_badge
from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.util.cache.entries import get_or_create

FOLDER = "fetched"  # in the cache


def download_all(
    locations: Mapping[MediaRef, Location], fetcher: Fetcher, cache: Path, pool: Executor
) -> dict[MediaRef, Location]:
    """Return the new locations of the remote references. Each address is requested once, for all notes."""
    links = {ref: normalise_link(ref.address) for ref, place in locations.items() if isinstance(place, Remote)}
    addresses = list(dict.fromkeys(links.values()))
    results = dict(
        zip(addresses, pool.map(partial(download_picture, fetcher=fetcher, cache=cache), addresses), strict=True)
    )
    return {ref: results[address] for ref, address in links.items()}


def download_picture(address: str, fetcher: Fetcher, cache: Path) -> Location:
    """Return the bytes of a remote picture; a badge, or a download that fails, stays a link."""
    if is_badge(address):
        return Remote()
    name = hashlib.sha256(address.encode()).hexdigest()[:32]
    try:
        return Inline(get_or_create(cache / FOLDER, name, lambda: fetch_media(address, fetcher)))
    except FetchError as error:
        hint = Message("The card keeps the link, and shows the picture while you are online. Build again to retry.")
        return Remote(
            PendingProblem(ProblemCode.MEDIA_FETCH, Message("{address}: {error}", address=address, error=error), hint)
        )


def fetch_media(address: str, fetcher: Fetcher) -> bytes:
    """Download a file that Anki can show. Raises FetchError, also for a page such as "not found"."""
    data = fetcher.fetch(address)
    if detect_kind(data) is None:
        raise FetchError(Message("it is not a picture"))
    return data
