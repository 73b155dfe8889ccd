"""Loading a picture into one colour space and pixel format: what WebP holds, and every screen shows alike."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress

from PIL import Image, UnidentifiedImageError

from notedeck.media.image.dimensions import refuse_size
from notedeck.media.model import BrokenImageError
from notedeck.messages import Message

PLAIN_MODES = {"RGB", "RGBA"}
TRANSPARENT_MODES = {"LA", "La", "PA", "RGBa"}  # besides RGBA
STEPS = 256  # of 16 bits to one of 8


def load_image(data: bytes) -> Image.Image:
    """Return the decoded picture. Raises BrokenImageError for one that is damaged or has too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            image = Image.open(io.BytesIO(data))
        refuse_size(image.width, image.height)
        image.load()
    except UnidentifiedImageError:
        raise BrokenImageError(Message("it is too damaged")) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrokenImageError(str(error) or type(error).__name__) from None
    return image


def convert_to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture as RGB or RGBA in sRGB, the colour space of pictures without a profile."""
    if image.mode.startswith("I"):  # greys of 16 bits; Pillow would cut off all above 255
        image = image.convert("I").point(lambda grey: grey * (1 / STEPS)).convert("L")
    return convert_mode(apply_profile(image))


def convert_mode(image: Image.Image) -> Image.Image:
    """Return the picture as RGB, or as RGBA if it has transparency."""
    if "transparency" in image.info or image.mode in TRANSPARENT_MODES:
        return image.convert("RGBA")
    return image if image.mode in PLAIN_MODES else image.convert("RGB")


def apply_profile(image: Image.Image) -> Image.Image:
    """Return the same colours without a colour profile.

    A profile that cannot be read, or that is for another mode, is ignored.
    """
    data = image.info.get("icc_profile")
    if data and image.mode in ("RGB", "RGBA", "CMYK"):
        from PIL import ImageCms

        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
            if "sRGB" in ImageCms.getProfileDescription(profile):
                return image
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            return ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    return image
