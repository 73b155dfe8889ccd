"""JPEG files, segment by segment (ITU T.81, annex B): what is not needed to draw the picture is left out."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

START, END, SCAN = 0xD8, 0xD9, 0xDA
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers that no length follows
ADOBE, PROFILE, JFIF = 0xEE, 0xE2, 0xE0
# EXIF, XMP, Photoshop, comments, a phone's second picture: only what changes the colours stays.
PRIVATE = {0xFE, *range(0xE0, 0xF0)} - {JFIF, PROFILE, ADOBE}
MARKER = re.compile(rb"\xff+([^\xff])")
IN_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # inside a scan FF00 is data, FFD0 to FFD7 let a reader catch up


def without_private(data: bytes) -> bytes:
    """The same pixels, without metadata and without what phones hang behind the end (videos, depth, more pictures).

    Raises ValueError for what is no whole JPEG.
    """
    return b"".join(part for code, part in segments(data) if not is_private(code, part))


def is_private(code: int, part: bytes) -> bool:
    return code in PRIVATE or (code == PROFILE and part[4:15] != b"ICC_PROFILE")


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker's code with all its bytes, a scan with its pixels; the fill bytes before a marker are left out."""
    place = 0
    while match := MARKER.match(data, place):
        code, start = match[1][0], match.end() - 2
        place = end(data, code, match.end())
        yield code, data[start:place]
        if code == END:
            return
    raise ValueError("there is no end")


def end(data: bytes, code: int, start: int) -> int:
    """Where a segment ends whose marker ends at `start`."""
    if code in ALONE or code in (START, END):
        return start
    if start + 2 > len(data):
        raise ValueError("a segment is cut off")
    stop = start + int(struct.unpack_from(">H", data, start)[0])
    if code != SCAN:
        return stop
    following = IN_SCAN.search(data, stop)
    if following is None:
        raise ValueError("the last scan is cut off")
    return following.start()
