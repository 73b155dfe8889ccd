"""MP4 files, box by box (ISO 14496-12): where a phone was when it filmed is blotted out."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PRIVATE = {b"udta", b"meta", b"uuid"}  # user data (the place among it), tags, XMP
HOLDERS = {b"moov", b"trak"}
FREE = b"free"  # a box that readers pass over; the size stays, because tables count bytes from the start


def without_private(data: bytes) -> bytes:
    """A file of the same length and film. Raises ValueError for boxes that do not fit into each other."""
    made = bytearray(data)
    for start, body, end in private(data, 0, len(data)):
        made[start + 4 : start + 8] = FREE
        made[body:end] = bytes(end - body)
    return bytes(made)


def private(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Start, start of the content, and end of each box that says more than the film does."""
    for place, body, stop, name in boxes(data, start, end):
        if name in PRIVATE:
            yield place, body, stop
        elif name in HOLDERS:
            yield from private(data, body, stop)


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, bytes]]:
    place = start
    while place + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, place)
        body = place + 8
        if size == 1:  # the true size follows in eight bytes
            size, body = int(struct.unpack_from(">Q", data, body)[0]), body + 8
        stop = end if size == 0 else place + size
        if not body <= stop <= end:
            raise ValueError("a box does not fit")
        yield place, body, stop, name
        place = stop
