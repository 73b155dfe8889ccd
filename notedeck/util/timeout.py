"""A time limit for a call that may never return."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from notedeck.messages import Message

T = TypeVar("T")


def call_with_timeout(seconds: float, function: Callable[[], T]) -> T:
    """Return what `function` returns, or raise what it raises; raise TimeoutError after `seconds`.

    The timeout of a socket restarts with each byte, so a server that sends one byte per second could block us for ever.
    Here it only blocks a daemon thread that nobody waits for.
    """
    results: list[tuple[T] | Exception] = []
    thread = Thread(target=lambda: results.append(capture_result(function)), daemon=True)
    deadline = time.monotonic() + seconds
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if not results:
        raise TimeoutError(Message("it takes longer than {seconds:.0f} seconds", seconds=seconds))
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0][0]


def capture_result(function: Callable[[], T]) -> tuple[T] | Exception:
    """Return the result in a tuple, or the exception, so that the waiting thread can raise it."""
    try:
        return (function(),)
    except Exception as error:
        return error
