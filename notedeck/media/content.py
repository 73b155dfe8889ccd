"""Prepare the content of a media file for the package. Imports Pillow, so `prepare.py` imports this where it must."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from notedeck.config.settings import Images
from notedeck.media.address import shorten_address
from notedeck.media.image.dimensions import check_pixels
from notedeck.media.image.shrink import POLICY, shrink_image
from notedeck.media.image.svg import clean_svg
from notedeck.media.kinds import Kind, detect_kind
from notedeck.media.model import (
    BrokenImageError,
    Content,
    Inline,
    Local,
    Location,
    MediaRef,
    Packed,
    PendingProblem,
    Remote,
)
from notedeck.media.names import choose_stem
from notedeck.media.strip.jpeg import END_MARKER, has_end
from notedeck.media.strip.metadata import strip_metadata
from notedeck.messages import Message
from notedeck.model import MAX_MEDIA_BYTES, Value
from notedeck.problems import ProblemCode
from notedeck.util.cache.entries import get_or_create, write_if_changed
from notedeck.util.files.read import FileRefusedError, Refusal, read_file

SHRINKABLE = frozenset({Kind.PNG, Kind.JPEG, Kind.BMP})
EXPORT_AGAIN = Message("Export the picture again.")


class Prepared(Value, frozen=True):
    """The bytes for the package; `is_cut_off` if the source ends too early, so that a part of the picture is grey."""

    content: bytes
    kind: Kind
    is_cut_off: bool = False


def prepare_content(ref: MediaRef, location: Location, images: Images, cache: Path) -> Packed:
    """Return the content at a location, or its problem; a link or an earlier problem is returned as it is.

    Its file need not survive a power failure yet: `prepare.py` sees to that for all files together.
    """
    if isinstance(location, Remote | PendingProblem):
        return location
    name = shorten_address(ref.address)
    try:
        data = location.data if isinstance(location, Inline) else read_location(location)
        prepared = prepare_media(data, images, cache)
    except FileRefusedError as error:
        if error.refusal is Refusal.TOO_LARGE:
            return report_size(name)
        return PendingProblem(
            ProblemCode.MEDIA_MISSING, Message("{name} {detail}", name=name, detail=error.detail), error.hint
        )
    except OSError as error:
        message = Message("{name} cannot be read: {reason}", name=name, reason=error.strerror)
        return PendingProblem(ProblemCode.MEDIA_MISSING, message, Message("Check the permissions of the file."))
    except BrokenImageError as error:
        return PendingProblem(
            ProblemCode.MEDIA_BROKEN, Message("{name} cannot be shown: {error}", name=name, error=error), EXPORT_AGAIN
        )
    if prepared is None:
        return report_type(name)
    # The source is hashed, not the result: a newer version of the encoder must not change the names of a group's files.
    digest = hashlib.sha256(data if prepared.content == data else data + POLICY.encode()).digest()
    cut_off = PendingProblem(
        ProblemCode.MEDIA_BROKEN, Message("{name} is cut off; the card shows what is left", name=name), EXPORT_AGAIN
    )
    file = write_if_changed(prepared.content, cache / "media" / digest.hex(), sync=False)
    problem = cut_off if prepared.is_cut_off else None
    return Content(choose_stem(ref, location), prepared.kind.value, digest, file, problem)


def report_size(name: str) -> PendingProblem:
    """Return the problem of a file that AnkiWeb would refuse."""
    message = Message(
        "{name} is not in the deck: it is larger than {limit} MB", name=name, limit=MAX_MEDIA_BYTES // 1024 // 1024
    )
    is_picture = not (mimetypes.guess_type(name)[0] or "").startswith(("audio", "video"))
    hint = (
        Message("Save the picture smaller.")
        if is_picture
        else Message("Make the recording shorter, or link to it on the web.")
    )
    return PendingProblem(ProblemCode.MEDIA_BROKEN, message, hint)


def report_type(name: str) -> PendingProblem:
    """Return the problem of content that Anki cannot show, whatever the name of the file says."""
    known = [kind.value for kind in Kind]
    suffix = name.rpartition(".")[2].lower()
    if suffix in (*known, "jpeg"):
        message = Message(
            "{name} is named as {suffix}, but its content is nothing that Anki shows", name=name, suffix=suffix.upper()
        )
        hint = Message("Save it again. It may be an error page that was saved as a picture.")
        return PendingProblem(ProblemCode.MEDIA_TYPE, message, hint)
    message = Message("{name} is not a picture, sound or video that Anki shows", name=name)
    return PendingProblem(ProblemCode.MEDIA_TYPE, message, Message("Known: {kinds}.", kinds=", ".join(known)))


def read_location(location: Local) -> bytes:
    """Return the bytes of a file. Raises FileRefusedError, also for one that AnkiWeb would refuse."""
    return read_file(location.file, roots=[location.file], max_bytes=MAX_MEDIA_BYTES)


def prepare_media(data: bytes, images: Images, cache: Path) -> Prepared | None:
    """Return the bytes for the package, None for a file that Anki cannot show. Raises BrokenImageError.

    `Images.KEEP` changes nothing but SVG, and keeps metadata.
    """
    kind = detect_kind(data)
    if kind is None:
        return None
    if kind is Kind.SVG:
        return Prepared(clean_svg(data), kind)
    check_pixels(data, kind)
    if images is Images.KEEP:
        return Prepared(data, kind)
    if not is_shrinkable(kind):
        return Prepared(strip_metadata(data, kind), kind)
    is_cut_off = kind is Kind.JPEG and not has_end(data)
    data += END_MARKER if is_cut_off else b""  # then decoders fill in what is missing
    name = f"{hashlib.sha256(data).hexdigest()[:32]}-{POLICY}"
    entry = get_or_create(cache / "images", name, lambda: pack_entry(*shrink_image(data, kind)))
    suffix, _, content = entry.partition(b"\n")
    return Prepared(content, Kind(suffix.decode()), is_cut_off)


def is_shrinkable(kind: Kind) -> bool:
    """Return whether Pillow reads pictures of a kind that can be shrunk: AVIF since 11.3, and not in every build."""
    if kind is not Kind.AVIF:
        return kind in SHRINKABLE
    from PIL import features

    return "avif" in features.modules and bool(features.check("avif"))


def pack_entry(content: bytes, kind: Kind) -> bytes:
    """Return an entry of the cache: the suffix, a newline, the content."""
    return kind.value.encode() + b"\n" + content
