"""JPEG files, segment by segment (ITU T.81, annex B), without what is not needed to show the picture."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

START, END, SCAN, TEMPORARY = 0xD8, 0xD9, 0xDA, 0x01
JFIF, PROFILE, ADOBE = 0xE0, 0xE2, 0xEE  # these change the colours
# EXIF, XMP, Photoshop, comments, and lists of more pictures.
PRIVATE = {0xFE, *range(0xE0, 0xF0)} - {JFIF, PROFILE, ADOBE}
# Any number of FF may stand before a code; FF00 is data, and FFD0 to FFD7 are inside the pixels.
MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
END_MARKER = bytes([0xFF, END])


def strip_jpeg(data: bytes) -> bytes:
    """Return the same pixels without metadata, and without what phones append (videos, depth, more pictures)."""
    return b"".join(segment for code, segment in iter_segments(data) if not is_private(code, segment))


def is_private(code: int, segment: bytes) -> bool:
    """Return whether a segment is not needed to show the picture."""
    return code in PRIVATE or (code == PROFILE and segment[4:15] != b"ICC_PROFILE")


def has_end(data: bytes) -> bool:
    """Return whether the picture has an end; an interrupted download has none."""
    return any(code == END for code, _ in iter_segments(data))


def iter_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the code and the bytes of each segment, a scan with its pixels; bytes between segments are skipped."""
    position = 0
    while match := MARKER.search(data, position):
        code, start = match[1][0], match.end() - 2
        position = find_segment_end(data, code, match.end())
        yield code, data[start:position]
        if code == END:
            return


def find_segment_end(data: bytes, code: int, start: int) -> int:
    """Return where a segment ends; `start` is the end of its marker."""
    if code in (START, END, TEMPORARY):
        return start
    if start + 2 > len(data):
        return len(data)
    end = start + max(2, int(struct.unpack_from(">H", data, start)[0]))
    if code != SCAN:
        return end
    following = MARKER.search(data, end)
    if not following:
        return len(data)
    start = following.start()
    while start > end and data[start - 1] == 0xFF:
        start -= 1
    return start
