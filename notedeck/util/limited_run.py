"""Run a program within limits: of time, of output, and of what it learns from the environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import IO

from notedeck.util.process_tree import kill_children, kill_process_tree

MAX_ERROR_BYTES = 64 * 1024  # what a program prints on standard error beyond that is dropped
MAX_LAST_READ_SECONDS = 1.0  # for output that is still in the pipe when the program has ended
READ_BYTES = 64 * 1024
KEPT_VARIABLES = frozenset({"HOME", "LANG", "LANGUAGE"})
WINDOWS_VARIABLES = frozenset(
    """
    APPDATA COMSPEC LOCALAPPDATA PATHEXT PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) SYSTEMDRIVE SYSTEMROOT USERPROFILE
    WINDIR
    """.split()  # noqa: SIM905
)


class OutputLimitError(Exception):
    """The program printed more than it may."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended: its exit status, and what it printed on standard output and standard error."""

    status: int
    output: bytes
    errors: bytes


class LimitedReader(Thread):
    """Reads a stream to its end, and keeps the first `limit` bytes; `is_over` says that there were more."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        """Start to read."""
        super().__init__(daemon=True)
        self.stream = stream
        self.limit = limit
        self.data = bytearray()
        self.is_over = False
        self.start()

    def run(self) -> None:
        """Read; what is beyond the limit is dropped at once, so that it needs no memory."""
        with suppress(OSError, ValueError), self.stream:
            while chunk := os.read(self.stream.fileno(), READ_BYTES):
                self.is_over = self.is_over or len(self.data) + len(chunk) > self.limit
                self.data += chunk[: self.limit - len(self.data)]


def make_environment(scratch: Path) -> Mapping[str, str]:
    """Return an environment without keys and tokens: PATH, the home folder, the language, and a temporary folder."""
    kept = KEPT_VARIABLES | (WINDOWS_VARIABLES if sys.platform == "win32" else frozenset())
    own = {name: value for name, value in os.environ.items() if name in kept or name.startswith("LC_")}
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(entry for entry in entries if Path(entry).is_absolute())
    return own | {"PATH": path} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))


def run_program(
    words: Sequence[str], data: bytes, folder: Path, *, max_seconds: float, max_output_bytes: int
) -> Finished:
    """Run a program in `folder` with `data` as standard input; neither it nor a child of it is left running.

    Raises OSError when it cannot be started, TimeoutError, and OutputLimitError.
    """
    with end_when_terminated():
        process = start_program(words, folder)
        assert process.stdin and process.stdout and process.stderr
        try:
            output = LimitedReader(process.stdout, max_output_bytes)
            errors = LimitedReader(process.stderr, MAX_ERROR_BYTES)
            Thread(target=write_all, args=(process.stdin, data), daemon=True).start()
            wait_for_end(process, output, max_seconds)
        finally:
            kill_children(process.pid)  # also those that outlive the program
            kill_process_tree(process)
    for reader in (output, errors):
        reader.join(MAX_LAST_READ_SECONDS)
    if output.is_over:
        raise OutputLimitError
    return Finished(process.returncode, bytes(output.data), bytes(errors.data))


def start_program(words: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that it can be killed with its children. Raises OSError."""
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=make_environment(folder),
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


@contextmanager
def end_when_terminated() -> Iterator[None]:
    """Turn the signal to terminate into SystemExit, so that this process does not leave its program behind."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def wait_for_end(process: subprocess.Popen[bytes], output: LimitedReader, max_seconds: float) -> None:
    """Return when the program has ended or printed too much. Raises TimeoutError."""
    deadline = time.monotonic() + max_seconds
    while process.poll() is None and not output.is_over:
        if time.monotonic() > deadline:
            raise TimeoutError
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)


def write_all(stream: IO[bytes], data: bytes) -> None:
    """Write everything and close; a program may end before it has read all."""
    with suppress(OSError, ValueError), stream:
        stream.write(data)
