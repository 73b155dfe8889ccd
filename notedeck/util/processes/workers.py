"""Compute results in several processes: copies of this one, made by fork.

A copy loads no module from anywhere else, and shares the memory of this process until it changes it. Only Linux does
this well. Elsewhere, and in a process with several threads, whose locks a copy could never open, all is computed here.
So is what a copy leaves undone because it was killed or failed: then the same exception is raised here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from notedeck.util.collector import spare_objects
from notedeck.util.files.read import FileRefusedError, list_folder
from notedeck.util.lookups import look_aside

if TYPE_CHECKING:
    from notedeck.util.processes.forks import Fork

T = TypeVar("T")

MAX_PROCESSES = 8  # this one takes in what the others compute; more of them would wait for it
MAX_BATCHES = 4_000  # their numbers must fit into a pipe, which holds 16 KB or more
MIN_ITEMS = 20  # of which the first may be computed alone; among fewer, a large one would keep the others waiting
NUMBER_BYTES = 4
THREADS = Path("/proc/self/task")


def count_processes(work: int, least_work: int) -> int:
    """Return how many processes are worth their start for so much work, each with `least_work` or more."""
    return min(MAX_PROCESSES, len(os.sched_getaffinity(0)), max(1, work // least_work)) if can_fork() else 1


def can_fork() -> bool:
    """Return whether copies of this process can work."""
    if sys.platform != "linux":
        return False
    try:
        with look_aside():
            return len(list_folder(THREADS)) == 1
    except FileRefusedError:
        return False


@contextmanager
def compute_in_processes(
    function: Callable[[T], bytes], items: Sequence[T], processes: int
) -> Iterator[Iterator[bytes]]:
    """Yield the results of a function for the items, in order, which this and other processes compute meanwhile.

    The number of `processes` changes nothing but the time. The others end with the block.
    """
    if min(processes, len(items)) < 2 or not can_fork():
        yield map(function, items)
        return
    from notedeck.util.processes.forks import fork_process

    alone = 1 if len(items) >= MIN_ITEMS else 0  # is computed first: each copy then has what that imports and compiles
    first, others = [function(item) for item in items[:alone]], items[alone:]
    batch_size = ceil(len(others) / MAX_BATCHES)
    tickets = create_tickets(ceil(len(others) / batch_size))
    numbers = take_numbers(tickets, batch_size, len(others))
    forks: list[Fork] = []
    try:
        with spare_objects():
            with suppress(OSError):  # the system allows no more
                for _ in range(min(processes, len(others)) - 1):
                    forks.append(fork_process(lambda number: function(others[number]), numbers, forks))
            results = collect_results(lambda number: function(others[number]), len(others), numbers, forks)
            yield chain(first, results)
    finally:
        for fork in forks:
            fork.end()
        os.close(tickets)


def create_tickets(count: int) -> int:
    """Return a pipe with the numbers of batches, from which each process takes its next one."""
    pipe, entry = os.pipe()
    with os.fdopen(entry, "wb") as stream:
        stream.write(b"".join(number.to_bytes(NUMBER_BYTES, "big") for number in range(count)))
    return pipe


def take_numbers(tickets: int, batch_size: int, count: int) -> Iterator[int]:
    """Yield the numbers of the items of each batch that no other process has taken."""
    while ticket := os.read(tickets, NUMBER_BYTES):
        start = int.from_bytes(ticket, "big") * batch_size
        yield from range(start, min(start + batch_size, count))


def collect_results(
    compute: Callable[[int], bytes], count: int, numbers: Iterator[int], forks: Sequence[Fork]
) -> Iterator[bytes]:
    """Yield the results from 0 to `count`, in order: compute `numbers` here, and take those of the copies."""
    results: dict[int, bytes] = {}
    running = list(forks)
    for wanted in range(count):
        while wanted not in results:
            number = next(numbers, None if running else wanted)
            if number is not None:
                results[number] = compute(number)
            results.update(receive_results(running, is_waiting=number is None))
        yield results.pop(wanted)


def receive_results(running: list[Fork], *, is_waiting: bool) -> Iterator[tuple[int, bytes]]:
    """Yield the results that have come; wait for some if `is_waiting`. A copy that has ended leaves `running`."""
    for fork in find_ready(running, is_waiting):
        results = fork.receive()
        if results is None:
            running.remove(fork)
        else:
            yield from results


def find_ready(running: Iterable[Fork], is_waiting: bool) -> list[Fork]:
    """Return the copies that have sent something, or have ended."""
    import select

    forks = {fork.pipe: fork for fork in running}
    poll = select.poll()
    for pipe in forks:
        poll.register(pipe, select.POLLIN)
    return [forks[pipe] for pipe, _ in poll.poll(None if is_waiting else 0)] if forks else []
