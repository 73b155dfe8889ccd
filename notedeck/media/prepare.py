"""A media file's content, as it goes into the package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PIL import features

from notedeck.config.settings import Images
from notedeck.media import jpeg
from notedeck.media.address import name_of, shown
from notedeck.media.cache import cached, kept
from notedeck.media.kinds import Kind, kind_of
from notedeck.media.locate import Inline, Local, Located, Remote, Trouble, Wanted
from notedeck.media.metadata import without_metadata
from notedeck.media.shrink import POLICY, BrokenImage, shrunk
from notedeck.media.svg import cleaned
from notedeck.problems import ProblemCode

HAS_AVIF = "avif" in features.modules and features.check("avif")  # since Pillow 11.3, and not in every build
SHRUNK = frozenset({Kind.PNG, Kind.JPEG, Kind.BMP}) | ({Kind.AVIF} if HAS_AVIF else set())
LARGEST = 100 * 1024 * 1024  # bytes; AnkiWeb takes no larger file


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be packed: `stem` from its name, `suffix` by its kind, `file` where it lies.

    `digest` is the SHA-256 of the source's bytes, and of the policy by which they were changed, if they were.
    `trouble` if the picture can be shown, but not all of it.
    """

    stem: str
    suffix: str
    digest: bytes
    file: Path
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What goes into the package; `cut` if the file ends too early, and a part of the picture stays grey."""

    content: bytes
    kind: Kind
    cut: bool = False


def content_of(wanted: Wanted, place: Located, images: Images, cache: Path) -> Content | Remote | Trouble:
    """The content at a place; a link or a trouble is passed on."""
    if isinstance(place, Remote | Trouble):
        return place
    name = shown(wanted.address)
    try:
        data = place.data if isinstance(place, Inline) else read(place)
        made = prepared(data, images, cache)
    except OSError as error:
        return Trouble(
            ProblemCode.MEDIA_MISSING, f"{name} cannot be read: {error.strerror}", "See to the file's permissions."
        )
    except BrokenImage as error:
        return Trouble(ProblemCode.MEDIA_BROKEN, f"{name} cannot be shown: {error}", "Export the picture again.")
    if made is None:
        known = ", ".join(kind.value for kind in Kind)
        return Trouble(
            ProblemCode.MEDIA_TYPE, f"{name} is no picture, sound or video that Anki shows", f"Known: {known}."
        )
    # The source is hashed, not the result: another version of the encoder must not give a group other names.
    digest = hashlib.sha256(data if made.content == data else data + POLICY.encode()).digest()
    cut = Trouble(
        ProblemCode.MEDIA_BROKEN, f"{name} is cut off; the card shows what is left", "Export the picture again."
    )
    file = kept(made.content, cache / "media" / digest.hex())
    return Content(stem(wanted, place), made.kind.value, digest, file, cut if made.cut else None)


def read(place: Local) -> bytes:
    """A file's bytes. Raises BrokenImage for one that AnkiWeb would refuse."""
    if place.file.stat().st_size > LARGEST:
        raise BrokenImage(f"it is larger than {LARGEST // 1024 // 1024} MB")
    return place.file.read_bytes()


def stem(wanted: Wanted, place: Local | Inline) -> str:
    """The name that a person knows the file by."""
    if isinstance(place, Local):
        return place.file.stem
    if wanted.address.lower().startswith("data:"):
        return wanted.note.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return name_of(wanted.address).rsplit(".", 1)[0]


def prepared(data: bytes, images: Images, cache: Path) -> Prepared | None:
    """What goes into the package for a file's bytes; None for what Anki cannot show.

    `Images.KEEP` leaves all but SVG as it is, metadata too. Raises BrokenImage.
    """
    kind = kind_of(data)
    if kind is None:
        return None
    if kind is Kind.SVG:
        return Prepared(cleaned(data), kind)
    if images is Images.KEEP:
        return Prepared(data, kind)
    if kind not in SHRUNK:
        return Prepared(without_metadata(data, kind), kind)
    cut = kind is Kind.JPEG and not jpeg.is_whole(data)
    data += jpeg.CLOSING if cut else b""  # then decoders fill up what is missing
    name = f"{hashlib.sha256(data).hexdigest()[:32]}-{POLICY}"
    suffix, _, content = cached(cache / "images", name, lambda: entry(*shrunk(data, kind))).partition(b"\n")
    return Prepared(content, Kind(suffix.decode()), cut)


def entry(content: bytes, kind: Kind) -> bytes:
    """What the cache keeps: the suffix, a line end, the content."""
    return kind.value.encode() + b"\n" + content
