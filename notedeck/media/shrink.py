"""Still pictures -> WebP where that is smaller (facts, "Images": policy and figures)."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from notedeck.media.colours import plain
from notedeck.media.kinds import Kind
from notedeck.media.metadata import without_metadata

POLICY = "2"  # in every cache and file name; raise it when what is made of a picture or drawing changes
WIDEST = 1600  # pixels
TALLEST = 16383  # pixels; WebP holds no more
QUALITY = 80
LOSSLESS_UP_TO = 1.5  # times the size of the lossy picture
EFFORT = 4  # of 6; the last two cost three times the time for 2 %
ROUGH, HOPELESS = 1, 2.0  # a first lossless try; on real pictures the full effort took off a third at most
LARGEST = 80_000_000  # pixels; more is a decompression bomb, not a diagram (Pillow warns from 89 million)
ORIENTATION = 0x0112
STAYS = frozenset({Kind.PNG, Kind.JPEG})  # the others are not shown everywhere


class BrokenImage(Exception):
    """The picture cannot be read; the text says why."""


def shrunk(data: bytes, kind: Kind) -> tuple[bytes, Kind]:
    """A still picture as small as the policy makes it, upright and without metadata; never larger than it was.

    Larger it gets only where it cannot stay: a BMP or AVIF, and one that lies on its side. A moving picture, and one
    too tall for WebP, stays in its format. Raises BrokenImage for one that is damaged or has too many pixels.
    """
    image = opened(data)
    if kind is not Kind.JPEG and getattr(image, "n_frames", 1) > 1:  # in a JPEG it is a phone's second picture
        return without_metadata(data, kind), kind
    stays = kind in STAYS and image.getexif().get(ORIENTATION, 1) == 1
    upright = fitted(image)
    if upright.height <= TALLEST or not stays:
        small = encoded(limited(upright))
        if len(small) <= len(data) or not stays:
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
    except UnidentifiedImageError:
        raise BrokenImage("it is too damaged") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrokenImage(str(error) or type(error).__name__) from None
    return image


def fitted(image: Image.Image) -> Image.Image:
    """The picture upright, in colours that WebP knows, and not too wide."""
    upright = plain(ImageOps.exif_transpose(image))
    if upright.width <= WIDEST:
        return upright
    return upright.resize((WIDEST, max(1, round(upright.height * WIDEST / upright.width))), Image.Resampling.LANCZOS)


def limited(image: Image.Image) -> Image.Image:
    """The picture no taller than WebP can be."""
    if image.height <= TALLEST:
        return image
    return image.resize((max(1, round(image.width * TALLEST / image.height)), TALLEST), Image.Resampling.LANCZOS)


def encoded(image: Image.Image) -> bytes:
    """Lossless WebP if it costs little more than lossy: diagrams stay sharp, photographs get small."""
    lossy = webp(image, quality=QUALITY, method=EFFORT)
    most = LOSSLESS_UP_TO * len(lossy)
    if len(webp(image, lossless=True, quality=20, method=ROUGH)) > HOPELESS * most:
        return lossy
    lossless = webp(image, lossless=True, quality=75, method=EFFORT)  # for lossless, quality is effort
    return lossless if len(lossless) <= most else lossy


def webp(image: Image.Image, *, quality: int, method: int, lossless: bool = False) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "WEBP", lossless=lossless, quality=quality, method=method, exif=b"", xmp=b"")
    return stream.getvalue()
