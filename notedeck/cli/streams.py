"""The standard streams as others may leave them: closed, broken, full, or with an encoding that lacks letters."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

STREAM_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


def prepare_streams() -> None:
    """Make every standard stream one that can be used, and allow any character: some systems' encodings have no emoji.

    Without this, the first file that is opened would get the number of a closed stream, and what is printed. A stream
    that is opened here stays open until the program ends.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    for name, mode in STREAM_MODES.items():
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def use_utf8_output() -> None:
    """Print standard output in UTF-8, as JSON demands (RFC 8259)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def silence_libraries() -> None:
    """Keep libraries from printing: their warnings and logs quote notes and answers of servers as they are."""
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def discard_output(stream: IO[str]) -> None:
    """Send what a stream still holds nowhere: whoever should read it has gone, or there is no room for it."""
    from contextlib import suppress

    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
