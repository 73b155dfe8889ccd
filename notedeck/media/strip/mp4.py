"""MP4 files, box by box (ISO 14496-12), without the place where a phone filmed them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PRIVATE = {b"udta", b"meta", b"uuid"}  # user data (with the place), tags, XMP
CONTAINERS = {b"moov", b"trak"}
FREE = b"free"  # a box that players skip; sizes must not change, because tables count bytes from the start


def strip_mp4(data: bytes) -> bytes:
    """Return the same film, of the same length, with zeros for metadata. Raises ValueError for a damaged structure."""
    film = bytearray(data)
    for start, body, end in iter_private_boxes(data, 0, len(data)):
        film[start + 4 : start + 8] = FREE
        film[body:end] = bytes(end - body)
    return bytes(film)


def iter_private_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the start, the start of the content, and the end of each box with metadata. Raises ValueError."""
    levels = [iter_boxes(data, start, end)]
    while levels:
        box_start, body, box_end, name = next(levels[-1], (0, 0, 0, b""))
        if not name:
            levels.pop()
        elif name in PRIVATE:
            yield box_start, body, box_end
        elif name in CONTAINERS:
            levels.append(iter_boxes(data, body, box_end))


def iter_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the start, the start of the content, the end, and the name of each box. Raises ValueError."""
    position = start
    while position + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, position)
        body = position + 8
        if size == 1:  # the true size follows in eight bytes
            size, body = int(struct.unpack_from(">Q", data, body)[0]), body + 8
        box_end = end if size == 0 else position + size
        if not body <= box_end <= end:
            raise ValueError("a box does not fit")
        yield position, body, box_end, name
        position = box_end
