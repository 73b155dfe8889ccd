"""Read one note."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Place, Source, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.source.decode import decode_note
from notedeck.source.find import NoteFile
from notedeck.source.front_matter import split_front_matter
from notedeck.util.files.read import FileRefusedError, Refusal, read_file

MAX_NOTE_BYTES = 10_000_000  # the largest of 1,772 public notes has 1.9 MB


class ReadResult(Value, frozen=True):
    """The source of one file, None if it cannot be read or is opted out, and its problems."""

    source: Source | None = None
    problems: tuple[Problem, ...] = ()


def read_note(
    note: NoteFile,
    roots: Collection[Path],
    modified: int = 0,
    max_bytes: int = MAX_NOTE_BYTES,
    styles: tuple[str, ...] = (DEFAULT_STYLE,),
) -> ReadResult:
    """Read a note's text and front matter.

    `roots` are the folders that it may be in, `modified` is its time in Unix seconds, `max_bytes` its largest size,
    `styles` are the allowed style names.
    """
    data = read_bytes(note, roots, max_bytes)
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


def read_bytes(note: NoteFile, roots: Collection[Path], max_bytes: int) -> bytes | Problem:
    """Return a note's bytes, or the problem of one that is not read."""
    try:
        return read_file(note.file, roots=roots, max_bytes=max_bytes)
    except FileRefusedError as error:
        if error.refusal is Refusal.TOO_LARGE:
            hint = "Split the note, store embedded pictures (data:) as files, or exclude it in deck.toml."
            return Problem(ProblemCode.NOTE_TOO_LARGE, Place(note.path), f"the file {error.detail}", hint)
        return Problem(ProblemCode.NOTE_UNREADABLE, Place(note.path), f"the file {error.detail}", error.hint)
