"""What a command takes: time of the clock, time of all processors, and memory, with all processes that it starts."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.02
PROPORTIONAL_SECONDS = 0.25  # shares of memory are dear to read: at most so often, and at each new peak
NEW_PEAK = 1.01  # times the highest sum so far
MAX_ORPHAN_SECONDS = 10.0
PR_SET_CHILD_SUBREAPER = 36  # of Linux: children of a child that ended become ours
PAGE_BYTES = resource.getpagesize()
MEGABYTE = 1024 * 1024


class CommandError(Exception):
    """A measured command failed; the message has its output."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of the clock, seconds of all processors (user and system), and the peak of memory in bytes."""

    wall: float
    cpu: float
    memory: int


def measure_command(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in `folder` and return what it took. Raises CommandError if it fails."""
    adopt_orphans()
    with tempfile.TemporaryFile() as output:
        before, start = children_cpu(), time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        with MemorySampler(process.pid) as sampler:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        wait_for_orphans()
        if process.returncode:
            output.seek(0)
            raise CommandError(f"{' '.join(map(str, command))}\n{output.read().decode(errors='replace')}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Usage(wall, children_cpu() - before, max(sampler.peak, largest))


def children_cpu() -> float:
    """Return the processor time of all processes that have ended below this one, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def adopt_orphans() -> None:
    """Make processes whose parent ends children of this one, so that their time counts (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans() -> None:
    """Wait until all processes below this one have ended, for a few seconds at most."""
    end = time.monotonic() + MAX_ORPHAN_SECONDS
    with suppress(ChildProcessError):
        while time.monotonic() < end:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(SAMPLE_SECONDS)


class MemorySampler:
    """Watches the memory of a process and all processes below it, from a thread, where the system has /proc.

    Memory that several processes share counts once: each has its share of it (PSS).
    """

    def __init__(self, pid: int) -> None:
        """Watch the process `pid`."""
        self.pid, self.peak = pid, 0
        self.highest_sum, self.next_reading = 0, 0.0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self) -> MemorySampler:
        """Start to watch."""
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.ended.set()
        self.thread.join()

    def run(self) -> None:
        """Take samples until the process has ended."""
        while not self.ended.wait(SAMPLE_SECONDS):
            with suppress(OSError, ValueError):
                self.take_sample()

    def take_sample(self) -> None:
        """Note the memory of this moment if it is the most so far."""
        pids = list(list_processes(self.pid))
        total = sum(map(read_resident, pids))
        if len(pids) == 1:
            self.peak = max(self.peak, total)
        elif total > self.highest_sum * NEW_PEAK or time.monotonic() > self.next_reading:
            self.highest_sum = max(self.highest_sum, total)
            self.next_reading = time.monotonic() + PROPORTIONAL_SECONDS
            self.peak = max(self.peak, sum(map(read_proportional, pids)))


def list_processes(pid: int) -> Iterator[int]:
    """Yield a process and all processes below it."""
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from list_processes(int(child))


def read_resident(pid: int) -> int:
    """Return the bytes of memory of a process, 0 if it has just ended."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    return 0


def read_proportional(pid: int) -> int:
    """Return the bytes of memory of a process, where shared memory is divided; 0 if it has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
