"""What stays of a JPEG file, and what goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from notedeck.config.settings import Images
from notedeck.media.content import prepare_media
from notedeck.media.model import BrokenImageError
from notedeck.media.strip.jpeg import END_MARKER, has_end, strip_jpeg
from tests.support.pictures import PHOTO, create_exif, decode_image, encode_image

SECRET = b"somebody's home"
PLAIN = encode_image(PHOTO, "JPEG")


def segment(code: int, content: bytes) -> bytes:
    return bytes([0xFF, code]) + (len(content) + 2).to_bytes(2, "big") + content


def insert_segment(part: bytes) -> bytes:
    return PLAIN[:2] + part + PLAIN[2:]


@pytest.mark.parametrize(
    "data",
    [
        insert_segment(segment(0xE1, b"Exif\0\0" + SECRET)),
        insert_segment(b"\xff\xff\xff" + segment(0xE1, SECRET)),
        insert_segment(segment(0xE2, b"MPF\0" + SECRET)),
        insert_segment(segment(0xE4, SECRET)),
        insert_segment(segment(0xED, SECRET)),
        insert_segment(segment(0xFE, SECRET)),
        insert_segment(SECRET + segment(0xE1, SECRET)),
        PLAIN + SECRET,
        PLAIN + insert_segment(segment(0xE1, SECRET)),
    ],
    ids=["exif", "fill bytes", "more pictures", "app4", "photoshop", "comment", "between", "behind", "picture behind"],
)
def test_only_the_picture_stays(data: bytes) -> None:
    assert SECRET in data
    assert strip_jpeg(data) == PLAIN


def test_colours_depend_on_what_stays() -> None:
    ink = encode_image(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG", icc_profile=b"profile")
    assert strip_jpeg(ink) == ink


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 0}], ids=str)
def test_pixels_are_never_touched(options: dict[str, int]) -> None:
    data = encode_image(PHOTO, "JPEG", exif=create_exif(), **options)
    clean = strip_jpeg(data)
    assert (decode_image(clean).tobytes(), b"SomePhone" in clean) == (decode_image(data).tobytes(), False)


@pytest.mark.parametrize("size", range(0, len(PLAIN), 97))
def test_any_beginning_of_a_file_can_be_read(size: int) -> None:
    assert not has_end(PLAIN[:size])
    assert PLAIN.startswith(strip_jpeg(PLAIN[:size]))


def test_a_picture_that_breaks_off_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    data = encode_image(Image.new("RGB", (640, 480), "red"), "JPEG")
    done = prepare_media(data[: len(data) // 2], Images.SHRINK, tmp_path)
    assert done is not None
    assert (done.is_cut_off, decode_image(done.content).size) == (True, (640, 480))
    assert decode_image(done.content).convert("RGB").getpixel((5, 5))[0] > 200


def test_a_picture_without_any_pixels_is_broken(tmp_path: Path) -> None:
    with pytest.raises(BrokenImageError):
        prepare_media(PLAIN[:150], Images.SHRINK, tmp_path)


def test_the_end_of_a_whole_picture() -> None:
    assert has_end(PLAIN)
    assert PLAIN.endswith(END_MARKER)
