"""Building again whenever the notes are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter, watch

DEBOUNCE = 400  # milliseconds without a further change; an editor's save is several
IDLE = 200  # milliseconds until a quiet watch is known to have begun
OURS = ("deck.lock",)
SUFFIXES = (".apkg", ".tmp", ".lock", ".part", ".bak", ".orig")
HIDDEN = "."


class Saved(DefaultFilter):
    """What a person saves: neither hidden files, nor what editors leave beside them, nor what a build writes."""

    def __init__(self, root: Path, left_out: Iterable[Path]) -> None:
        super().__init__()
        self.root = root.resolve()
        self.left_out = [folder.resolve() for folder in left_out]

    def __call__(self, change: Change, path: str) -> bool:
        file = Path(path)
        if any(file.is_relative_to(folder) for folder in self.left_out) or not super().__call__(change, path):
            return False
        parts = file.relative_to(self.root).parts if file.is_relative_to(self.root) else file.parts[-1:]
        hidden = any(part.startswith(HIDDEN) for part in parts)
        return not hidden and file.name not in OURS and not file.name.endswith(SUFFIXES)


def rebuild(root: Path, left_out: Iterable[Path], build: Callable[[], None], stop: Event | None = None) -> None:
    """Call `build` now and after each burst of changes below `root`, until `stop` is set or a person presses Ctrl-C.

    `left_out` are folders that builds write to. The watch begins before the first build and goes on during each, so
    that no save is missed.
    """
    saved = Saved(root, left_out)
    built = False
    for changes in watch(
        root,
        watch_filter=saved,
        debounce=DEBOUNCE,
        rust_timeout=IDLE,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    ):
        if changes or not built:
            build()
            built = True
