"""Bytes of a note -> text: UTF-8, UTF-16 with its mark, or an encoding of before Unicode, found by what it says."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.legacy import NAMES, guess, nearest

# UTF-32's mark starts as UTF-16's does, so it is asked for first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAVE_AS = "Open it in an editor and save it in UTF-8."
# str.splitlines, other tools and Anki (0x1F parts its fields) read more into these than Markdown does.
ENDS = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, None if the bytes are none; newlines are "\\n", and tab is the only other control character."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """The text of a note's bytes; `path` is for the problems' places."""
    mark, codec = next(((mark, codec) for mark, codec in MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        if not mark and (found := guess(body)):
            return Decoded(tidy(body.decode(found)), (converted(found, path),))
        return Decoded(None, (bad_byte(body, codec if mark else nearest(body), len(mark), path),))
    if "\0" in text:
        return Decoded(None, (binary(text, path),))
    return Decoded(tidy(text), () if codec == "utf-8" else (converted(codec, path),))


def tidy(text: str) -> str:
    """The text with "\\n" as the only line end, and no other control character than tab."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", ENDS.sub(" ", lines))


def line_of(before: str) -> int:
    """The line, from 1, that follows so much text."""
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def converted(codec: str, path: str) -> Problem:
    """Says how a note that is not in UTF-8 was read."""
    message = f"read as {NAMES.get(codec, codec.upper())}"
    return Problem(ProblemCode.LEGACY_ENCODING, Place(path), message, f"If the text looks wrong: {SAVE_AS}")


def bad_byte(body: bytes, codec: str, skipped: int, path: str) -> Problem:
    """Names the first byte that is wrong; `skipped` is the length of the byte order mark before `body`."""
    start = first_bad(body, codec)
    place = Place(path, line_of(body[:start].decode(codec, "replace")))
    message = f"byte {skipped + start + 1:,} of the file (0x{body[start]:02x}) is not {NAMES.get(codec, codec.upper())}"
    return Problem(ProblemCode.NOTE_ENCODING, place, message, SAVE_AS)


def first_bad(body: bytes, codec: str) -> int:
    """The index of the first byte that `codec` has no use for; `body` must have one."""
    try:
        body.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    raise ValueError(f"all bytes are {codec}")


def binary(text: str, path: str) -> Problem:
    """A file that is named as a note but holds something else, or UTF-16 without its mark."""
    at = text.index("\0")
    message = f"character {at + 1:,} of the file is NUL: it is no text, or UTF-16 without a byte order mark"
    return Problem(ProblemCode.NOTE_ENCODING, Place(path, line_of(text[:at])), message, SAVE_AS)
