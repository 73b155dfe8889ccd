"""The media files of a page: embedded in it, or in a folder beside it if they are large together."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from notedeck.media.names import is_packed
from notedeck.messages import Message, explain_error
from notedeck.model import MAX_MEDIA_BYTES, Asset
from notedeck.problems import DeckError
from notedeck.util.files.read import FileRefusedError, file_size, open_file
from notedeck.util.files.write import check_place, delete_empty_folder, delete_file, is_regular_file, replace_file

COPY_BYTES = 1 << 20
MAX_EMBEDDED_BYTES = 15 * 1024 * 1024  # of all media files together
MEDIA_TYPES = {
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
class PageMedia:
    """The URL of each media file by its name; `folder` is the name of the folder that contains them, "" if embedded."""

    urls: Mapping[str, str]
    folder: str = ""
    files: Mapping[str, Path] = field(default_factory=dict)


def locate_media(assets: Iterable[Asset], folder: str, max_bytes: int = MAX_EMBEDDED_BYTES) -> PageMedia:
    """Return the media of a deck; `folder` is the name of the folder to use beside the page.

    Raises DeckError if a file cannot be read.
    """
    files = {asset.name: asset.file for asset in assets}
    urls: dict[str, str] = {}
    free = max_bytes
    for name, file in files.items():
        content = read_content(file, free)
        if content is None:
            return PageMedia({name: f"{quote(folder)}/{quote(name)}" for name in files}, folder, files)
        free -= len(content)
        urls[name] = embed_content(name, content)
    return PageMedia(urls)


def embed_content(name: str, content: bytes) -> str:
    """Return the content of a file as a `data:` URL."""
    return f"data:{media_type(name)};base64,{base64.b64encode(content).decode()}"


def media_type(name: str) -> str:
    """Return the media type for a file name."""
    return MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def read_content(file: Path, max_bytes: int) -> bytes | None:
    """Return the content of a file, None if it is larger than `max_bytes`. Raises DeckError."""
    with open_media(file) as stream:
        return stream.read() if os.fstat(stream.fileno()).st_size <= max_bytes else None


@contextmanager
def open_media(file: Path) -> Iterator[BinaryIO]:
    """Open a media file of the deck, which is in the cache. Raises DeckError."""
    try:
        with open_file(file, roots=[file.parent.resolve()], max_bytes=MAX_MEDIA_BYTES) as stream:
            yield stream
    except FileRefusedError as error:
        raise DeckError(explain_error(error), Message("Delete the cache and run again.")) from error


def write_media_folder(media: PageMedia, parent: Path) -> None:
    """Write the media folder in `parent`, if the page needs one. Raises OSError."""
    if not media.folder:
        return
    folder = parent / media.folder
    for name, file in media.files.items():
        target = folder / name
        check_place(target, parent)
        if file_size(target) != file_size(file):  # names hold a hash of the content
            with open_media(file) as source, replace_file(target, inside=parent, sync=False) as stream:
                shutil.copyfileobj(source, stream, COPY_BYTES)


def remove_old_media(folder: Path, used: Iterable[str]) -> None:
    """Remove media files of earlier pages from a media folder; files that are not ours stay. Raises OSError."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for file in [*folder.iterdir()]:
        if file.name not in used and is_packed(file.name) and is_regular_file(file):
            delete_file(file, inside=folder.parent)
    delete_empty_folder(folder, inside=folder.parent)
