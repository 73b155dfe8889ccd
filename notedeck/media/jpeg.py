"""JPEG files, segment by segment (ITU T.81, annex B): what is not needed to draw the picture is left out."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

START, END, SCAN, ALONE = 0xD8, 0xD9, 0xDA, 0x01
JFIF, PROFILE, ADOBE = 0xE0, 0xE2, 0xEE
# EXIF, XMP, Photoshop, comments, lists of more pictures: only what changes the colours stays.
PRIVATE = {0xFE, *range(0xE0, 0xF0)} - {JFIF, PROFILE, ADOBE}
# Any number of FF may stand before a code; FF00 is data, and FFD0 to FFD7 stand within the pixels.
MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
CLOSING = bytes([0xFF, END])


def without_private(data: bytes) -> bytes:
    """The same pixels, without metadata and without what phones hang behind the end (videos, depth, more pictures)."""
    return b"".join(part for code, part in segments(data) if not is_private(code, part))


def is_private(code: int, part: bytes) -> bool:
    return code in PRIVATE or (code == PROFILE and part[4:15] != b"ICC_PROFILE")


def is_whole(data: bytes) -> bool:
    """Whether the picture has an end; a download that broke off has none."""
    return any(code == END for code, _ in segments(data))


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker's code with all its bytes, a scan with its pixels; what lies between segments is left out."""
    place = 0
    while match := MARKER.search(data, place):
        code, start = match[1][0], match.end() - 2
        place = end(data, code, match.end())
        yield code, data[start:place]
        if code == END:
            return


def end(data: bytes, code: int, start: int) -> int:
    """Where a segment ends whose marker ends at `start`."""
    if code in (START, END, ALONE):
        return start
    if start + 2 > len(data):
        return len(data)
    stop = start + max(2, int(struct.unpack_from(">H", data, start)[0]))
    following = MARKER.search(data, stop) if code == SCAN else None
    return following.start() if following else len(data) if code == SCAN else stop
