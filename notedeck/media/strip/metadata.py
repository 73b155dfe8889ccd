"""Remove metadata from files of any kind, and from PNG and WebP chunk by chunk."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from notedeck.media.kinds import Kind
from notedeck.media.strip.jpeg import strip_jpeg
from notedeck.media.strip.mp4 import strip_mp4

PNG_HEADER_BYTES = 8
PNG_PRIVATE = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}  # PNG 3, 11.3: text, time and EXIF
WEBP_HEADER_BYTES = 12
WEBP_PRIVATE = {b"EXIF", b"XMP "}
VP8X_PRIVATE_BITS = 0b1100  # they announce these two chunks


def strip_metadata(data: bytes, kind: Kind) -> bytes:
    """Return the same picture or film without metadata; a file with a damaged structure is returned unchanged."""
    strip = STRIPPERS.get(kind)
    try:
        return strip(data) if strip else data
    except (struct.error, IndexError, ValueError):
        return data


def strip_png(data: bytes) -> bytes:
    """Return a PNG without metadata, and without what follows its end. Raises struct.error."""
    chunks = [data[:PNG_HEADER_BYTES]]
    start = PNG_HEADER_BYTES
    while start < len(data):
        size, name = struct.unpack_from(">I4s", data, start)
        end = start + size + 12
        if name not in PNG_PRIVATE:
            chunks.append(data[start:end])
        if name == b"IEND":
            break
        start = end
    return b"".join(chunks)


def strip_webp(data: bytes) -> bytes:
    """Return a WebP without metadata. Raises struct.error or IndexError."""
    body = b"".join(chunk for name, chunk in iter_webp_chunks(data) if name not in WEBP_PRIVATE)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def iter_webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the bytes of each chunk; the header no longer announces metadata."""
    start = WEBP_HEADER_BYTES
    while start < len(data):
        name, size = struct.unpack_from("<4sI", data, start)
        chunk = data[start : start + 8 + size + size % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~VP8X_PRIVATE_BITS]) + chunk[9:]
        yield name, chunk
        start += len(chunk)


STRIPPERS: dict[Kind, Callable[[bytes], bytes]] = {
    Kind.PNG: strip_png,
    Kind.JPEG: strip_jpeg,
    Kind.WEBP: strip_webp,
    Kind.MP4: strip_mp4,
}
