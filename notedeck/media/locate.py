"""Find where a reference leads, or what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

from notedeck.media.address import DATA, is_remote, shorten_address
from notedeck.media.library import LibraryFile, MediaLibrary
from notedeck.media.model import Inline, Local, Location, MediaRef, PendingProblem, Remote
from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.util.patterns import compile_lazily

SYSTEM_FOLDER = compile_lazily(
    r"(?:/private)?/(?:etc|proc|sys|dev|usr|var(?!/home/)|root|bin|sbin|lib\w*|boot|run(?!/media/)|System|Library)(?:/|$)|"
    r"[a-z]:(?:/?$|/(?:Windows|Program Files[^/]*|ProgramData|Users/[^/]+/AppData)(?:/|$))",
    re.IGNORECASE,
)


def locate_media(ref: MediaRef, library: MediaLibrary) -> Location:
    """Return where the bytes of a reference are; nothing is downloaded here."""
    if not ref.address:
        hint = Message("A card can show files of the notes, and pictures from the web.")
        return PendingProblem(ProblemCode.MEDIA_MISSING, Message("a picture has no address that a card may have"), hint)
    if ref.address.lower().startswith(DATA):
        return decode_data_address(ref.address)
    match = library.find_media(ref)
    if match is None:
        return Remote() if is_remote(ref.address) else report_missing(ref, library)
    if not match.is_allowed:
        return report_outside(match)
    return Local(match.file, report_case(ref, match) if match.correct_path else None)


def decode_data_address(address: str) -> Inline | PendingProblem:
    """Return the bytes of a `data:` address (RFC 2397)."""
    head, comma, body = address.partition(",")
    try:
        data = unquote_to_bytes(body)
        if head.lower().endswith(";base64"):
            data = base64.b64decode(pad_base64(b"".join(data.split())), validate=True)
    except binascii.Error:
        data = b""
    if comma and data:
        return Inline(data)
    return PendingProblem(
        ProblemCode.MEDIA_BROKEN, Message("a picture inside the note is damaged"), Message("Insert it again.")
    )


def pad_base64(text: bytes) -> bytes:
    """Return Base64 with the `=` at its end, which browsers do not require."""
    return text.rstrip(b"=") + b"=" * (-len(text.rstrip(b"=")) % 4)


def report_missing(ref: MediaRef, library: MediaLibrary) -> PendingProblem:
    """Return the problem of a missing file, with similar names."""
    paths = library.suggest_paths(ref)
    hint = (
        Message("Did you mean {paths}?", paths=", ".join(paths))
        if paths
        else Message("Add the file, or remove the reference from the note.")
    )
    return PendingProblem(
        ProblemCode.MEDIA_MISSING, Message("{address} does not exist", address=shorten_address(ref.address)), hint
    )


def report_case(ref: MediaRef, match: LibraryFile) -> PendingProblem:
    """Return the problem of a path that differs from the file's in case."""
    message = Message(
        "{address} is {correct_path} on the disk", address=shorten_address(ref.address), correct_path=match.correct_path
    )
    return PendingProblem(
        ProblemCode.MEDIA_CASE,
        message,
        Message(
            "Write {correct_path}: other systems distinguish upper and lower case.", correct_path=match.correct_path
        ),
    )


def report_outside(match: LibraryFile) -> PendingProblem:
    """Return the problem of a file that may not be packed."""
    folder = match.file.parent
    hint = Message("If you wrote these notes, move the file into them.")
    if not is_private_folder(folder):
        hint = Message(
            'If you wrote these notes, allow its folder in deck.toml: media_roots = ["{folder}"]',
            folder=folder.as_posix(),
        )
    return PendingProblem(
        ProblemCode.MEDIA_OUTSIDE, Message("{file} is outside the allowed folders", file=match.file), hint
    )


def is_private_folder(folder: Path) -> bool:
    """Return whether a folder is hidden, the system's, or holds the whole home folder."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises without a home
    is_hidden = any(part.startswith(".") for part in folder.parts)
    return is_hidden or home.is_relative_to(folder) or SYSTEM_FOLDER.match(folder.as_posix()) is not None
