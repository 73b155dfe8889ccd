"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from notedeck.problems import DeckError

STALE = 86_400  # seconds


@contextmanager
def replacing(file: Path) -> Iterator[BinaryIO]:
    """A new file beside `file`, open for writing bytes, that takes its place when the block ends well.

    The bytes are on the disk before the rename. If the block raises, `file` stays as it was and nothing is left over.
    Folders are made as needed. Raises DeckError when the place cannot be written to, or the disk is full.
    """
    target = file.resolve()
    draft = target.parent / f".notedeck-{secrets.token_hex(8)}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        with draft.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
        keep_name(target.parent)
    except OSError as error:
        raise refused(file, error) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def sweep(folder: Path) -> None:
    """Remove drafts that a program which was killed left behind; younger ones may be somebody's work."""
    for draft in folder.glob(".notedeck-*.tmp"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > STALE:
                draft.unlink()


def keep_name(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut, where the system can do that; Windows opens no folders."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refused(file: Path, error: OSError) -> DeckError:
    """The one-line error for a file that cannot be written."""
    reason = error.strerror or str(error)
    return DeckError(f"{file}: cannot be written: {reason}", "Choose another place with -o, or free this one.")
