"""Several processes that render diagrams at the same time, where that is worth their start."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from threading import Lock
from typing import TypeVar

from notedeck.diagrams.model import Renderer, RenderFailure
from notedeck.diagrams.renderers._command import Command
from notedeck.diagrams.worker import RenderWorker
from notedeck.messages import Message

MAX_WORKERS = 4  # each may take 2 GB of memory
QUICK_DIAGRAMS = 100  # of our own renderers, which draw so many in the time that a process takes to start
QUICK_SECONDS = 1.0  # a drawing that takes longer counts towards the limit of the build
MAX_SLOW_SECONDS = 120.0  # of all such drawings of a build; a note can have thousands that take ten seconds each
TOO_MANY_SLOW = RenderFailure(
    Message("the slow diagrams before it took more than {limit:.0f} seconds in this build", limit=MAX_SLOW_SECONDS),
    lasting=False,
    hint=Message("Simplify the slow diagrams; or build again, since those that are drawn are kept."),
)

T = TypeVar("T")


def count_workers(renderers: Iterable[Renderer]) -> int:
    """Return how many processes are worth their start for diagrams with these renderers.

    A command of the user starts a program for each diagram; our own renderers are imported once in each process.
    """
    kinds = [isinstance(renderer, Command) for renderer in renderers]
    slow, quick = kinds.count(True), kinds.count(False)
    return max(1, min(MAX_WORKERS, os.cpu_count() or 1, slow + quick // QUICK_DIAGRAMS))


class TimeLimit:
    """How long the slow drawings of one build may take together; several threads share it.

    The commands of the user are not limited: the user allowed them, and may start one that is slow each time.
    """

    def __init__(self, seconds: float = MAX_SLOW_SECONDS) -> None:
        """Set the limit of all slow drawings together."""
        self.seconds = seconds
        self.lock = Lock()

    def render(self, worker: RenderWorker, renderer: Renderer, source: str) -> bytes | RenderFailure:
        """Render a source if there is time left."""
        if isinstance(renderer, Command):
            return worker.render(renderer, source)
        if self.seconds <= 0:
            return TOO_MANY_SLOW
        start = time.monotonic()
        drawing = worker.render(renderer, source)
        self.spend_seconds(time.monotonic() - start)
        return drawing

    def spend_seconds(self, seconds: float) -> None:
        """Subtract the time of a drawing, unless it was quick."""
        if seconds > QUICK_SECONDS:
            with self.lock:
                self.seconds -= seconds


@contextmanager
def render_in_processes(diagrams: Sequence[tuple[Renderer, str]]) -> Iterator[Iterator[bytes | RenderFailure]]:
    """Yield the drawings of sources, in order, or why they could not be drawn.

    At the end of the block no process is left, even if it ends early.
    """
    workers = [RenderWorker() for _ in range(count_workers(renderer for renderer, _ in diagrams))]
    threads = ThreadPoolExecutor(len(workers))
    try:
        yield threads.map(partial(render_with_free_worker, fill_queue(workers), TimeLimit()), diagrams)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        close_workers(workers)
        threads.shutdown()
        close_workers(workers)  # one of them may have started its process just then


def render_with_free_worker(
    workers: SimpleQueue[RenderWorker], limit: TimeLimit, diagram: tuple[Renderer, str]
) -> bytes | RenderFailure:
    """Render a source with a worker that nobody else uses."""
    worker = workers.get()
    try:
        return limit.render(worker, *diagram)
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
