"""Several processes that render diagrams at the same time, where that is worth their start."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from notedeck.diagrams.model import Renderer, RenderFailure
from notedeck.diagrams.renderers._command import Command
from notedeck.diagrams.worker import RenderWorker

MAX_WORKERS = 4  # each may take 2 GB of memory
QUICK_DIAGRAMS = 100  # of our own renderers, which draw so many in the time that a process takes to start

T = TypeVar("T")


def count_workers(renderers: Iterable[Renderer]) -> int:
    """Return how many processes are worth their start for diagrams with these renderers.

    A command of the user starts a program for each diagram; our own renderers are imported once in each process.
    """
    kinds = [isinstance(renderer, Command) for renderer in renderers]
    slow, quick = kinds.count(True), kinds.count(False)
    return max(1, min(MAX_WORKERS, os.cpu_count() or 1, slow + quick // QUICK_DIAGRAMS))


@contextmanager
def render_in_processes(diagrams: Sequence[tuple[Renderer, str]]) -> Iterator[Iterator[bytes | RenderFailure]]:
    """Yield the drawings of sources, in order, or why they could not be drawn.

    At the end of the block no process is left, even if it ends early.
    """
    workers = [RenderWorker() for _ in range(count_workers(renderer for renderer, _ in diagrams))]
    threads = ThreadPoolExecutor(len(workers))
    try:
        yield threads.map(partial(render_with_free_worker, fill_queue(workers)), diagrams)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        close_workers(workers)
        threads.shutdown()
        close_workers(workers)  # one of them may have started its process just then


def render_with_free_worker(workers: SimpleQueue[RenderWorker], diagram: tuple[Renderer, str]) -> bytes | RenderFailure:
    """Render a source with a worker that nobody else uses."""
    worker = workers.get()
    try:
        return worker.render(*diagram)
    finally:
        workers.put(worker)


def fill_queue(items: Iterable[T]) -> SimpleQueue[T]:
    """Return a queue of these items."""
    queue: SimpleQueue[T] = SimpleQueue()
    for item in items:
        queue.put(item)
    return queue


def close_workers(workers: Iterable[RenderWorker]) -> None:
    """Kill the processes of the workers, whatever they are doing."""
    for worker in workers:
        worker.close()
