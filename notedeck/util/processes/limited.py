"""Run a program within limits: of time, of output, and of what it learns from the environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from typing import IO

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.lookups import note_chance
from notedeck.util.processes.tree import kill_children, kill_process_tree

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


class LimitExceededError(Exception):
    """A program exceeded a limit, and was killed."""


class TimeLimitError(LimitExceededError):
    """It took too long."""


class OutputLimitError(LimitExceededError):
    """It printed more than it may."""


class Limits(Value, frozen=True):
    """How long a program may run, how much it may print, and, on Linux, how much memory of its own it may have."""

    seconds: float
    output_bytes: int
    memory_bytes: int | None = None


class Finished(Value, frozen=True):
    """How a program ended: its exit status, and what it printed on standard output and standard error."""

    status: int
    output: bytes
    errors: bytes


class LimitedReader(Thread):
    """Reads a stream to its end, and keeps the first `limit` bytes; `is_over` says that there were more."""

    def __init__(self, stream: IO[bytes], limit: int, stop: Event | None = None) -> None:
        """Start to read; set `stop` when there is more than the limit."""
        super().__init__(daemon=True)
        self.stream = stream
        self.limit = limit
        self.stop = stop
        self.data = bytearray()
        self.is_over = False
        self.start()

    def run(self) -> None:
        """Read; what is beyond the limit is dropped at once, so that it needs no memory."""
        with suppress(OSError, ValueError), self.stream:
            while chunk := os.read(self.stream.fileno(), READ_BYTES):
                self.is_over = self.is_over or len(self.data) + len(chunk) > self.limit
                self.data += chunk[: self.limit - len(self.data)]
                if self.is_over and self.stop:
                    self.stop.set()


def make_environment(scratch: Path) -> Mapping[str, str]:
    """Return an environment without keys and tokens: PATH, the home folder, the language, and a temporary folder."""
    names = KEPT_VARIABLES | (WINDOWS_VARIABLES if sys.platform == "win32" else frozenset())
    own = {name: value for name, value in os.environ.items() if name in names or name.startswith("LC_")}
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(entry for entry in entries if Path(entry).is_absolute())
    return own | {"PATH": path} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))


def run_program(
    words: Sequence[str], folder: Path, env: Mapping[str, str], limits: Limits, data: bytes = b""
) -> Finished:
    """Run a program in `folder` with `data` as standard input; neither it nor a child of it is left running.

    Raises OSError or ValueError when it cannot be started, and LimitExceededError.
    """
    stop = Event()
    with end_when_terminated():
        process = start_program(words, folder, env)
        assert process.stdin and process.stdout and process.stderr
        try:
            limit_memory(process.pid, limits.memory_bytes)
            output = LimitedReader(process.stdout, limits.output_bytes, stop)
            errors = LimitedReader(process.stderr, MAX_ERROR_BYTES)
            Thread(target=write_all, args=(process.stdin, data), daemon=True).start()
            Thread(target=report_end, args=(process, stop), daemon=True).start()
            is_in_time = stop.wait(limits.seconds)
        finally:
            kill_children(process.pid)  # also those that outlive the program
            kill_process_tree(process)
    for reader in (output, errors):
        reader.join(MAX_LAST_READ_SECONDS)
    if output.is_over or not is_in_time or process.returncode:
        note_chance()
    if output.is_over:
        raise OutputLimitError(
            Message("{word} prints more than {output_bytes:,} bytes", word=words[0], output_bytes=limits.output_bytes)
        )
    if not is_in_time:
        raise TimeLimitError(
            Message("{word} takes longer than {seconds:g} seconds", word=words[0], seconds=limits.seconds)
        )
    return Finished(process.returncode, bytes(output.data), bytes(errors.data))


def start_program(words: Sequence[str], folder: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that it can be killed with its children."""
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=dict(env),
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def report_end(process: subprocess.Popen[bytes], stop: Event) -> None:
    """Set `stop` when the program has ended."""
    process.wait()
    stop.set()


def limit_memory(pid: int, max_bytes: int | None) -> None:
    """Limit the memory of a process, on Linux; other systems cannot do so for another process."""
    if sys.platform == "linux" and max_bytes is not None:
        import resource

        with suppress(OSError, ValueError):  # it has ended already, or has a lower limit
            resource.prlimit(pid, resource.RLIMIT_DATA, (max_bytes, max_bytes))


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


def write_all(stream: IO[bytes], data: bytes) -> None:
    """Write everything and close; a program may end before it has read all."""
    with suppress(OSError, ValueError), stream:
        stream.write(data)
