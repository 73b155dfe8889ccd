"""A watch over real folders, in a thread of its own."""

from __future__ import annotations

import itertools
import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from notedeck.watch import rebuild_on_change, system

LIMIT = 60  # seconds; only a failing test waits as long
DEBOUNCE, TICK = 60, 20  # milliseconds
SECONDS = itertools.count(1_600_000_000)


@dataclass(slots=True)
class Watching:
    """What a watch says, line by line."""

    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    stop: threading.Event = field(default_factory=threading.Event)

    def line(self) -> str:
        """The next line, without its time; it is waited for."""
        return self.lines.get(timeout=LIMIT).split("  ", 1)[1]

    def until(self, wanted: Callable[[str], bool]) -> list[str]:
        """The lines up to the first wanted one; a slow machine may make two bursts of one."""
        lines = [self.line()]
        while not wanted(lines[-1]):
            lines.append(self.line())
        return lines

    def says_no_more(self) -> bool:
        """Whether no line comes for several bursts' time; a slow machine cannot make this fail."""
        try:
            self.lines.get(timeout=6 * DEBOUNCE / 1000)
        except queue.Empty:
            return True
        return False


@contextmanager
def watch_folders(
    build: Callable[[], str], *folders: Path, ignored: tuple[Path, ...] = (), polling: bool | None = None
) -> Iterator[Watching]:
    """A watch that goes on until the block ends; then it has ended too."""
    seen = Watching()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            rebuild_on_change(
                folders, build, seen.lines.put, seen.stop, ignored=ignored, debounce_ms=DEBOUNCE, use_polling=polling
            )
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    with patch.object(system, "TICK_MS", TICK):
        thread.start()
        try:
            yield seen
        finally:
            seen.stop.set()
            thread.join(LIMIT)
    assert not thread.is_alive()
    if failures:
        raise failures[0]


def describe_files(*folders: Path) -> str:
    """Every visible file below the folders with its text, on one line: what a build could see."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    descriptions = (
        f"{path.name}={path.read_text(encoding='utf-8')}" for path in files if not path.name.startswith(".")
    )
    return " ".join(descriptions) or "nothing"


def write_note(folder: Path, text: str) -> str:
    """Write a note, each with a second of its own, and say what a build then sees."""
    folder.mkdir(parents=True, exist_ok=True)
    write_file(folder / "a.md", text)
    return f"a.md={text}"


def write_file(file: Path, text: str) -> None:
    """Save a file as if that were a second later than the one before, so that polling sees it at once.

    It is renamed into place: on a busy machine a build could otherwise read it before its text is written.
    """
    second, draft = next(SECONDS), file.with_name(f".{file.name}.draft")
    draft.write_text(text, encoding="utf-8")
    os.utime(draft, (second, second))
    draft.replace(file)
