"""Whether two versions of the program give the same: `python -m benchmarks.compare OLD_TREE NEW_TREE FOLDER…`.

Each tree builds a copy of each folder at the same place and at the same second: the first time, with nothing changed,
and after an edit, a removal and a renamed file. Compared are the exit status, what is printed, deck.lock and the
package, of which the first different fields are shown. Returns 1 if anything differs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from itertools import takewhile, zip_longest
from pathlib import Path

from benchmarks.peers.programs import limit_environment

# The clock stands still, so that both trees give changed cards the same time; far enough ahead that no file is newer.
AHEAD_SECONDS = 3600
LAUNCHER = """import sys, time
second = float(sys.argv.pop(1))
time.time = lambda: second
from notedeck.__main__ import main
sys.exit(main())"""
MAX_DIFFERENCES = 3  # shown of each table and text
MAX_SHOWN_CHARACTERS = 200
MARGIN_CHARACTERS = 40  # shown before the first character that differs
TABLES = ("col", "notes", "cards")
BUG = 3  # the exit status
FIELD_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: its exit status, what it printed, deck.lock and the package."""

    status: int
    printed: str
    lock: str
    package: bytes


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder in which both trees build the same notes at the same place."""

    scratch: Path
    name: str
    second: float

    @property
    def notes(self) -> Path:
        """Return the place of the notes."""
        return self.scratch / "deck" / self.name

    @property
    def package(self) -> Path:
        """Return the place of the package."""
        return self.scratch / "home" / "deck.apkg"

    def reset(self, template: Path) -> None:
        """Put the notes there as they are in the template, with no cache and no package."""
        for folder in (self.scratch / "deck", self.scratch / "home"):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, self.scratch / "deck", symlinks=True)
        (self.scratch / "home").mkdir()

    def run(self, tree: Path, *words: str) -> Outcome:
        """Run a command of a tree on the notes."""
        command = (sys.executable, "-P", "-c", LAUNCHER, str(self.second), *words)
        done = subprocess.run(
            command,
            cwd=self.scratch,
            env=limit_environment(self.scratch / "home") | {"PYTHONPATH": str(tree)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        lock = self.notes / "deck.lock"
        lock_text = lock.read_text(encoding="utf-8") if lock.exists() else ""
        package = self.package.read_bytes() if self.package.exists() else b""
        return Outcome(done.returncode, done.stdout + done.stderr, lock_text, package)

    def run_all(self, tree: Path, template: Path) -> Mapping[str, Outcome]:
        """Return what each command of a tree leaves, by the state of the notes."""
        self.reset(template)
        notes, build = str(self.notes), ("build", str(self.notes), "-o", str(self.package))
        outcomes = {"check": self.run(tree, "check", notes, "-v"), "first build": self.run(tree, *build)}
        outcomes["nothing changed"] = self.run(tree, *build)
        edit_notes(self.notes, self.second)
        outcomes["diff after an edit"] = self.run(tree, "diff", notes, "--json")
        outcomes["build after an edit"] = self.run(tree, *build, "-v")
        return outcomes


def edit_notes(folder: Path, second: float) -> None:
    """Edit the first note, rename the second, and cut the last one in half."""
    first, *others = sorted(folder.rglob("*.md"))
    write_text(first, f"{first.read_text(encoding='utf-8', errors='replace')}\n덧붙인 문장.\n", second)
    if others:
        lines = others[-1].read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
        write_text(others[-1], "".join(lines[: len(lines) // 2]), second)
        others[0].rename(others[0].with_name(f"새 {others[0].name}"))


def write_text(file: Path, text: str, second: float) -> None:
    """Write a file as if at that second."""
    file.write_text(text, encoding="utf-8")
    os.utime(file, (second, second))


def copy_notes(folder: Path, target: Path) -> str:
    """Copy notes; of those in a git work tree all that is committed. Return where they are below `target`."""
    command = ("git", "-C", folder, "rev-parse", "--show-toplevel")
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        shutil.copytree(folder, target / folder.name, symlinks=True)
        return folder.name
    top = Path(done.stdout.strip())
    subprocess.run(("git", "clone", "-q", "--no-hardlinks", top, target), check=True)
    return folder.resolve().relative_to(top).as_posix()


def compare_folder(trees: tuple[Path, Path], folder: Path) -> Iterator[str]:
    """Yield the differences between what both trees make of a folder."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        bench = Bench(scratch, copy_notes(folder, scratch / "template"), int(time.time()) + AHEAD_SECONDS)
        old, new = (bench.run_all(tree, scratch / "template") for tree in trees)
    for state, outcome in old.items():
        if outcome.status == BUG:
            yield f"{state}: the old tree fails: {outcome.printed}"
        yield from (f"{state}: {line}" for line in compare_outcomes(outcome, new[state]))


