"""Read one note."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from math import ceil

from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Place, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.source import decode, matter
from notedeck.source.find import Found

LIMIT = 10_000_000  # bytes; the largest note of 1,772 had 1.9 MB (facts, "How they write")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file; no source if it cannot be read, or is to be left out."""

    source: Source | None = None
    problems: tuple[Problem, ...] = ()


def read(found: Found, modified: int = 0, limit: int = LIMIT, styles: tuple[str, ...] = (DEFAULT_STYLE,)) -> Reading:
    """A note's text and front matter. `modified` is its time in Unix seconds, `limit` its largest size in bytes."""
    data = content(found, limit)
    if isinstance(data, Problem):
        return Reading(problems=(data,))
    decoded = decode.decode(data, found.path)
    if decoded.text is None:
        return Reading(problems=decoded.problems)
    head = matter.read(decoded.text, found.path, styles)
    problems = decoded.problems + head.problems
    if not head.wanted:
        return Reading(problems=problems)
    return Reading(Source(found.path, found.file, head.text, head.first_line, head.values, modified), problems)


def content(found: Found, limit: int) -> bytes | Problem:
    """A file's bytes; a file that is too large, or that is a pipe or a device, is not even opened."""
    place = Place(found.path)
    try:
        about = found.file.stat()
        if not stat.S_ISREG(about.st_mode):
            return Problem(ProblemCode.NOTE_UNREADABLE, place, "it is no ordinary file", "Remove or rename it.")
        if about.st_size > limit:
            return too_large(place, about.st_size, limit)
        return found.file.read_bytes()
    except OSError as error:
        hint = "Check that you may read the file."
        return Problem(ProblemCode.NOTE_UNREADABLE, place, f"the file cannot be read: {error.strerror}", hint)


def too_large(place: Place, size: int, limit: int) -> Problem:
    """A file that is no note any more."""
    message = f"the file has {ceil(size / 1e5) / 10:,.1f} MB; a note may have {limit / 1e6:,.1f} MB"
    hint = "Split the note, store embedded pictures (data:) as files, or exclude it in deck.toml."
    return Problem(ProblemCode.NOTE_TOO_LARGE, place, message, hint)
