"""Write a file so that no reader ever sees half of it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from notedeck.problems import DeckError

MAX_DRAFT_AGE_SECONDS = 86_400


@contextmanager
def replace_file(file: Path) -> Iterator[BinaryIO]:
    """Open a draft beside `file` for writing bytes, and rename it to `file` when the block succeeds.

    The bytes are on the disk before the rename. If the block raises, `file` is unchanged and the draft is deleted.
    Missing folders are created. Raises DeckError if the file cannot be written or the disk is full.
    """
    target = file.resolve()
    draft = target.parent / f".notedeck-{secrets.token_hex(8)}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        delete_old_drafts(target.parent)
        with draft.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise write_error(file, error) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def delete_old_drafts(folder: Path) -> None:
    """Delete the drafts of killed programs; a draft younger than a day may belong to a running one."""
    for draft in folder.glob(".notedeck-*.tmp"):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > MAX_DRAFT_AGE_SECONDS:
                draft.unlink()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power failure, except on Windows, which cannot open folders."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_error(file: Path, error: OSError) -> DeckError:
    """Return the one-line error for a file that cannot be written."""
    reason = error.strerror or str(error)
    return DeckError(f"{file}: cannot be written: {reason}", "Choose another place with -o, or free this one.")
