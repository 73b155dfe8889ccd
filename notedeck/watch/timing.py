"""When to build: at the end of every burst of changes."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from notedeck.watch.system import Changes, Folders, looks

DEBOUNCE = 300  # milliseconds without a change end a burst
LONGEST = 5.0  # seconds after which a burst that does not end is built all the same
AGAIN = 2.0  # seconds


def bursts(
    folders: Folders, is_news: Callable[[Changes], bool], stop: threading.Event, debounce: int, polling: bool | None
) -> Iterator[None]:
    """One item at the start and one after every burst, until `stop` is set; what happens meanwhile is not lost."""
    first: float | None = float("-inf")  # when the burst began, in seconds; the one before the start is over
    last = float("-inf")
    for changes in twice(looks(folders, stop, polling)):
        now = time.monotonic()
        if changes is None or is_news(changes):
            first, last = now if first is None else first, now
        if first is not None and (now - last >= debounce / 1000 or now - first >= LONGEST):
            first = None
            yield


def twice(seen: Iterable[Changes | None]) -> Iterator[Changes | None]:
    """All changes as they come, and each once more after `AGAIN`.

    Polling compares whole seconds, so it misses a file that is saved twice within one of them.
    """
    kept: deque[tuple[float, Changes]] = deque()
    for changes in seen:
        now = time.monotonic()
        old: Changes = set()
        while kept and now - kept[0][0] > AGAIN:
            old |= kept.popleft()[1]
        if changes:
            kept.append((now, changes))
        yield None if changes is None else changes | old
