"""The zip file around the collection, with nothing in it that depends on the day or the machine."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from notedeck.model import Asset
from notedeck.problems import DeckError
from notedeck.util.atomic import replace_file

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
MODE = 0o100644 << 16  # a plain file, rw-r--r--
PACKED = frozenset({".avif", ".flac", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".ogg", ".png", ".webm", ".webp"})


def save(file: Path, database: bytes, assets: Sequence[Asset], just_before: Callable[[], object]) -> None:
    """Write the package: the collection, the map of media names, then the media under their numbers.

    `just_before` is called when the package is whole, before it takes its place.
    """
    names = {str(number): asset.name for number, asset in enumerate(assets)}
    with replace_file(file) as stream:
        with zipfile.ZipFile(stream, "w") as out:
            put(out, "collection.anki2", database)
            put(out, "media", json.dumps(names, ensure_ascii=False).encode())
            for number, asset in enumerate(assets):
                put_file(out, str(number), asset)
        just_before()


def entry(name: str, suffix: str = "") -> zipfile.ZipInfo:
    """An entry with fixed date and mode; deflated, unless its kind of file is compressed already."""
    info = zipfile.ZipInfo(name, DATE)
    info.compress_type = zipfile.ZIP_STORED if suffix in PACKED else zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, wherever this runs
    info.external_attr = MODE
    return info


def put(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    """One entry from memory."""
    out.writestr(entry(name), content)


def put_file(out: zipfile.ZipFile, name: str, asset: Asset) -> None:
    """One media file, streamed. Raises DeckError when it has gone since it was found."""
    info = entry(name, PurePath(asset.name).suffix.lower())
    try:
        info.file_size = asset.file.stat().st_size
        source = asset.file.open("rb")
    except OSError as error:
        message = f"{asset.file}: cannot be read: {error.strerror}"
        raise DeckError(message, "It was there a moment ago; build again.") from None
    with source, out.open(info, "w") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def names_in(file: Path) -> frozenset[str]:
    """The media names of a package that was written before; none when there is no such file, or no package."""
    try:
        with zipfile.ZipFile(file) as package:
            return frozenset(json.loads(package.read("media")).values())
    except (OSError, KeyError, ValueError, AttributeError, zipfile.BadZipFile):
        return frozenset()
