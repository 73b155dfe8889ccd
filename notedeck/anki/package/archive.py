"""The zip archive around the collection; nothing in it depends on the date or the machine."""

from __future__ import annotations

import json
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from notedeck.anki.package.parts import (
    COMPRESSION_LEVEL,
    PartCompressor,
    read_known_parts,
    split_parts,
)
from notedeck.messages import Message, explain_error
from notedeck.model import MAX_MEDIA_BYTES, Asset, KeptCollection
from notedeck.problems import DeckError
from notedeck.util.files.read import FileRefusedError, open_file

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can store
FILE_MODE = 0o100644 << 16  # a regular file, rw-r--r--
UNIX = 3
MAX_PACKAGE_BYTES = 10_000_000_000  # of a package that is there already
MAX_DIRECTORY_BYTES = 20_000_000  # 300,000 entries; zipfile reads the list of them as a whole
MAX_NAMES_BYTES = 50_000_000  # 300,000 names
MARK = b"notedeck"  # the comment of the archive, by which a package of ours is recognized
ZIP_END = struct.Struct("<4s8xI4xH")  # signature, size of the list of entries, size of the comment
ZIP_END_SIGNATURE = b"PK\x05\x06"
COPY_BYTES = 1 << 20
COMPRESSED_SUFFIXES = frozenset(
    {".avif", ".flac", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".ogg", ".png", ".webm", ".webp"}
)


class PackedParts(NamedTuple):
    """The compressed collection in an archive: where it starts, its parts (`KeptCollection`), and its CRC-32."""

    start: int
    parts: tuple[tuple[bytes, int], ...]
    checksum: int


def write_archive(
    stream: BinaryIO,
    collection: BinaryIO,
    assets: Sequence[Asset],
    before: KeptCollection | None = None,
    *,
    keeps_media: bool = False,
) -> PackedParts:
    """Write the collection, the map from numbers to media names, then the media files under their numbers.

    Parts of the collection that are as `before` are copied from the package before; so are the media files with
    `keeps_media`, if all of them are there under the same names. Raises DeckError when a media file cannot be read.
    """
    names = {str(number): asset.name for number, asset in enumerate(assets)}
    media = json.dumps(names, ensure_ascii=False).encode()
    with zipfile.ZipFile(stream, "w") as archive, open_package(before) as package:
        archive.comment = MARK
        packed = write_collection(archive, stream, collection, read_known_parts(package, before))
        if package is None or not keeps_media or not copy_media(archive, stream, package, media):
            archive.writestr(create_entry("media"), media)
            write_media_files(archive, assets)
    return packed


def open_package(kept: KeptCollection | None) -> AbstractContextManager[BinaryIO | None]:
    """Open the package before, if there is one. Raises FileRefusedError."""
    if kept is None:
        return nullcontext()
    return open_file(kept.package, roots=[kept.package.resolve()], max_bytes=MAX_PACKAGE_BYTES)


def copy_media(archive: zipfile.ZipFile, stream: BinaryIO, package: BinaryIO, media: bytes) -> bool:
    """Copy the map of media and the media files from an open package, and return whether its map is the same.

    zipfile can only pack them anew, which takes many times as long for small files.
    """
    with zipfile.ZipFile(package) as before:
        _, *entries = before.infolist()
        if before.read("media") != media:
            return False
        shift = stream.tell() - package.seek(entries[0].header_offset)
        remaining = before.start_dir - package.tell()
        while data := package.read(min(COPY_BYTES, remaining)):
            stream.write(data)
            remaining -= len(data)
    for entry in entries:
        entry.header_offset += shift
        archive.filelist.append(entry)
    archive.start_dir = stream.tell()
    return True


def write_collection(
    archive: zipfile.ZipFile, stream: BinaryIO, collection: BinaryIO, known: Mapping[tuple[bytes, bytes], bytes]
) -> PackedParts:
    """Write the collection in parts; `known` are those that are compressed already."""
    entry, compressor = create_entry("collection.anki2"), PartCompressor(known)
    entry.file_size = os.fstat(collection.fileno()).st_size
    with archive.open(entry, "w") as target:
        start = stream.tell()
        target._compressor = compressor  # type: ignore[attr-defined]  # zipfile has no other way
        for part in split_parts(collection):
            target.write(part)
    return PackedParts(start, tuple(compressor.parts), entry.CRC)


def read_media_names(file: Path) -> frozenset[str]:
    """Return the media names in an existing package; empty when `file` does not exist or is not a package."""
    try:
        with open_file(file, roots=[file.resolve()], max_bytes=MAX_PACKAGE_BYTES) as stream:
            return parse_media_names(stream)
    except (FileRefusedError, OSError, KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return frozenset()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):  # damaged, of a kind of its own
        return frozenset()


def is_our_package(stream: BinaryIO) -> bool:
    """Return whether an open file is a package that notedeck wrote: its last bytes say so. Nothing else is read."""
    return read_directory_size(stream) is not None


def read_directory_size(stream: BinaryIO) -> int | None:
    """Return the size of the list of entries of a package in bytes, None if it is not ours."""
    end = ZIP_END.size + len(MARK)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - end))
    data = stream.read(end)
    if len(data) < end or data[ZIP_END.size :] != MARK:
        return None
    signature, directory_size, comment_size = ZIP_END.unpack(data[: ZIP_END.size])
    return int(directory_size) if (signature, comment_size) == (ZIP_END_SIGNATURE, len(MARK)) else None


def parse_media_names(stream: BinaryIO) -> frozenset[str]:
    """Return the media names in an open package, none if it is not ours or has too many entries.

    Raises what zipfile and json do for a damaged one.
    """
    if (read_directory_size(stream) or MAX_DIRECTORY_BYTES) >= MAX_DIRECTORY_BYTES:
        return frozenset()
    with zipfile.ZipFile(stream) as package, package.open("media") as entry:
        return frozenset(json.loads(entry.read(MAX_NAMES_BYTES)).values())


def create_entry(name: str, suffix: str = "") -> zipfile.ZipInfo:
    """Return an entry with fixed date and mode; deflated, unless files with `suffix` are already compressed."""
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_STORED if suffix in COMPRESSED_SUFFIXES else zipfile.ZIP_DEFLATED
    entry._compresslevel = COMPRESSION_LEVEL  # type: ignore[attr-defined]  # public from Python 3.13
    entry.create_system = UNIX  # on every system, so that the bytes are the same
    entry.external_attr = FILE_MODE
    return entry


def write_media_files(archive: zipfile.ZipFile, assets: Sequence[Asset]) -> None:
    """Write the media files under their numbers. Raises DeckError as `write_media_file` does."""
    folders = {folder: folder.resolve() for folder in {asset.file.parent for asset in assets}}
    for number, asset in enumerate(assets):
        write_media_file(archive, str(number), asset, folders[asset.file.parent])


def write_media_file(archive: zipfile.ZipFile, name: str, asset: Asset, root: Path) -> None:
    """Write a media file, which is in the resolved folder `root`, in chunks.

    Raises DeckError when it was deleted after it was found.
    """
    entry = create_entry(name, PurePath(asset.name).suffix.lower())
    try:
        with open_file(asset.file, roots=[root], max_bytes=MAX_MEDIA_BYTES) as source:
            write_file(archive, entry, source)
    except FileRefusedError as error:
        raise DeckError(explain_error(error), Message("Build again.")) from None


def write_file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: BinaryIO) -> None:
    """Write the open file `source` as an entry, in chunks."""
    entry.file_size = os.fstat(source.fileno()).st_size
    with archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, COPY_BYTES)
