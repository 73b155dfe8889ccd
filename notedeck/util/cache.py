"""Texts kept under names in the cache, in one SQLite file each; deleting it loses nothing but time."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LASTING = 90  # days for which a text is kept that no build asks for
DAY = 86_400
WAIT = 30  # seconds for another build that writes
LIBRARIES = ("beautifulsoup4", "emoji", "lxml", "markdown", "nh3", "pygments", "rapidfuzz")
TABLE = "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT NOT NULL, day INTEGER NOT NULL)"


def recall(file: Path, names: Iterable[str]) -> dict[str, str]:
    """The texts that are kept under these names; none if the file cannot be used."""
    if not file.is_file():
        return {}
    try:
        with opened(file) as base:
            rows = (base.execute("SELECT name, text FROM kept WHERE name = ?", (name,)).fetchone() for name in names)
            return dict(row for row in rows if row)
    except (OSError, sqlite3.Error):
        return {}


def keep(file: Path, texts: Mapping[str, str], used: Iterable[str] = ()) -> None:
    """Keep further texts; those that were not `used` for 90 days go. A damaged file is begun anew next time."""
    today = int(time.time()) // DAY
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with opened(file) as base:
            base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", ((*row, today) for row in texts.items()))
            base.executemany(
                "UPDATE kept SET day = ? WHERE name = ? AND day < ?", ((today, row, today) for row in used)
            )
            base.execute("DELETE FROM kept WHERE day < ?", (today - LASTING,))
    except sqlite3.OperationalError:  # another build is writing, or the disk is full: nothing is kept
        return
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
    except OSError:
        return


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A transaction."""
    with closing(sqlite3.connect(file, timeout=WAIT)) as base, base:
        base.execute(TABLE)
        yield base


@cache
def program() -> str:
    """Tells this program, and the libraries that its results hang on, from any other."""
    root = Path(__file__).parents[1]
    files = sorted(file for file in root.rglob("*") if file.suffix in (".py", ".css", ".html"))
    state = [(file.relative_to(root).as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr((state, [version_of(name) for name in LIBRARIES])).encode()).hexdigest()


def name(*parts: object) -> str:
    """A name for what hangs on these parts."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
