"""Building again whenever the notes change."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from notedeck.problems import DeckError
from notedeck.watch.inputs import Inputs
from notedeck.watch.saved import Saved
from notedeck.watch.timing import DEBOUNCE, bursts

__all__ = ["DEBOUNCE", "watch"]


def watch(
    folders: Iterable[Path],
    build: Callable[[], str],
    say: Callable[[str], None],
    stop: threading.Event | None = None,
    *,
    ignored: Iterable[Path] = (),
    debounce: int = DEBOUNCE,
    polling: bool | None = None,
) -> None:
    """Build at the start and after every burst of changes below `folders`; `say` gets one line a build.

    `build` returns what to tell of a build. What it raises is told as well and ends nothing. It runs in this thread.
    `folders` may also name files, whose folders are then watched; whatever is missing is waited for. `ignored` are the
    places that a build writes to. `debounce` is how many milliseconds without a change end a burst. `polling` looks
    for changes every second instead of being told of them, as network drives and Windows' folders under WSL need it;
    None leaves the choice to watchfiles, which knows WSL.

    Returns on Ctrl-C, or soon after `stop` is set. Raises DeckError when the system cannot watch the folders.
    """
    roots = tuple(dict.fromkeys(path.parent if path.is_file() else path for path in folders))
    inputs, saved = Inputs(roots, ignored), Saved()
    ends = stop or threading.Event()
    with suppress(KeyboardInterrupt):
        for _ in bursts(roots, lambda changes: saved.news(inputs.among(changes)), ends, debounce, polling):
            line, well = outcome(build)
            say(f"{time.strftime('%H:%M:%S')}  {line}")
            saved.built(well=well)


def outcome(build: Callable[[], str]) -> tuple[str, bool]:
    """One line about one build, and whether it went well."""
    try:
        return one_line(build()), True
    except DeckError as error:
        return one_line(f"error: {error}. {error.hint}" if error.hint else f"error: {error}"), False
    except Exception as error:  # ours; whoever writes notes goes on
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return one_line(f"bug in notedeck: {type(error).__name__} at {place}: {error}. Please report this line."), False


def one_line(text: str) -> str:
    return " ".join(text.split())
