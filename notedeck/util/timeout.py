"""A limit for work that may never end."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` gives, or raises, in that time; else TimeoutError.

    Time-outs of sockets begin anew with each byte, so a server that sends one byte a second would hold us for ever.
    Here it only holds a thread that nobody waits for.
    """
    results: list[tuple[T] | Exception] = []
    thread = Thread(target=lambda: results.append(outcome(work)), daemon=True)
    ends = time.monotonic() + seconds
    thread.start()
    thread.join(max(0.0, ends - time.monotonic()))
    if not results:
        raise TimeoutError(f"it takes longer than {seconds:.0f} seconds")
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0][0]


def outcome(work: Callable[[], T]) -> tuple[T] | Exception:
    try:
        return (work(),)
    except Exception as error:  # carried to the thread that waits, and raised there
        return error
