"""What other formats carry besides the picture."""

from __future__ import annotations

import pytest

from notedeck.media.kinds import Kind
from notedeck.media.strip.metadata import strip_metadata
from tests.support.pictures import PHOTO, create_exif, decode_image, encode_image

XMP = b"<x:xmpmeta>Seoul</x:xmpmeta>"
FLAGS = 20  # place of the byte in which WebP announces what follows


def test_webp_neither_holds_nor_announces_metadata() -> None:
    clean = strip_metadata(encode_image(PHOTO, "WEBP", exif=create_exif(), xmp=XMP), Kind.WEBP)
    assert (b"SomePhone" in clean, b"Seoul" in clean, clean[FLAGS] & 0b1100) == (False, False, 0)
    assert int.from_bytes(clean[4:8], "little") == len(clean) - 8


def test_png_holds_none() -> None:
    data = encode_image(PHOTO, "PNG", exif=create_exif()) + b"behind the end"
    clean = strip_metadata(data, Kind.PNG)
    assert (b"SomePhone" in clean, b"behind" in clean) == (False, False)
    assert decode_image(clean).tobytes() == PHOTO.tobytes()


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.WEBP, Kind.JPEG, Kind.MP4], ids=str)
@pytest.mark.parametrize("size", [0, 1, 9, 13, 21, 30])
def test_no_beginning_of_a_file_breaks_it(kind: Kind, size: int) -> None:
    data = encode_image(PHOTO, "WEBP", exif=create_exif())
    assert isinstance(strip_metadata(data[:size], kind), bytes)
