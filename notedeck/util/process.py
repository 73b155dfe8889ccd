"""Run a program with limits of time, memory and output."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

MAX_MEMORY_BYTES = 2_000_000_000  # of anonymous memory; git uses less for the history of Linux


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a program may run, in seconds, and how much it may print, in bytes."""

    seconds: float
    output_bytes: int


class LimitExceededError(Exception):
    """A program took too long, or printed too much, and was ended."""


def run_program(
    command: Sequence[str], folder: Path, env: Mapping[str, str], limits: Limits, data: bytes = b""
) -> bytes | None:
    """Run a program in a folder, with `data` as its input, and return its output; None if it fails.

    Raises LimitExceededError.
    """
    with TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        try:
            process = subprocess.Popen(
                command, cwd=folder, env=dict(env), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except (OSError, ValueError):
            return None
    limit_memory(process.pid)
    output, is_done = read_output(process, limits)
    if not is_done:
        raise LimitExceededError(f"{command[0]} was ended after {limits.seconds:g} seconds or much output")
    return output if process.returncode == 0 else None


def read_output(process: subprocess.Popen[bytes], limits: Limits) -> tuple[bytes, bool]:
    """Return the output of a program that is now ended, and whether it stayed within its limits."""
    expired = threading.Event()

    def end() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(limits.seconds, end)
    timer.start()
    try:
        assert process.stdout is not None
        with process.stdout:
            output = process.stdout.read(limits.output_bytes + 1)
        is_short = len(output) <= limits.output_bytes
        if is_short:
            process.wait()  # until the timer ends it
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    return output, is_short and not expired.is_set()


def limit_memory(pid: int) -> None:
    """Limit the memory of a process, on Linux; other systems cannot do so for another process."""
    if sys.platform == "linux":
        import resource

        try:
            resource.prlimit(pid, resource.RLIMIT_DATA, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        except (OSError, ValueError):  # it has ended already, or has a lower limit
            return
