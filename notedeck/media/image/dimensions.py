"""The size of a picture in pixels, from its header: a file of 40 bytes can ask a phone for gigabytes."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image

from notedeck.media.kinds import Kind
from notedeck.media.model import BrokenImageError
from notedeck.messages import Message

MAX_PIXELS = 80_000_000  # more is a decompression bomb, not a diagram (Pillow warns from 89 million)
PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.GIF, Kind.WEBP, Kind.AVIF, Kind.BMP})
WEBP_CHUNKS = {b"VP8X": 24, b"VP8 ": 26, b"VP8L": 21}  # name -> where the size starts


def check_pixels(data: bytes, kind: Kind) -> None:
    """Raise BrokenImageError for a picture with more than `MAX_PIXELS`; one that cannot be read passes."""
    if kind not in PICTURES:
        return
    refuse_size(*READERS.get(kind, read_size)(data))


def refuse_size(width: int, height: int) -> None:
    """Raise BrokenImageError if this is more than `MAX_PIXELS`."""
    if width * height > MAX_PIXELS:
        raise BrokenImageError(
            Message(
                "it has {width:,} x {height:,} pixels (limit {limit:,})", width=width, height=height, limit=MAX_PIXELS
            )
        )


def read_size(data: bytes) -> tuple[int, int]:
    """Return width and height; 0 for a file that Pillow cannot read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            return Image.open(io.BytesIO(data)).size
    except Image.DecompressionBombError as error:
        raise BrokenImageError(Message("it has too many pixels (limit {limit:,})", limit=MAX_PIXELS)) from error
    except (OSError, SyntaxError, ValueError, IndexError, struct.error):
        return 0, 0


def read_webp_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a WebP (RFC 9649) without its decoder, which would reserve memory for all pixels."""
    name = data[12:16]
    start = WEBP_CHUNKS.get(name)
    if start is None or len(data) < start + 6:
        return 0, 0
    if name == b"VP8X":
        return (
            int.from_bytes(data[start : start + 3], "little") + 1,
            int.from_bytes(data[start + 3 : start + 6], "little") + 1,
        )
    bits = int.from_bytes(data[start : start + 4], "little")
    if name == b"VP8L":
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return bits & 0x3FFF, bits >> 16 & 0x3FFF


def read_gif_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a GIF (GIF89a, 18)."""
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def read_png_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG (PNG 3, 11.2.1)."""
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


READERS = {Kind.GIF: read_gif_size, Kind.PNG: read_png_size, Kind.WEBP: read_webp_size}
