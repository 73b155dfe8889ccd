"""Pictures as they go into the package: kinds, metadata, size."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from notedeck.config.settings import Images
from notedeck.media.content import Prepared, prepare_media
from notedeck.media.image.dimensions import MAX_PIXELS
from notedeck.media.image.shrink import shrink_image
from notedeck.media.kinds import Kind, detect_kind
from notedeck.media.model import BrokenImageError
from notedeck.media.names import create_packed_name
from notedeck.media.strip.metadata import strip_metadata

ORIENTATION, GPS = 0x0112, 0x8825
FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.WEBP: "WEBP"}
PHOTO = Image.effect_noise((64, 48), 60).convert("RGB")


def encode_photo(image: Image.Image, form: str, *, orientation: int = 1) -> bytes:
    """A picture with a camera's data: where it was taken, and how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    stream = io.BytesIO()
    image.save(stream, form, exif=exif.tobytes())
    return stream.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", FORMATS, ids=str)
def test_metadata_goes_and_the_pixels_stay(kind: Kind) -> None:
    data = encode_photo(PHOTO, FORMATS[kind])
    clean = strip_metadata(data, kind)
    assert dict(read(data).getexif())
    assert not dict(read(clean).getexif())
    assert read(clean).tobytes() == read(data).tobytes()


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPEG], ids=str)
def test_shrinking_leaves_no_metadata(kind: Kind) -> None:
    content, _ = shrink_image(encode_photo(PHOTO, FORMATS[kind]), kind)
    assert not dict(read(content).getexif())


def test_a_picture_held_sideways_stands_upright() -> None:
    content, _ = shrink_image(encode_photo(PHOTO, "JPEG", orientation=6), Kind.JPEG)
    assert read(content).size == (48, 64)


def test_shrinking_never_makes_a_picture_larger() -> None:
    stream = io.BytesIO()
    PHOTO.save(stream, "JPEG", quality=5)
    content, kind = shrink_image(stream.getvalue(), Kind.JPEG)
    assert len(content) <= len(stream.getvalue())
    assert kind in (Kind.JPEG, Kind.WEBP)


def test_a_diagram_stays_sharp() -> None:
    diagram = Image.new("RGB", (400, 200), "white")
    diagram.paste("navy", (20, 20, 180, 90))
    content, kind = shrink_image(encode_photo(diagram, "PNG"), Kind.PNG)
    assert kind is Kind.WEBP
    assert read(content).convert("RGB").tobytes() == diagram.tobytes()


def test_transparency_outlasts_shrinking() -> None:
    content, _ = shrink_image(encode_photo(Image.new("RGBA", (40, 40), (255, 0, 0, 0)), "PNG"), Kind.PNG)
    assert read(content).mode == "RGBA"


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", encode_photo(PHOTO, "PNG")[:200]], ids=["empty", "head", "cut"]
)
def test_a_damaged_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenImageError):
        shrink_image(data, Kind.PNG)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    Image.new("1", (MAX_PIXELS // 1000 + 1, 1000)).save(stream, "PNG")
    with pytest.raises(BrokenImageError, match="pixels"):
        shrink_image(stream.getvalue(), Kind.PNG)


def test_a_moving_picture_stays(tmp_path: Path) -> None:
    stream = io.BytesIO()
    frames = [Image.new("L", (8, 8), grey) for grey in (0, 255)]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(read(stream.getvalue()), "n_frames", 1) == 2
    assert prepare_media(stream.getvalue(), Images.SHRINK, tmp_path) == Prepared(stream.getvalue(), Kind.GIF)


def test_keep_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    data = encode_photo(PHOTO, "JPEG")
    assert prepare_media(data, Images.KEEP, tmp_path) == Prepared(data, Kind.JPEG)


HEADS = {
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
    Kind.JPEG: b"\xff\xd8\xff\xe0",
    Kind.GIF: b"GIF89a",
    Kind.WEBP: b"RIFF\0\0\0\0WEBPVP8 ",
    Kind.AVIF: b"\0\0\0\x1cftypavif",
    Kind.BMP: b"BM" + b"\0" * 12 + b"\x28\0\0\0",
    Kind.SVG: b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns='x'>",
    Kind.MP4: b"\0\0\0\x20ftypisom",
    Kind.WEBM: b"\x1a\x45\xdf\xa3",
    Kind.MP3: b"ID3\x03",
    Kind.OGG: b"OggS",
    Kind.WAV: b"RIFF\0\0\0\0WAVEfmt ",
    Kind.FLAC: b"fLaC\0",
}


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_each_kind_is_known_by_its_first_bytes(kind: Kind) -> None:
    assert detect_kind(HEADS[kind]) is kind


@pytest.mark.parametrize(
    "head", [b"<?xml-stylesheet href='x'?>", b"<!DOCTYPE svg [ <!-- --> ]>", b"<!-- -->" * 400, b""]
)
def test_a_drawing_may_begin_with_much(head: bytes) -> None:
    assert detect_kind(head + b"<svg:svg/>") is Kind.SVG
    assert detect_kind(head + b"<html>") is None


@pytest.mark.parametrize("data", [b"", b"<html><svg>", b"-----BEGIN OPENSSH PRIVATE KEY-----", b"BM and so on"])
def test_anything_else_is_no_media(data: bytes) -> None:
    assert detect_kind(data) is None


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("역할", "역할-01020304.png"),
        ("a b%20[c]?", "a-b-20-c-01020304.png"),
        ("_static", "static-01020304.png"),
        ("...", "media-01020304.png"),
        ("가" * 60, "가" * 35 + "-01020304.png"),
    ],
)
def test_a_packed_name_is_safe(stem: str, name: str) -> None:
    assert create_packed_name(stem, "png", bytes([1, 2, 3, 4, 5])) == name
    assert len(name.encode()) <= 120
