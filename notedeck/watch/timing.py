"""When to build: at the end of every burst of changes."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from notedeck.watch.system import Changes, Folders, watch_folders

DEBOUNCE_MS = 300  # without a change for this time, a burst of several files has ended
MAX_BURST_SECONDS = 5.0  # a burst that does not end is built after this time
REPEAT_SECONDS = 2.0


def wait_for_bursts(
    folders: Folders,
    find_wait_ms: Callable[[Changes], int | None],
    stop: threading.Event,
    debounce_ms: int,
    use_polling: bool | None,
) -> Iterator[None]:
    """Yield once at the start and after every burst, until `stop` is set; changes during a build are not lost.

    `find_wait_ms` says for how many milliseconds nothing may change after these changes, None if they do not matter.
    The longest such time of a burst counts, and `debounce_ms` after a folder was deleted, moved or created.
    """
    first: float | None = float("-inf")  # when the burst began, in seconds; the build at the start is due at once
    last, wait_ms = float("-inf"), 0
    for changes in repeat_changes(watch_folders(folders, stop, use_polling)):
        now = time.monotonic()
        new_wait_ms = debounce_ms if changes is None else find_wait_ms(changes)
        if new_wait_ms is not None:
            first, last = now if first is None else first, now
            wait_ms = max(wait_ms, new_wait_ms)
        if first is not None and (now - last >= wait_ms / 1000 or now - first >= MAX_BURST_SECONDS):
            first, wait_ms = None, 0
            yield


def repeat_changes(seen: Iterable[Changes | None]) -> Iterator[Changes | None]:
    """Yield all changes as they come, and each once more after REPEAT_SECONDS.

    Polling compares whole seconds, so it misses a file that is saved twice within one of them.
    """
    pending: deque[tuple[float, Changes]] = deque()
    for changes in seen:
        now = time.monotonic()
        repeated: Changes = set()
        while pending and now - pending[0][0] > REPEAT_SECONDS:
            repeated |= pending.popleft()[1]
        if changes:
            pending.append((now, changes))
        yield None if changes is None else changes | repeated
