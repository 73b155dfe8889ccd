"""Where a page's pictures and sounds are: inside it, or, when they are large together, in a folder beside it."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from notedeck.media.names import is_packed
from notedeck.model import Asset
from notedeck.problems import DeckError

INSIDE = 15 * 1024 * 1024  # bytes of all media together
TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """The address of each media file by its name; `beside` is the name of the folder that holds them, "" for none."""

    addresses: Mapping[str, str]
    beside: str = ""
    files: Mapping[str, Path] = field(default_factory=dict)


def pictures(assets: Iterable[Asset], folder: str, limit: int = INSIDE) -> Pictures:
    """Return the media of a deck; `folder` is the name of one beside the page. Raises DeckError."""
    files = {asset.name: asset.file for asset in assets}
    if sum(size(file) for file in files.values()) > limit:
        return Pictures({name: f"{quote(folder)}/{quote(name)}" for name in files}, folder, files)
    return Pictures({name: inside(name, file) for name, file in files.items()})


def inside(name: str, file: Path) -> str:
    """Return a file as a `data:` address."""
    return f"data:{type_of(name)};base64,{base64.b64encode(content(file)).decode()}"


def type_of(name: str) -> str:
    """Return the media type of a file name."""
    return TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def size(file: Path) -> int:
    """Return the size of a file in bytes. Raises DeckError."""
    try:
        return file.stat().st_size
    except OSError as error:
        raise gone(file) from error


def content(file: Path) -> bytes:
    """Return the bytes of a file. Raises DeckError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise gone(file) from error


def gone(file: Path) -> DeckError:
    """Return the error for a file that cannot be read."""
    return DeckError(f"{file} cannot be read", "Delete the cache and run again.")


def put_beside(found: Pictures, parent: Path) -> None:
    """Write the folder beside the page, if it needs one. Raises OSError."""
    if not found.beside:
        return
    place = parent / found.beside
    place.mkdir(parents=True, exist_ok=True)
    for name, file in found.files.items():
        target = place / name
        if not (target.is_file() and target.stat().st_size == file.stat().st_size):  # names hold a hash of the content
            shutil.copyfile(file, target)


def clear(place: Path, wanted: Iterable[str]) -> None:
    """Remove what earlier pages left in the folder beside them; files that are none of ours stay. Raises OSError."""
    if not place.is_dir() or place.is_symlink():
        return
    for stale in {file.name for file in place.iterdir() if is_packed(file.name)} - {*wanted}:
        (place / stale).unlink()
    if not any(place.iterdir()):
        place.rmdir()
