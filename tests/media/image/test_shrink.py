"""Pictures of the kinds that cameras, phones and drawing programs make."""

from __future__ import annotations

import pytest
from PIL import Image, ImageCms

from notedeck.media.content import is_shrinkable
from notedeck.media.image.shrink import MAX_HEIGHT_PIXELS, shrink_image
from notedeck.media.kinds import Kind
from tests.support.pictures import PHOTO, create_exif, decode_image, encode_image


def test_a_phone_picture_with_a_second_one_inside_is_one_upright_picture() -> None:
    data = encode_image(
        PHOTO, "MPO", save_all=True, append_images=[PHOTO.resize((16, 12))], exif=create_exif(orientation=6)
    )
    assert decode_image(data).n_frames == 2
    content, kind = shrink_image(data, Kind.JPEG)
    assert (kind, decode_image(content).size, b"SomePhone" in content) == (Kind.WEBP, (48, 64), False)


def test_a_picture_too_tall_for_webp_stays() -> None:
    data = encode_image(Image.new("RGB", (4, MAX_HEIGHT_PIXELS + 1), "white"), "PNG")
    assert shrink_image(data, Kind.PNG) == (data, Kind.PNG)


def test_one_that_cannot_stay_gets_less_tall() -> None:
    content, kind = shrink_image(encode_image(Image.new("RGB", (40, MAX_HEIGHT_PIXELS + 1), "white"), "BMP"), Kind.BMP)
    assert (kind, decode_image(content).height) == (Kind.WEBP, MAX_HEIGHT_PIXELS)


def test_greys_of_sixteen_bits_keep_their_steps() -> None:
    image = Image.frombytes("I;16", (256, 256), b"".join(bytes([low, row]) for row in range(256) for low in range(256)))
    content, _ = shrink_image(encode_image(image, "PNG"), Kind.PNG)
    column = decode_image(content).convert("L").resize((1, 256))
    assert [abs(grey - row) <= 2 for row, grey in enumerate(column.tobytes())] == [True] * 256


@pytest.mark.parametrize("mode", ["RGB", "P", "L", "1"])
def test_one_colour_that_means_nothing_stays_clear(mode: str) -> None:
    image = Image.new("RGB", (40, 40), "white").convert(mode)
    clear = (255, 255, 255) if mode == "RGB" else image.getpixel((0, 0))
    content, _ = shrink_image(encode_image(image, "PNG", transparency=clear), Kind.PNG)
    assert decode_image(content).convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_png_can_be_shrunk(mode: str) -> None:
    content, kind = shrink_image(encode_image(PHOTO.convert(mode), "PNG"), Kind.PNG)
    assert (decode_image(content).size, kind in (Kind.PNG, Kind.WEBP)) == (PHOTO.size, True)


def test_the_colours_of_a_printing_press_become_those_of_a_screen() -> None:
    content, _ = shrink_image(encode_image(Image.new("CMYK", (200, 200), (0, 255, 255, 0)), "JPEG"), Kind.JPEG)
    red, green, blue = decode_image(content).convert("RGB").getpixel((9, 9))
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_a_profile_is_worked_into_the_colours() -> None:
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = screen.replace(b"rXYZ", b"tmp!", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmp!", b"gXYZ", 1)
    other = swapped.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
    content, _ = shrink_image(encode_image(Image.new("RGB", (90, 90), "red"), "PNG", icc_profile=other), Kind.PNG)
    red, green, _ = decode_image(content).convert("RGB").getpixel((9, 9))
    assert green > red


def test_the_profile_that_screens_have_changes_no_pixel() -> None:
    image = Image.linear_gradient("L").convert("RGB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content, _ = shrink_image(encode_image(image, "PNG", icc_profile=profile), Kind.PNG)
    assert content == shrink_image(encode_image(image, "PNG"), Kind.PNG)[0]


def test_a_profile_that_is_none_does_not_matter() -> None:
    plain, _ = shrink_image(encode_image(PHOTO, "PNG"), Kind.PNG)
    assert shrink_image(encode_image(PHOTO, "PNG", icc_profile=b"\0" * 200), Kind.PNG)[0] == plain


def test_a_moving_png_keeps_moving() -> None:
    frames = [Image.new("L", (8, 8), grey) for grey in (0, 255)]
    content, kind = shrink_image(encode_image(frames[0], "PNG", save_all=True, append_images=frames[1:]), Kind.PNG)
    assert (kind, decode_image(content).n_frames) == (Kind.PNG, 2)


@pytest.mark.skipif(not is_shrinkable(Kind.AVIF), reason="this Pillow knows no AVIF")
def test_avif_becomes_what_every_phone_shows() -> None:
    content, kind = shrink_image(encode_image(PHOTO, "AVIF", exif=create_exif()), Kind.AVIF)
    assert (kind, b"SomePhone" in content) == (Kind.WEBP, False)
