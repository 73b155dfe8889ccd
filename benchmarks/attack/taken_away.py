"""Files that are deleted, moved or replaced while a command runs: an error or a finding, and the next run is well."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path

from benchmarks.attack import Result
from benchmarks.attack._judge import judge_ending
from benchmarks.attack._program import run_program
from benchmarks.attack._states import COMMANDS, State, open_state
from benchmarks.attack._trial import summarize

TRIES = 180
SECONDS = 0.6  # a command takes about as long
PLACES = (
    "work/notes",
    "work/notes/aws",
    "work/notes/aws/1.md",
    "work/notes/a.png",
    "work/notes/deck.toml",
    "work/notes/deck.lock",
    "work/notes/translations",
    "work/notes/translations/en.po",
    "work/output",
    "work/output/notes.apkg",
    "home/.cache",
    "home",
    "tmp",
    "work",
)


def delete(path: Path) -> None:
    """Delete a file or a folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def empty(path: Path) -> None:
    """Empty a file or a folder."""
    if path.is_dir():
        shutil.rmtree(path)
        path.mkdir()
    else:
        path.write_bytes(b"")


def swap_kind(path: Path) -> None:
    """Put a file where a folder was, and the other way round."""
    is_folder = path.is_dir()
    delete(path)
    if is_folder:
        path.write_bytes(b"x")
    else:
        path.mkdir()


def move_away(path: Path) -> None:
    """Move a file or a folder beside itself."""
    path.rename(path.with_name(path.name + "-moved"))


def put_link(path: Path) -> None:
    """Put a symlink to a secret, or to the folder with secrets, where it was."""
    home = next(folder for folder in path.parents if (folder / "marks").is_dir()) / "outside"
    target = home if path.is_dir() else home / "secret.md"
    delete(path)
    path.symlink_to(target)


CHANGES: tuple[Callable[[Path], None], ...] = (delete, empty, swap_kind, move_away, put_link)


def attack(tries: int, seed: int) -> Result:
    """Change something at a random moment of every command, then put it back and run all commands undisturbed."""
    kinds = list(product(PLACES, CHANGES, COMMANDS))
    random.Random(seed).shuffle(kinds)
    through: list[str] = []
    with open_state() as state:
        secret = (state.sandbox.outside / "secret.md").read_bytes()
        for number in range(tries):
            place, change, words = kinds[number % len(kinds)]
            moment = random.Random(f"{seed} {number}").uniform(0, SECONDS)
            wrong = try_change(state, place, change, words, moment)
            if (state.sandbox.outside / "secret.md").read_bytes() != secret:
                wrong.append("a file outside is changed")
            through += summarize(f"{change.__name__} {place} after {moment:.2f} s", wrong)
    return Result(tries, tuple(through))


def try_change(
    state: State, place: str, change: Callable[[Path], None], words: tuple[str, ...], moment: float
) -> list[str]:
    """Return how a command ended badly, and what was wrong with those after it."""
    state.restore()
    thread = threading.Thread(target=change_later, args=(state.sandbox.top / place, change, moment))
    thread.start()
    run = run_program(state.sandbox, words)
    thread.join()
    wrong = list(judge_ending(run))
    if (state.sandbox.top / place).is_symlink():
        (state.sandbox.top / place).unlink()
    shutil.rmtree(state.sandbox.top / (place + "-moved"), ignore_errors=True)
    state.restore()
    return [*wrong, *state.judge_next(words)]


def change_later(path: Path, change: Callable[[Path], None], seconds: float) -> None:
    """Wait, then make the change, if what it needs is there."""
    time.sleep(seconds)
    with suppress(OSError):
        change(path)
