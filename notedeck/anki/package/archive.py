"""The zip archive around the collection; nothing in it depends on the date or the machine."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import BinaryIO

from notedeck.model import Asset
from notedeck.problems import DeckError

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can store
FILE_MODE = 0o100644 << 16  # a regular file, rw-r--r--
UNIX = 3
COPY_BYTES = 1 << 20
COMPRESSED_SUFFIXES = frozenset(
    {".avif", ".flac", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".ogg", ".png", ".webm", ".webp"}
)


def write_archive(stream: BinaryIO, collection: bytes, assets: Sequence[Asset]) -> None:
    """Write the collection, the map from numbers to media names, then the media files under their numbers.

    Raises DeckError when a media file cannot be read.
    """
    names = {str(number): asset.name for number, asset in enumerate(assets)}
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(create_entry("collection.anki2"), collection)
        archive.writestr(create_entry("media"), json.dumps(names, ensure_ascii=False).encode())
        for number, asset in enumerate(assets):
            write_media_file(archive, str(number), asset)


def read_media_names(file: Path) -> frozenset[str]:
    """Return the media names in an existing package; empty when `file` does not exist or is not a package."""
    try:
        with zipfile.ZipFile(file) as package:
            return frozenset(json.loads(package.read("media")).values())
    except (OSError, KeyError, ValueError, AttributeError, zipfile.BadZipFile):
        return frozenset()


def create_entry(name: str, suffix: str = "") -> zipfile.ZipInfo:
    """Return an entry with fixed date and mode; deflated, unless files with `suffix` are already compressed."""
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_STORED if suffix in COMPRESSED_SUFFIXES else zipfile.ZIP_DEFLATED
    entry.create_system = UNIX  # on every system, so that the bytes are the same
    entry.external_attr = FILE_MODE
    return entry


def write_media_file(archive: zipfile.ZipFile, name: str, asset: Asset) -> None:
    """Write a media file in chunks. Raises DeckError when it was deleted after it was found."""
    entry = create_entry(name, PurePath(asset.name).suffix.lower())
    try:
        entry.file_size = asset.file.stat().st_size
        source = asset.file.open("rb")
    except OSError as error:
        raise DeckError(f"{asset.file}: cannot be read: {error.strerror}", "Build again.") from None
    with source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, COPY_BYTES)
