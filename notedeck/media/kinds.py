"""The kind of a media file, detected from its first bytes; its name does not count."""

from __future__ import annotations

import re
from enum import Enum


class Kind(Enum):
    """The kinds of media that Anki shows on desktop and phones; the value is the suffix of the packed file."""

    PNG = "png"  # shrunk
    JPEG = "jpg"  # shrunk
    GIF = "gif"  # unchanged, because it may be animated
    WEBP = "webp"  # not shrunk
    AVIF = "avif"  # shrunk if Pillow can read it; not every phone shows it
    BMP = "bmp"  # shrunk
    SVG = "svg"  # cleaned
    MP4 = "mp4"  # not shrunk
    WEBM = "webm"  # not shrunk
    MP3 = "mp3"  # not shrunk
    OGG = "ogg"  # not shrunk
    WAV = "wav"  # not shrunk
    FLAC = "flac"  # not shrunk


SIGNATURES: tuple[tuple[Kind, re.Pattern[bytes]], ...] = (
    (Kind.PNG, re.compile(rb"\x89PNG\r\n\x1a\n")),
    (Kind.JPEG, re.compile(rb"\xff\xd8\xff")),
    (Kind.GIF, re.compile(rb"GIF8[79]a")),
    (Kind.WEBP, re.compile(rb"RIFF....WEBP", re.S)),
    (Kind.AVIF, re.compile(rb"....ftypavi[fs]", re.S)),
    (Kind.BMP, re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x6c\x7c]\0\0\0", re.S)),
    (Kind.MP4, re.compile(rb"....ftyp(?:iso|mp4|avc|M4[AV]|MSNV|3gp|dash|qt)", re.S)),
    (Kind.WEBM, re.compile(rb"\x1a\x45\xdf\xa3")),
    (Kind.MP3, re.compile(rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]")),
    (Kind.OGG, re.compile(rb"OggS")),
    (Kind.WAV, re.compile(rb"RIFF....WAVE", re.S)),
    (Kind.FLAC, re.compile(rb"fLaC")),
)
SVG_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--(?:(?!-->).)*+-->\s*|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*)?>\s*)*+"
    rb"<(?:\w+:)?svg[\s/>]",
    re.S,
)
HEAD_BYTES = 4096  # enough for every signature


def detect_kind(data: bytes) -> Kind | None:
    """Return the kind of a file's content, None if Anki cannot show it."""
    head = data[:HEAD_BYTES]
    for kind, signature in SIGNATURES:
        if signature.match(head):
            return kind
    return Kind.SVG if SVG_HEAD.match(head) else None
