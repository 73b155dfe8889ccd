"""A persistent cache: texts by key, in one SQLite file each. Deleting a file loses nothing but time."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

MAX_UNUSED_DAYS = 90  # a text that no build asks for is deleted after so many days
SECONDS_PER_DAY = 86_400
MAX_LOCK_SECONDS = 30  # how long to wait for another build that writes to the same file
LIBRARIES = ("beautifulsoup4", "emoji", "lxml", "markdown", "nh3", "pygments", "rapidfuzz")
CREATE_TABLE = "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT NOT NULL, day INTEGER NOT NULL)"


def get_many(file: Path, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts stored under these keys, without the keys that have none.

    Returns an empty dictionary if the file is missing or damaged.
    """
    if not file.is_file():
        return {}
    try:
        with open_transaction(file) as database:
            rows = (database.execute("SELECT name, text FROM kept WHERE name = ?", (key,)).fetchone() for key in keys)
            return dict(row for row in rows if row)
    except (OSError, sqlite3.Error):
        return {}


def put_many(file: Path, texts: Mapping[str, str], used: Iterable[str] = ()) -> None:
    """Store texts under their keys, and mark the keys in `used` as still needed.

    Deletes the texts that were neither stored nor used for 90 days. Raises nothing: without a writable file, nothing is
    stored. A damaged file is deleted; the next call creates a new one.
    """
    today = int(time.time()) // SECONDS_PER_DAY
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open_transaction(file) as database:
            database.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", ((*item, today) for item in texts.items())
            )
            database.executemany(
                "UPDATE kept SET day = ? WHERE name = ? AND day < ?", ((today, key, today) for key in used)
            )
            database.execute("DELETE FROM kept WHERE day < ?", (today - MAX_UNUSED_DAYS,))
    except sqlite3.OperationalError:  # another build is writing, or the disk is full
        return
    except sqlite3.DatabaseError:
        file.unlink(missing_ok=True)
    except OSError:
        return


@contextmanager
def open_transaction(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the database and run the block as one transaction. Raises sqlite3.Error."""
    with closing(sqlite3.connect(file, timeout=MAX_LOCK_SECONDS)) as database, database:
        database.execute(CREATE_TABLE)
        yield database


@cache
def code_fingerprint() -> str:
    """Return a hash that changes with the program's files and with the libraries that its results depend on."""
    root = Path(__file__).parents[1]
    files = sorted(file for file in root.rglob("*") if file.suffix in (".py", ".css", ".html"))
    state = [(file.relative_to(root).as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr((state, [find_version(name) for name in LIBRARIES])).encode()).hexdigest()


def cache_key(*parts: object) -> str:
    """Return a key for a result that depends on these parts and nothing else."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def find_version(name: str) -> str:
    """Return the version of an installed library, "" if it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
