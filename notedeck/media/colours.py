"""One colour space and one pixel format for all pictures: what WebP holds, and every screen shows alike."""

from __future__ import annotations

import io
from contextlib import suppress

from PIL import Image, ImageCms

MODES = {"RGB", "RGBA"}
CLEAR = {"LA", "La", "PA", "RGBa"}  # modes with transparency, besides RGBA
STEPS = 256  # of 16 bits to one of 8


def plain(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA in sRGB, the space that pictures without a profile are shown in."""
    if image.mode.startswith("I"):  # greys of 16 bits; Pillow would cut off all above 255
        image = image.convert("I").point(lambda grey: grey * (1 / STEPS)).convert("L")
    return in_pixels(in_srgb(image))


def in_pixels(image: Image.Image) -> Image.Image:
    if "transparency" in image.info or image.mode in CLEAR:
        return image.convert("RGBA")
    return image if image.mode in MODES else image.convert("RGB")


def in_srgb(image: Image.Image) -> Image.Image:
    """The same look without a colour profile; one that cannot be read, or is for another mode, does not count."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" in ImageCms.getProfileDescription(given):
                return image
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            return ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    return image
