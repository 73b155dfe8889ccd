"""PNG and JPEG -> WebP where that is smaller (facts, "Images": policy and figures)."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from notedeck.media.kinds import Kind
from notedeck.media.metadata import without_metadata

POLICY = "1"  # a part of every cache name; raise it when any number below changes
WIDEST = 1600  # pixels
QUALITY = 80
LOSSLESS_UP_TO = 1.5  # times the size of the lossy picture
EFFORT = 4  # of 6; the last two cost three times the time for 2 %
LARGEST = 80_000_000  # pixels; more is a decompression bomb, not a diagram (Pillow warns from 89 million)
MODES = {"RGB", "RGBA"}


class BrokenImage(Exception):
    """The picture cannot be read; the text says why."""


def shrunk(data: bytes, kind: Kind) -> tuple[bytes, Kind]:
    """A still picture as small as the policy makes it, upright and without metadata; never larger than it was.

    Raises BrokenImage for one that is damaged or has too many pixels.
    """
    image = opened(data)
    if getattr(image, "n_frames", 1) > 1:
        return without_metadata(data, kind), kind
    upright = fitted(image)
    small = encoded(upright)
    if len(small) <= len(data) or image.getexif().get(0x0112, 1) != 1 or kind is Kind.BMP:
        return small, Kind.WEBP
    return without_metadata(data, kind), kind


def opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            image = Image.open(io.BytesIO(data))
        if image.width * image.height > LARGEST:
            raise BrokenImage(f"it has {image.width:,} x {image.height:,} pixels")
        image.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise BrokenImage(str(error) or type(error).__name__) from None
    return image


def fitted(image: Image.Image) -> Image.Image:
    """The picture upright, in a mode that WebP knows, and not too wide."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in MODES:
        has_alpha = "transparency" in upright.info or upright.mode in ("LA", "PA", "La", "RGBa")
        upright = upright.convert("RGBA" if has_alpha else "RGB")
    if upright.width <= WIDEST:
        return upright
    return upright.resize((WIDEST, max(1, round(upright.height * WIDEST / upright.width))), Image.Resampling.LANCZOS)


def encoded(image: Image.Image) -> bytes:
    """Lossless WebP if it costs little more than lossy: diagrams stay sharp, photographs get small."""
    lossy, lossless = webp(image, lossless=False), webp(image, lossless=True)
    return lossless if len(lossless) <= LOSSLESS_UP_TO * len(lossy) else lossy


def webp(image: Image.Image, *, lossless: bool) -> bytes:
    stream = io.BytesIO()
    quality = 75 if lossless else QUALITY  # for lossless, quality is effort
    image.save(stream, "WEBP", lossless=lossless, quality=quality, method=EFFORT, exif=b"", xmp=b"")
    return stream.getvalue()
