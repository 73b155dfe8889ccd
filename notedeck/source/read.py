"""Read one note."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from math import ceil

from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Place, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.source.decode import decode_note
from notedeck.source.find import NoteFile
from notedeck.source.front_matter import split_front_matter

MAX_NOTE_BYTES = 10_000_000  # the largest of 1,772 public notes has 1.9 MB


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The source of one file, None if it cannot be read or is opted out, and its problems."""

    source: Source | None = None
    problems: tuple[Problem, ...] = ()


def read_note(
    note: NoteFile, modified: int = 0, max_bytes: int = MAX_NOTE_BYTES, styles: tuple[str, ...] = (DEFAULT_STYLE,)
) -> ReadResult:
    """Read a note's text and front matter.

    `modified` is its time in Unix seconds, `max_bytes` its largest size, `styles` are the allowed style names.
    """
    data = read_bytes(note, max_bytes)
    if isinstance(data, Problem):
        return ReadResult(problems=(data,))
    decoded = decode_note(data, note.path)
    if decoded.text is None:
        return ReadResult(problems=decoded.problems)
    body = split_front_matter(decoded.text, note.path, styles)
    problems = decoded.problems + body.problems
    if not body.is_included:
        return ReadResult(problems=problems)
    return ReadResult(Source(note.path, note.file, body.text, body.first_line, body.values, modified), problems)


def read_bytes(note: NoteFile, max_bytes: int) -> bytes | Problem:
    """Return a file's bytes; a file that is too large, a pipe or a device is not even opened."""
    place = Place(note.path)
    try:
        status = note.file.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem(ProblemCode.NOTE_UNREADABLE, place, "this is not a regular file", "Remove or rename it.")
        if status.st_size > max_bytes:
            return size_problem(place, status.st_size, max_bytes)
        return note.file.read_bytes()
    except OSError as error:
        hint = "Check that you may read the file."
        return Problem(ProblemCode.NOTE_UNREADABLE, place, f"the file cannot be read: {error.strerror}", hint)


def size_problem(place: Place, size: int, max_bytes: int) -> Problem:
    """Return the problem of a file that is too large for a note."""
    message = f"the file has {ceil(size / 1e5) / 10:,.1f} MB; a note may have {max_bytes / 1e6:,.1f} MB"
    hint = "Split the note, store embedded pictures (data:) as files, or exclude it in deck.toml."
    return Problem(ProblemCode.NOTE_TOO_LARGE, place, message, hint)
