"""A program that reads the source of a diagram and writes SVG."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from notedeck.diagrams.model import MAX_RENDER_SECONDS, MAX_SVG_BYTES, RenderFailure
from notedeck.messages import Message, explain_error
from notedeck.model import Value
from notedeck.util.files.read import FileRefusedError, open_file, read_file
from notedeck.util.processes.limited import (
    Finished,
    Limits,
    OutputLimitError,
    TimeLimitError,
    make_environment,
    run_program,
)
from notedeck.util.processes.programs import find_program

MAX_MESSAGE_CHARACTERS = 300
MAX_COMMAND_SECONDS = MAX_RENDER_SECONDS - 1  # ends before the worker is killed, so that no program is left running
MAX_FILE_BYTES = 64 * 1024**2
MAX_OUTSIDE_FILE_BYTES = 1024**3  # a program of the user, such as a browser


class CommandError(Exception):
    """The program did not draw the diagram; the text says why."""


class CommandFile(NamedTuple):
    """A file that a command names: its path in the copy, where it is, its SHA-256.

    A file outside of the notes has no `path`: it is used where it is.
    """

    path: str
    file: str
    digest: str
    is_executable: bool = False

    @property
    def name(self) -> str:
        """The path in the notes or their work tree, which the copy has below the number of that folder."""
        return self.path.partition("/")[2] if self.path else self.file


class Argument(NamedTuple):
    """A word of a command: `text`, followed by the absolute path of the copy of `path` if there is one."""

    text: str
    path: str = ""

    def locate_in(self, copies: Path) -> str:
        """Return the word for a folder with the copies."""
        return self.text + str(copies / self.path) if self.path else self.text


class Command(Value, frozen=True):
    """A program, run without a shell, that reads standard input and writes SVG to standard output.

    As it is sent to another process as JSON, its tuples can be lists.

    Its current folder is empty, so it finds nothing of the notes there but copies of `files`, as they were allowed.
    `folders` are those outside of the notes that it names; nobody knows what they will hold.
    """

    words: tuple[Argument, ...]
    files: tuple[CommandFile, ...] = ()
    folders: tuple[str, ...] = ()
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """Return the command line."""
        return repr([tuple(word) for word in self.words])

    def find_version(self) -> str:
        """Return what the files contain; after an update of the program, the cache can be deleted."""
        return repr([(path or file, digest) for path, file, digest, _ in self.files])

    def render(self, source: str) -> bytes:
        """Return the SVG. Raises CommandError."""
        result = self.run(source.encode(self.encoding))
        start = result.output.find(b"<svg")
        if result.status or start < 0:
            words = (result.errors or result.output).decode("utf-8", "replace").split()
            raise CommandError(
                " ".join(words)[:MAX_MESSAGE_CHARACTERS]
                or Message("it ended with status {status}", status=result.status)
            )
        return result.output[start:]

    def run(self, data: bytes) -> Finished:
        """Run the program in an empty folder. Raises OSError, CommandError, LimitExceededError or FileRefusedError."""
        with TemporaryDirectory(prefix="notedeck-", ignore_cleanup_errors=True) as scratch, self.copy_files() as copies:
            program, *arguments = (Argument(*word).locate_in(copies) for word in self.words)
            path = program if Path(program).is_absolute() else find_program(program)
            if path is None:
                raise CommandError(
                    Message("{program} cannot be run: there is no such program in PATH", program=program)
                )
            folder, limits = Path(scratch), Limits(MAX_COMMAND_SECONDS, MAX_SVG_BYTES)
            return run_program([path, *arguments], folder, make_environment(folder), limits, data)

    @contextmanager
    def copy_files(self) -> Iterator[Path]:
        """Yield a folder with the files of the notes.

        Raises CommandError for a file whose content is not what was allowed.
        """
        items = [*map(CommandFile._make, self.files)]
        with TemporaryDirectory(prefix="notedeck-", ignore_cleanup_errors=True) as folder:
            for item in (item for item in items if item.path):
                file = Path(item.file)
                data = read_file(file, roots=(file,), max_bytes=MAX_FILE_BYTES)
                if hashlib.sha256(data).hexdigest() != item.digest:
                    raise CommandError(Message("{item} has changed since the build started", item=item.name))
                copy = Path(folder) / item.path
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(data)
                copy.chmod(0o700 if item.is_executable else 0o600)
            for item in (item for item in items if not item.path):  # as late as possible: they can change until then
                if hash_file(Path(item.file)) != item.digest:
                    raise CommandError(Message("{item} has changed since the build started", item=item.name))
            yield Path(folder)

    def describe_error(self, error: Exception) -> RenderFailure:
        """Return what the program printed, or why it did not run."""
        if isinstance(error, CommandError):
            return RenderFailure(explain_error(error))
        if isinstance(error, TimeLimitError):
            return RenderFailure(
                Message("it takes longer than {limit:.0f} seconds", limit=MAX_COMMAND_SECONDS), lasting=False
            )
        if isinstance(error, OutputLimitError):
            return RenderFailure(Message("its program prints more than {limit} MB", limit=MAX_SVG_BYTES // 1024**2))
        text, path = self.words[0]
        name = text or PurePosixPath(path).name
        reason = error.detail if isinstance(error, FileRefusedError) else error
        return RenderFailure(Message("{name} cannot be run: {reason}", name=name, reason=reason), lasting=False)


def hash_file(file: Path) -> str:
    """Return the SHA-256 of a file outside of the notes, where symlinks are the user's. Raises FileRefusedError."""
    target = Path(os.path.realpath(file))
    digest = hashlib.sha256()
    with open_file(target, roots=(target,), max_bytes=MAX_OUTSIDE_FILE_BYTES) as stream:
        while part := stream.read(1024**2):
            digest.update(part)
    return digest.hexdigest()
