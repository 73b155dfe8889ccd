"""A copy of this process that computes results, and sends them through a pipe until there is nothing more to do.

It ends with this process, however that ends. Only for Linux.
"""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import FileIO
from typing import NoReturn

NUMBER_BYTES = 4
HEADER_BYTES = 2 * NUMBER_BYTES  # the number of a result, and its length
PIPE_BYTES = 1024 * 1024  # so far a copy may be ahead of us; Linux allows no more to everyone
STOPPING_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})


@dataclass(frozen=True, slots=True)
class Fork:
    """A copy of this process: its id, the pipe from it, and the part of a result that has come.

    `life` is a pipe that nobody writes to: when this end of it is closed, the copy ends.
    """

    process: int
    pipe: int
    life: int
    data: bytearray = field(default_factory=bytearray)

    def receive(self) -> list[tuple[int, bytes]] | None:
        """Return the results that have come, with their numbers; None when the copy has ended. Waits for either."""
        part = os.read(self.pipe, PIPE_BYTES)
        self.data.extend(part)
        return list(take_results(self.data)) if part else None

    def end(self) -> None:
        """Kill the copy if it still runs, and wait for its end."""
        with suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        close_pipes(self.pipe, self.life)


def take_results(data: bytearray) -> Iterator[tuple[int, bytes]]:
    """Yield the complete results at the start of `data`, and delete them from it."""
    while len(data) >= HEADER_BYTES:
        number, length = (int.from_bytes(data[at : at + NUMBER_BYTES], "big") for at in (0, NUMBER_BYTES))
        end = HEADER_BYTES + length
        if len(data) < end:
            return
        result = bytes(data[HEADER_BYTES:end])
        del data[:end]
        yield number, result


def fork_process(compute: Callable[[int], bytes], numbers: Iterable[int], others: Iterable[Fork]) -> Fork:
    """Start a copy of this process that computes the results of `numbers`; `others` are the copies that run already.

    Raises OSError when the system allows no further process.
    """
    pipe, to_us = os.pipe()
    its_life, life = os.pipe()
    try:
        with suppress(OSError):
            fcntl.fcntl(to_us, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        with block_signals():
            process = os.fork()
            if not process:
                close_pipes(pipe, life, *(end for other in others for end in (other.pipe, other.life)))
                run_copy(compute, numbers, to_us, its_life)
    except OSError:
        close_pipes(pipe, life)
        raise
    finally:
        close_pipes(to_us, its_life)
    return Fork(process, pipe, life)


def close_pipes(*pipes: int) -> None:
    """Close the ends of pipes."""
    for pipe in pipes:
        os.close(pipe)


@contextmanager
def block_signals() -> Iterator[None]:
    """Let the signals that stop a program wait for the end of the block."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def run_copy(compute: Callable[[int], bytes], numbers: Iterable[int], to_parent: int, life: int) -> NoReturn:
    """Compute and send results, and end the process without any of the cleaning up that its parent will do.

    Nothing is printed: what fails here is computed again by the parent.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING_SIGNALS)
        end_with_parent(life)
        with os.fdopen(to_parent, "wb", buffering=0) as stream:
            for number in numbers:
                send_result(stream, number, compute(number))
    finally:
        os._exit(0)


def end_with_parent(life: int) -> None:
    """Let the system end this process when the other end of a pipe is closed, by SIGIO, which ends it."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, os.O_ASYNC)


def send_result(stream: FileIO, number: int, result: bytes) -> None:
    """Send a result. Raises OSError when nobody reads any more."""
    head = number.to_bytes(NUMBER_BYTES, "big") + len(result).to_bytes(NUMBER_BYTES, "big")
    data = memoryview(head + result)
    while data:
        data = data[stream.write(data) :]
