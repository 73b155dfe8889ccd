"""Convert still pictures to WebP where that is smaller."""

from __future__ import annotations

import io

from PIL import Image
from PIL.WebPImagePlugin import WebPImageFile  # by name, or Pillow would import all its formats to find it

from notedeck.media.image.loading import convert_to_srgb, load_image
from notedeck.media.kinds import Kind
from notedeck.media.strip.metadata import strip_metadata

POLICY = "2"  # part of every cache key and file name; increase it when pictures or drawings are changed otherwise
MAX_WIDTH_PIXELS = 1600
MAX_HEIGHT_PIXELS = 16383  # WebP holds no more
QUALITY = 80
MAX_LOSSLESS_RATIO = 1.5  # times the size of the lossy picture
EFFORT = 4  # of 6; the last two take three times as long for 2 %
QUICK_EFFORT = 1
MAX_SMALL_PIXELS = 10_000  # of a picture whose full effort takes no longer than two quick ones
MAX_QUICK_RATIO = 2.0  # the full effort took off a third at most, on real pictures
ORIENTATION = 0x0112  # an EXIF tag
SHOWN_EVERYWHERE = frozenset({Kind.PNG, Kind.JPEG})  # Anki does not show the other shrinkable kinds on every device


def shrink_image(data: bytes, kind: Kind) -> tuple[bytes, Kind]:
    """Return a still picture as small as the policy makes it, upright and without metadata.

    It becomes larger only if it cannot stay as it is: a BMP or AVIF, or one that is stored rotated. An animation, and
    a picture too tall for WebP, stays in its format. Raises BrokenImageError for one that is damaged or has too many
    pixels.
    """
    image = load_image(data)
    if kind is not Kind.JPEG and getattr(image, "n_frames", 1) > 1:  # in a JPEG it is a phone's second picture
        return strip_metadata(data, kind), kind
    is_upright = image.getexif().get(ORIENTATION, 1) == 1
    may_stay = kind in SHOWN_EVERYWHERE and is_upright
    upright = fit_width(convert_to_srgb(image if is_upright else turn_upright(image)))
    if upright.height <= MAX_HEIGHT_PIXELS or not may_stay:
        small = encode_image(fit_height(upright))
        if len(small) <= len(data) or not may_stay:
            return small, Kind.WEBP
    return strip_metadata(data, kind), kind


def turn_upright(image: Image.Image) -> Image.Image:
    """Return the picture as its orientation says that it is shown."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def fit_width(image: Image.Image) -> Image.Image:
    """Return the picture, no wider than a card needs it."""
    if image.width <= MAX_WIDTH_PIXELS:
        return image
    height = max(1, round(image.height * MAX_WIDTH_PIXELS / image.width))
    return image.resize((MAX_WIDTH_PIXELS, height), Image.Resampling.LANCZOS)


def fit_height(image: Image.Image) -> Image.Image:
    """Return the picture, no taller than WebP can hold."""
    if image.height <= MAX_HEIGHT_PIXELS:
        return image
    width = max(1, round(image.width * MAX_HEIGHT_PIXELS / image.height))
    return image.resize((width, MAX_HEIGHT_PIXELS), Image.Resampling.LANCZOS)


def encode_image(image: Image.Image) -> bytes:
    """Return lossless WebP if it is hardly larger than lossy: diagrams stay sharp, photographs get small."""
    lossy = encode_webp(image, quality=QUALITY, method=EFFORT)
    max_size = MAX_LOSSLESS_RATIO * len(lossy)
    if image.width * image.height > MAX_SMALL_PIXELS and is_far_larger(image, max_size):
        return lossy
    lossless = encode_webp(image, lossless=True, quality=75, method=EFFORT)  # for lossless, quality is effort
    return lossless if len(lossless) <= max_size else lossy


def is_far_larger(image: Image.Image, max_size: float) -> bool:
    """Return whether a quick look shows that lossless WebP takes more than `max_size` bytes."""
    return len(encode_webp(image, lossless=True, quality=20, method=QUICK_EFFORT)) > MAX_QUICK_RATIO * max_size


def encode_webp(image: Image.Image, *, quality: int, method: int, lossless: bool = False) -> bytes:
    """Return the picture as WebP, without metadata."""
    stream = io.BytesIO()
    image.save(stream, WebPImageFile.format, lossless=lossless, quality=quality, method=method, exif=b"", xmp=b"")
    return stream.getvalue()