def compare_outcomes(old: Outcome, new: Outcome) -> Iterator[str]:
    """Yield the differences between what a command of each tree left."""
    for field in fields(Outcome):
        values = (getattr(old, field.name), getattr(new, field.name))
        if values[0] == values[1]:
            continue
        if field.name == "package" and all(values):
            yield from compare_packages(*values)
        elif isinstance(values[0], str):
            yield from (f"{field.name}: {line}" for line in compare_rows(*(text.splitlines() for text in values)))
        else:
            yield f"{field.name}: {str(values[0])[:20]} is now {str(values[1])[:20]}"


def compare_packages(old: bytes, new: bytes) -> Iterator[str]:
    """Yield the differences between two packages: rows of the tables, media, and at least that the bytes differ."""
    yield f"the package has other bytes: {len(old):,} and {len(new):,}"
    with tempfile.TemporaryDirectory() as scratch:
        folders = (Path(scratch) / "old", Path(scratch) / "new")
        for folder, content in zip(folders, (old, new), strict=True):
            unpack(content, folder)
        names = [sorted(path.name for path in folder.iterdir()) for folder in folders]
        yield from (f"the files of the package: {line}" for line in compare_rows(*names))
        for name in sorted({*names[0]} & {*names[1]} - {"collection.anki2"}):
            if (folders[0] / name).read_bytes() != (folders[1] / name).read_bytes():
                yield f"the file {name} of the package has another content"
        for table in TABLES:
            rows = [list_rows(folder / "collection.anki2", table) for folder in folders]
            yield from (f"the table {table}: {line}" for line in compare_rows(*rows))


def unpack(content: bytes, folder: Path) -> None:
    """Unpack a package into a new folder."""
    folder.mkdir()
    file = folder.with_suffix(".apkg")
    file.write_bytes(content)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)


def list_rows(collection: Path, table: str) -> list[str]:
    """Return the rows of a table as texts."""
    with closing(sqlite3.connect(collection)) as connection:
        rows = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    return [" | ".join(str(value).replace(FIELD_SEPARATOR, " ¦ ") for value in row) for row in rows]


def compare_rows(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the first differences between two lists of texts, and how many there are; the order alone is one too."""
    lost, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not lost and not added and list(old) != list(new):
        yield "the order is another"
    different = list(zip_longest(lost.elements(), added.elements(), fillvalue="(nothing)"))
    for before, after in different[:MAX_DIFFERENCES]:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
        start = max(0, same - MARGIN_CHARACTERS)
        end = start + MAX_SHOWN_CHARACTERS
        yield f"{before[start:end]!r} is now {after[start:end]!r}"
    if len(different) > MAX_DIFFERENCES:
        yield f"and {len(different) - MAX_DIFFERENCES} more"


def main() -> int:
    """Compare, print a line for each difference, and return 1 if there is one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("old", type=Path, metavar="OLD_TREE", help="a checkout of the version before")
    parser.add_argument("new", type=Path, metavar="NEW_TREE", help="a checkout of the version after")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="folders with notes")
    options = parser.parse_args()
    status = 0
    for folder in options.folders:
        differences = list(compare_folder((options.old.resolve(), options.new.resolve()), folder.resolve()))
        print(f"{folder}: {'different' if differences else 'the same'}", *differences, sep="\n  ", flush=True)  # noqa: T201
        status |= bool(differences)
    return status


if __name__ == "__main__":
    sys.exit(main())
