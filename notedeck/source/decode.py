"""Decode the bytes of a note: UTF-8, UTF-16 with its mark, or an encoding from before Unicode (`legacy.py`)."""

from __future__ import annotations

import codecs
import re

from notedeck.messages import Message
from notedeck.model import Place, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.source.legacy import NAMES, find_nearest_codec, guess_codec

# UTF-32's mark starts as UTF-16's does, so it comes first.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HINT = Message("Open it in an editor and save it in UTF-8.")
# str.splitlines, other tools and Anki (0x1F separates its fields) read more into these than Markdown does.
SEPARATORS = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
UNWANTED = re.compile(f"{SEPARATORS.pattern}|{CONTROL_CHARACTERS.pattern}")
NEWLINES = re.compile(r"\r\n|\r|\n")


class DecodedNote(Value, frozen=True):
    r"""The text of a note, None if the bytes are not text.

    Newlines are "\n", and tab is the only other control character.
    """

    text: str | None
    problems: tuple[Problem, ...] = ()


def decode_note(data: bytes, path: str) -> DecodedNote:
    """Return the text of a note's bytes; `path` is for the places of problems."""
    marks = ((mark, codec) for mark, codec in BYTE_ORDER_MARKS if data.startswith(mark))
    mark, codec = next(marks, (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        if not mark and (legacy_codec := guess_codec(body)):
            text = normalize_text(body.decode(legacy_codec))
            return DecodedNote(text, (create_conversion_problem(legacy_codec, path),))
        return DecodedNote(
            None, (create_byte_problem(body, codec if mark else find_nearest_codec(body), len(mark), path),)
        )
    if "\0" in text:
        return DecodedNote(None, (create_binary_problem(text, path),))
    return DecodedNote(normalize_text(text), () if codec == "utf-8" else (create_conversion_problem(codec, path),))


def normalize_text(text: str) -> str:
    r"""Return the text with "\n" as the only line end, and no other control character than tab."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL_CHARACTERS.sub("", SEPARATORS.sub(" ", lines)) if UNWANTED.search(lines) else lines


def find_next_line(text_before: str) -> int:
    """Return the line, from 1, that follows a text."""
    return len(NEWLINES.findall(text_before)) + 1


def create_conversion_problem(codec: str, path: str) -> Problem:
    """Report as which encoding a note that is not in UTF-8 was read."""
    message = Message("read as {names}", names=NAMES.get(codec, codec.upper()))
    return Problem(
        ProblemCode.LEGACY_ENCODING, Place(path), message, Message("If the text looks wrong: {hint}", hint=HINT)
    )


def create_byte_problem(body: bytes, codec: str, mark_length: int, path: str) -> Problem:
    """Report the first invalid byte; `mark_length` is that of the byte order mark before `body`."""
    start = find_bad_byte(body, codec)
    place = Place(path, find_next_line(body[:start].decode(codec, "replace")))
    number, encoding = mark_length + start + 1, NAMES.get(codec, codec.upper())
    message = Message(
        "byte {number:,} of the file (0x{body:02x}) is not {encoding}",
        number=number,
        body=body[start],
        encoding=encoding,
    )
    return Problem(ProblemCode.NOTE_ENCODING, place, message, HINT)


def find_bad_byte(body: bytes, codec: str) -> int:
    """Return the index of the first byte that is invalid in `codec`. Raises ValueError if there is none."""
    try:
        body.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    raise ValueError(Message("all bytes are {codec}", codec=codec))


def create_binary_problem(text: str, path: str) -> Problem:
    """Report a file that is named as a note but is binary, or UTF-16 without its mark."""
    position = text.index("\0")
    message = Message(
        "character {position:,} of the file is NUL: it is not text, or UTF-16 without a byte order mark",
        position=position + 1,
    )
    return Problem(ProblemCode.NOTE_ENCODING, Place(path, find_next_line(text[:position])), message, HINT)
