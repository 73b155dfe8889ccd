"""Small pictures, made by tests."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
PHOTO = Image.effect_noise((64, 48), 60).convert("RGB")


def encode_image(image: Image.Image, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def create_exif(orientation: int = 1) -> bytes:
    """A camera's data: its maker, where it was, and how it was held."""
    data = Image.Exif()
    data[ORIENTATION], data[MAKER] = orientation, "SomePhone"
    data.get_ifd(GPS)[1] = "N"
    return data.tobytes()


def decode_image(data: bytes) -> Any:
    """The picture, of whatever class Pillow makes it."""
    return Image.open(io.BytesIO(data))
