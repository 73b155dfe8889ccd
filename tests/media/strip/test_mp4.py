"""Films without the place where they were made."""

from __future__ import annotations

import pytest

from notedeck.media.kinds import Kind
from notedeck.media.strip.metadata import strip_metadata
from notedeck.media.strip.mp4 import strip_mp4

PLACE = b"+37.5665+126.9780/"


def box(name: bytes, content: bytes = b"", *, wide: bool = False) -> bytes:
    size = len(content) + (16 if wide else 8)
    return (b"\0\0\0\1" + name + size.to_bytes(8, "big") if wide else size.to_bytes(4, "big") + name) + content


TYPE = box(b"ftyp", b"isom\0\0\0\0")
FRAMES = box(b"mdat", b"\1\2\3")


@pytest.mark.parametrize(
    "film",
    [
        TYPE + box(b"moov", box(b"mvhd", b"1") + box(b"udta", box(b"\xa9xyz", PLACE))) + FRAMES,
        TYPE + box(b"moov", box(b"trak", box(b"tkhd") + box(b"meta", PLACE))) + FRAMES,
        TYPE + FRAMES + box(b"moov", box(b"udta", PLACE, wide=True), wide=True),
        TYPE + box(b"uuid", PLACE) + FRAMES,
    ],
    ids=["user data", "in a track", "large boxes", "xmp"],
)
def test_the_place_goes_and_nothing_moves(film: bytes) -> None:
    assert PLACE in film
    clean = strip_metadata(film, Kind.MP4)
    assert (PLACE in clean, len(clean), clean.index(FRAMES)) == (False, len(film), film.index(FRAMES))


def test_the_film_itself_stays() -> None:
    film = TYPE + box(b"moov", box(b"mvhd", b"1") + box(b"trak", box(b"mdia", b"2"))) + FRAMES
    assert strip_mp4(film) == film


@pytest.mark.parametrize("film", [TYPE + b"\0\0\xff\xffmoov", TYPE + b"\0\0\0\1moov", TYPE + b"\0\0\0\2moov"], ids=repr)
def test_what_is_not_built_like_a_film_stays_as_it_was(film: bytes) -> None:
    assert strip_metadata(film, Kind.MP4) == film
