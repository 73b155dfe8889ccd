"""A deck in the middle of its life, with changes that no build has seen: the same state again before each fault."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from benchmarks.attack._program import Limits, Run, run_program
from benchmarks.attack._sandbox import Sandbox, draw_png, open_sandbox

SECOND = 1_780_000_000  # Unix seconds; when the notes were written
BUILD, PREVIEW, TRANSLATE = ("build", "notes"), ("preview", "notes"), ("translate", "notes", "--engine", "pseudo")
COMMANDS = (BUILD, TRANSLATE, PREVIEW)
ORDERS = {  # what is run after a fault of a command: what a build makes depends on the translations before it
    BUILD: (BUILD, PREVIEW, TRANSLATE),
    PREVIEW: (BUILD, PREVIEW, TRANSLATE),
    TRANSLATE: (TRANSLATE, BUILD, PREVIEW),
}
MEMORY = "notes/translations/en.po"
FILES = ("notes/deck.lock", MEMORY, "output/notes.apkg", "output/notes.html")
NOTES = {
    f"notes/{folder}/{number}.md": f"# {folder} {number}\n\n"
    + "".join(f"## 제목 {folder} {number} {n}\n\n설명 {n}번이다. ![x](../a.png)\n\n" for n in range(8))
    for folder in ("aws", "cs")
    for number in range(6)
}
REMOVED, CHANGED = "notes/cs/5.md", "notes/aws/0.md"


Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A sandbox, and the copy from which it is restored.

    `before` are the files before a fault, `alone` those after an undisturbed command, with
    and without a cache, which has the text of a removed card; `finished` those after all in the order of that command.
    """

    sandbox: Sandbox
    copy: Path
    before: dict[str, bytes]
    alone: dict[Words, list[dict[str, bytes]]]
    finished: dict[Words, dict[str, bytes]]

    def restore(self) -> None:
        """Put everything back as it was before the fault."""
        restore_folders(self.copy, self.sandbox.top)

    def judge_files(self, words: Words) -> Iterator[str]:
        """Yield a line for each file of ours that is neither the old nor the new one after a fault of a command."""
        for path, data in read_files(self.sandbox).items():
            if path == MEMORY and words == TRANSLATE:
                yield from judge_memory(data)
            elif data not in (self.before.get(path), *(files.get(path) for files in self.alone[words])):
                yield f"{path} is neither as before nor as after ({len(data)} bytes)"

    def judge_next(self, words: Words) -> Iterator[str]:
        """Run the commands undisturbed; yield a line if one fails, or a file is not as it would be without a fault."""
        for run in run_in_order(self.sandbox, words):
            if run.status != os.EX_OK:
                yield f"then {' '.join(run.words)}: status {run.status}: {run.errors[-200:]!r}"
        for path, data in read_files(self.sandbox).items():
            if data != self.finished[words].get(path):
                yield f"then {path} is another one"


def judge_memory(data: bytes) -> Iterator[str]:
    """Yield a line if translations are half-written; there may be fewer than there will be."""
    try:
        polib.pofile(data.decode("utf-8"))
    except (OSError, ValueError) as error:
        yield f"{MEMORY} cannot be read: {error}"
    if not data.endswith(b"\n"):
        yield f"{MEMORY} is cut off"


def read_files(sandbox: Sandbox) -> dict[str, bytes]:
    """Return the files that the program writes."""
    return {path: (sandbox.work / path).read_bytes() for path in FILES if (sandbox.work / path).is_file()}


def restore_folders(source: Path, target: Path) -> None:
    """Make the folders of the sandbox equal to those of a copy."""
    for name in ("home", "work", "tmp"):
        make_writable(target / name)
        shutil.rmtree(target / name, ignore_errors=True)
        if os.path.lexists(target / name):  # no folder any more
            (target / name).unlink()
        shutil.copytree(source / name, target / name, symlinks=True)


def make_writable(folder: Path) -> None:
    """Allow everything below a folder again."""
    for path in (folder, *folder.rglob("*")):
        with suppress(OSError):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() else 0o644)


@contextmanager
def open_state() -> Iterator[State]:
    """Yield a deck that was built, translated and shown, and then edited."""
    with open_sandbox({**NOTES, "notes/a.png": draw_png(), "notes/deck.toml": 'translate_to = ["en"]\n'}) as sandbox:
        sandbox.top.chmod(0o755)
        run_in_order(sandbox, TRANSLATE)
        (sandbox.work / REMOVED).unlink()
        sandbox.write(CHANGED, NOTES[CHANGED].replace("## 제목", "## 바뀐 제목").replace("이다", "였다"))
        set_times(sandbox)
        copy = sandbox.top.with_name(sandbox.top.name + ".copy")
        copy.mkdir()
        try:
            restore_folders(sandbox.top, copy)
            state = State(sandbox, copy, read_files(sandbox), {}, {})
            for words in COMMANDS:
                state.alone[words] = [run_alone(state, words, has_cache=has_cache) for has_cache in (True, False)]
                state.restore()
                run_in_order(sandbox, words)
                state.finished[words] = read_files(sandbox)
            yield state
        finally:
            shutil.rmtree(copy, ignore_errors=True)


def set_times(sandbox: Sandbox) -> None:
    """Give every note the same time."""
    for file in sandbox.notes.rglob("*.*"):
        with suppress(OSError):
            os.utime(file, (SECOND, SECOND), follow_symlinks=False)


def run_alone(state: State, words: Words, *, has_cache: bool) -> dict[str, bytes]:
    """Run an undisturbed command, and return the files after it."""
    state.restore()
    set_times(state.sandbox)
    run_at_fixed_time(state.sandbox, words, environment={} if has_cache else {"HOME": None, "XDG_CACHE_HOME": None})
    return read_files(state.sandbox)


def run_in_order(sandbox: Sandbox, words: Words) -> list[Run]:
    """Run all commands undisturbed, in the order for a command."""
    runs = []
    for command in ORDERS[words]:
        set_times(sandbox)
        runs.append(run_at_fixed_time(sandbox, command))
    return runs


def run_at_fixed_time(
    sandbox: Sandbox,
    words: Words,
    limits: Limits | None = None,
    environment: Mapping[str, str | None] | None = None,
) -> Run:
    """Run a command at a second of its own: removed cards get the time at which they are found to be removed."""
    return run_program(sandbox, words, replace(limits or Limits(), now=SECOND + 1_000), environment)
