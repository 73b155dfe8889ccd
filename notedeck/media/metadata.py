"""Places, cameras and comments, taken out of a file without touching its pixels."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from notedeck.media import jpeg, mp4
from notedeck.media.kinds import Kind

PNG_HEAD = 8
PNG_PRIVATE = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}  # PNG 3, 11.3: text, time and EXIF
WEBP_PRIVATE = {b"EXIF", b"XMP "}
VP8X_PRIVATE = 0b1100  # the bits that announce the two


def without_metadata(data: bytes, kind: Kind) -> bytes:
    """The same picture or film; a file that is not built as its kind should be comes back as it was."""
    strip = STRIPPERS.get(kind)
    try:
        return strip(data) if strip else data
    except (struct.error, IndexError, ValueError):
        return data


def png(data: bytes) -> bytes:
    kept = [data[:PNG_HEAD]]
    place = PNG_HEAD
    while place < len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        end = place + size + 12
        if name not in PNG_PRIVATE:
            kept.append(data[place:end])
        if name == b"IEND":
            break
        place = end
    return b"".join(kept)


def webp(data: bytes) -> bytes:
    body = b"".join(chunk for name, chunk in webp_chunks(data) if name not in WEBP_PRIVATE)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place < len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        chunk = data[place : place + 8 + size + size % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~VP8X_PRIVATE]) + chunk[9:]
        yield name, chunk
        place += len(chunk)


STRIPPERS: dict[Kind, Callable[[bytes], bytes]] = {
    Kind.PNG: png,
    Kind.JPEG: jpeg.without_private,
    Kind.WEBP: webp,
    Kind.MP4: mp4.without_private,
}
