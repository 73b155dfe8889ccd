"""From an address in a note to bytes, or to what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from notedeck.media.address import DATA, is_remote, shown
from notedeck.media.cache import cached
from notedeck.media.fetch import Fetcher, FetchFailed, is_badge
from notedeck.media.kinds import kind_of
from notedeck.media.library import Found, Library
from notedeck.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one note refers to; `embedded` by Obsidian's bare name."""

    note: str
    address: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem without its place yet."""

    code: ProblemCode
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Local:
    """A file that may be packed; `trouble` if its name is not quite the note's."""

    file: Path
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Inline:
    """Bytes that the note itself carries in a `data:` address."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Remote:
    """A link that stays a link."""

    trouble: Trouble | None = None


Located = Local | Inline | Remote | Trouble


def locate(wanted: Wanted, shelf: Library) -> Located:
    """Where the bytes are; downloading is left to `download`."""
    if not wanted.address:
        hint = "A card can show files of the notes, and pictures from the web."
        return Trouble(ProblemCode.MEDIA_MISSING, "a picture has no address that a card may have", hint)
    if wanted.address.lower().startswith(DATA):
        return inline(wanted.address)
    found = shelf.find(wanted.address, wanted.embedded, wanted.note)
    if found is None:
        return Remote() if is_remote(wanted.address) else missing(wanted, shelf)
    if not found.allowed:
        return outside(found)
    hint = f"Write {found.spelled}: other systems tell the two apart."
    message = f"{shown(wanted.address)} is {found.spelled} on the disk"
    return Local(found.file, Trouble(ProblemCode.MEDIA_CASE, message, hint) if found.spelled else None)


def inline(address: str) -> Located:
    """The bytes of a `data:` address (RFC 2397)."""
    head, comma, body = address.partition(",")
    try:
        data = (
            base64.b64decode(padded(b"".join(unquote_to_bytes(body).split())), validate=True)
            if head.lower().endswith(";base64")
            else unquote_to_bytes(body)
        )
    except binascii.Error:
        data = b""
    broken = Trouble(ProblemCode.MEDIA_BROKEN, "a picture inside the note is damaged", "Insert it again.")
    return Inline(data) if comma and data else broken


def padded(text: bytes) -> bytes:
    """Base64 of a whole length; browsers do not ask for the `=` at its end."""
    return text.rstrip(b"=") + b"=" * (-len(text.rstrip(b"=")) % 4)


def missing(wanted: Wanted, shelf: Library) -> Trouble:
    """No such file, with the names that come near."""
    near = shelf.near(wanted.address, wanted.embedded, wanted.note)
    hint = f"Did you mean {', '.join(near)}?" if near else "Add the file, or take the reference out of the note."
    return Trouble(ProblemCode.MEDIA_MISSING, f"{shown(wanted.address)} is not there", hint)


def outside(found: Found) -> Trouble:
    """A file that is there, and stays there."""
    hint = (
        f'If it belongs to the notes, allow its folder in deck.toml: media_roots = ["{found.file.parent.as_posix()}"]'
    )
    return Trouble(ProblemCode.MEDIA_OUTSIDE, f"{found.file} lies outside of the allowed folders", hint)


def download(address: str, fetcher: Fetcher, cache: Path) -> Located:
    """The bytes of a remote picture, fetched once; the link stays for badges, and with a trouble for what failed."""
    if is_badge(address):
        return Remote()
    name = hashlib.sha256(address.encode()).hexdigest()[:32]
    try:
        return Inline(cached(cache / "fetched", name, lambda: picture(fetcher.fetch(address))))
    except FetchFailed as error:
        hint = "The card keeps the link, and shows the picture while online. Build again to try again."
        return Remote(Trouble(ProblemCode.MEDIA_FETCH, f"{address}: {error}", hint))


def picture(data: bytes) -> bytes:
    """What was downloaded, if Anki can show it; a page that says "not found" is no picture. Raises FetchFailed."""
    if kind_of(data) is None:
        raise FetchFailed("it is no picture")
    return data
