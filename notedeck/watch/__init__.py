"""Building again whenever the notes change."""

from __future__ import annotations

import gc
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from notedeck.messages import Message
from notedeck.problems import DeckError
from notedeck.util.files.read import file_size, is_file
from notedeck.watch.content_tracker import ContentTracker
from notedeck.watch.inputs import InputFilter
from notedeck.watch.system import Changes
from notedeck.watch.timing import DEBOUNCE_MS, wait_for_bursts

__all__ = ["DEBOUNCE_MS", "rebuild_on_change"]


def rebuild_on_change(
    folders: Iterable[Path],
    build: Callable[[], str],
    print_line: Callable[[str], None],
    stop: threading.Event | None = None,
    *,
    ignored: Iterable[Path] = (),
    debounce_ms: int = DEBOUNCE_MS,
    use_polling: bool | None = None,
    rest: Callable[[], object] = gc.collect,
) -> None:
    """Build at the start and after every burst of changes below `folders`; print one line for each build.

    `build` runs in this thread and returns the text of its line. What it raises is printed too and ends nothing.
    `folders` may also name files, whose folders are then watched; missing ones are waited for. `ignored` are the places
    that a build writes to. A burst ends after `debounce_ms` milliseconds without a change; the save of one file is
    built at once. `use_polling` scans all files every second instead of relying on the system, which network drives and
    Windows folders under WSL need; None leaves the choice to watchfiles, which detects WSL.

    `rest` is called when the line of a build is printed: then is time for what the next build needs.

    Returns on Ctrl-C, or soon after `stop` is set. Raises DeckError when the system cannot watch the folders.
    """
    roots = tuple(dict.fromkeys(path.parent if path.is_file() else path for path in folders))
    inputs, tracker = InputFilter(roots, ignored), ContentTracker()

    def find_wait_ms(changes: Changes) -> int | None:
        paths = inputs.select_inputs(changes)
        if not tracker.has_changes(paths):
            return None
        return 0 if is_single_save(paths) else debounce_ms

    with suppress(KeyboardInterrupt):
        for _ in wait_for_bursts(roots, find_wait_ms, stop or threading.Event(), debounce_ms, use_polling):
            line, succeeded = run_build(build)
            print_line(f"{time.strftime('%H:%M:%S')}  " + line)
            tracker.record_build(succeeded=succeeded)
            rest()


def is_single_save(paths: Sequence[str]) -> bool:
    """Return whether the changes of a moment are the save of one file.

    A deleted file may be about to come back under another name, and an empty one about to be written.
    """
    file = Path(paths[0]) if len({*paths}) == 1 else None
    return file is not None and is_file(file) and file_size(file) > 0


def run_build(build: Callable[[], str]) -> tuple[str, bool]:
    """Build, and return one line about it and whether it succeeded."""
    try:
        return join_lines(build()), True
    except DeckError as error:
        return join_lines(
            Message("error: {error}. {hint}", error=error, hint=error.hint)
            if error.hint
            else Message("error: {error}", error=error)
        ), False
    except Exception as error:  # a bug of ours must not end the watch of somebody who writes notes
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        text = Message(
            "bug in notedeck: {kind} at {place}: {error}. Please report this line.",
            kind=type(error).__name__,
            place=place,
            error=error,
        )
        return join_lines(text), False


def join_lines(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())
