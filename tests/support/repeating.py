"""Runs of commands that may repeat what an earlier run printed, and whether they did."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from notedeck.cli import repeats
from notedeck.cli.main import main
from notedeck.unchanged.attempt import Attempt, find_outcome
from notedeck.unchanged.store import FOLDER, Outcome
from notedeck.util.files.states import TICK_NS
from tests.support.caches import find_caches
from tests.support.pictures import PHOTO, encode_image


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended, what it printed, and whether it did its work."""

    status: int
    printed: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with `notes/` and `media/`, which is the current one, and the means to watch a command."""

    top: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def notes(self) -> Path:
        return self.top / "notes"

    def run(self, *words: str) -> Run:
        """Run a command; the files are older than it, as a person's are."""
        wait_for_tick()
        found: list[Outcome | None] = []

        def find_and_note(attempt: Attempt, notes: Path) -> Outcome | None:
            found.append(find_outcome(attempt, notes))
            return found[-1]

        with self.monkeypatch.context() as patch:
            patch.setattr(repeats, "find_outcome", find_and_note)
            self.capsys.readouterr()
            status = main([*words])
        return Run(status, self.capsys.readouterr().out, not any(found))

    def run_until_repeated(self, *words: str) -> Run:
        """Run a command twice, and return the second run, which repeats the first."""
        self.run(*words)
        repeated = self.run(*words)
        assert not repeated.is_full
        return repeated


def wait_for_tick() -> None:
    """Wait until the clock of the file system has moved on."""
    time.sleep(2 * TICK_NS / 1_000_000_000)


def write_desk(top: Path) -> None:
    """Write notes with pictures in all places: in the notes, beside them, elsewhere; one is missing."""
    files = {
        "notes/1장/스택.md": "## 스택\n\n나중에 넣은 것이 먼저 나온다.\n\n![](그림.png)\n",
        "notes/1장/큐.md": "## 큐\n\n먼저 넣은 것이 먼저 나온다.\n\n![](../../elsewhere/tree.png)\n",
        "notes/2장/트리.md": "## 트리\n\n가지가 있다. ![](../../media/beside.png) ![](missing.png)\n",
    }
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    for place in ("notes/1장/그림.png", "elsewhere/tree.png", "media/beside.png"):
        (top / place).parent.mkdir(exist_ok=True)
        (top / place).write_bytes(encode_image(PHOTO, "PNG"))


def forget_runs() -> None:
    """Make every command do its work again."""
    for folder in find_caches().glob(f"*/{FOLDER}"):
        shutil.rmtree(folder)
