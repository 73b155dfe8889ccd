"""How soon after a save `watch` has written the package."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.programs import Notedeck
from benchmarks.peers.testbed import report

QUIET_SECONDS = 2.5  # between saves, so that none falls into the second of another or into its build
POLL_SECONDS = 0.002
MAX_START_SECONDS, MAX_SAVE_SECONDS = 300, 60


def measure_saves(deck: Notedeck, saves: int) -> Iterator[float]:
    """Yield for each of several saves, of one note each, the seconds until the package is there."""
    deck.forget_builds()
    command = (deck.executable, "watch", deck.notes, "-o", deck.output / "deck.apkg")
    process = subprocess.Popen(command, cwd=deck.folder, env=deck.environment, stdout=subprocess.DEVNULL)
    try:
        package = deck.output / "deck.apkg"
        wait_for_change(package, (), MAX_START_SECONDS)
        for number in range(saves):
            time.sleep(QUIET_SECONDS)
            before = identify_file(package)
            deck.edit_note(number)
            seconds = wait_for_change(package, before, MAX_SAVE_SECONDS)
            report(f"watch: {seconds:.2f} s")
            yield seconds
    finally:
        process.terminate()
        process.wait()


def wait_for_change(file: Path, before: tuple[int, ...], limit: float) -> float:
    """Return after how many seconds a file was replaced. Raises TimeoutError after `limit` seconds."""
    start = time.perf_counter()
    while (seconds := time.perf_counter() - start) < limit:
        if identify_file(file) not in (before, ()):
            return seconds
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{file} was not written within {limit} s")


def identify_file(file: Path) -> tuple[int, ...]:
    """Return what tells a file from the one that replaces it; an empty tuple if there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return ()
    return (status.st_ino, status.st_mtime_ns, status.st_size)
