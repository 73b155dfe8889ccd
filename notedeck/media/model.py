"""The values and errors that pass between the steps: a reference, where it leads, and what is packed."""

from __future__ import annotations

from pathlib import Path

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import ProblemCode


class BrokenImageError(Exception):
    """The picture cannot be read; the text says why."""


class FetchError(Exception):
    """The picture was not downloaded; the text says why."""


class MediaRef(Value, frozen=True):
    """What one note refers to; `embedded` if by an Obsidian embed, which names the file alone."""

    note: str
    address: str
    embedded: bool


class PendingProblem(Value, frozen=True):
    """A problem that does not have its place in the notes yet."""

    code: ProblemCode
    message: Message
    hint: Message


class Local(Value, frozen=True):
    """A file that may be packed; `problem` if its name differs from the note's in case."""

    file: Path
    problem: PendingProblem | None = None


class Inline(Value, frozen=True):
    """Bytes: from a `data:` address in the note, or downloaded."""

    data: bytes


class Remote(Value, frozen=True):
    """A link that stays a link; `problem` if its download failed."""

    problem: PendingProblem | None = None


Location = Local | Inline | Remote | PendingProblem


class Content(Value, frozen=True):
    """What is packed: `stem` from the file's name, `suffix` from its kind, `file` where its bytes are.

    `digest` is the SHA-256 of the source's bytes, and of the policy by which they were changed, if they were.
    `problem` if only a part of the picture can be shown.
    """

    stem: str
    suffix: str
    digest: bytes
    file: Path
    problem: PendingProblem | None = None


Packed = Content | Remote | PendingProblem
