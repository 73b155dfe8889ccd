"""A persistent cache: texts by key, in one SQLite file each. Deleting a file loses nothing but time.

An entry counts only with the seal of this user's program. A file that is no plain database of such entries, or one that
takes too long to read, counts as missing, and is created again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from notedeck.util.cache.seal import make_sealer
from notedeck.util.files.private import clear_place
from notedeck.util.files.read import file_size
from notedeck.util.files.write import is_regular_file, read_mode

MAX_UNUSED_DAYS = 90  # a text that no build asks for is deleted after so many days
SECONDS_PER_DAY = 86_400
MAX_LOCK_SECONDS = 5  # how long to wait for another build that writes to the same file
MAX_QUERY_SECONDS = 30
MAX_DATABASE_BYTES = 2 * 1024**3
MAX_VALUE_BYTES = 256 * 1024**2
STEPS_BETWEEN_CHECKS = 100_000  # of SQLite's virtual machine, about a millisecond
LIBRARIES = ("beautifulsoup4", "emoji", "lxml", "markdown", "nh3", "pygments", "rapidfuzz")
CREATE_TABLE = "CREATE TABLE kept (name TEXT PRIMARY KEY, text TEXT NOT NULL, seal BLOB NOT NULL, day INTEGER NOT NULL)"
OWN_SCHEMA = {("table", "kept", CREATE_TABLE), ("index", "sqlite_autoindex_kept_1", None)}
SELECT_ENTRY = "SELECT CAST(text AS BLOB), CAST(seal AS BLOB) FROM kept WHERE name = ?"  # bytes, as they are sealed
SIDE_FILES = ("-journal", "-wal", "-shm")  # which SQLite opens, too


class StrangeDatabaseError(sqlite3.DatabaseError):
    """The database holds something else than the cache's table, such as a view or a trigger."""


def get_many(file: Path, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts stored under these keys, without the keys that have none.

    Returns an empty dictionary if the file is missing, damaged, locked, or no database of ours.
    """
    if not is_usable(file):
        return {}
    compute_seal = make_sealer(file.name)
    try:
        with open_transaction(file) as database:
            rows = [(key, *row) for key in keys if (row := database.execute(SELECT_ENTRY, (key,)).fetchone())]
            sealed = (
                (name, text) for name, text, seal in rows if text is not None and seal == compute_seal(name, text)
            )
            return {name: text.decode("utf-8", "surrogatepass") for name, text in sealed}
    except (OSError, sqlite3.Error, UnicodeError):  # SQLite's own messages quote the damaged text
        return {}


def put_many(file: Path, texts: Mapping[str, str], used: Iterable[str] = ()) -> None:
    """Store texts under their keys, and mark the keys in `used` as still needed.

    Deletes the texts that were neither stored nor used for 90 days. Raises nothing: without a writable file, nothing is
    stored. A damaged file is deleted; the next call creates a new one.
    """
    today = int(time.time()) // SECONDS_PER_DAY
    if not is_usable(file):
        delete_database(file)
    compute_seal = make_sealer(file.name)
    entries = ((name, text, compute_seal(name, encode(text)), today) for name, text in texts.items())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open_transaction(file) as database:
            database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", entries)
            database.executemany(
                "UPDATE kept SET day = ? WHERE name = ? AND day < ?", ((today, key, today) for key in used)
            )
            database.execute("DELETE FROM kept WHERE day < ?", (today - MAX_UNUSED_DAYS,))
    except sqlite3.OperationalError:  # another build is writing, or the disk is full
        return
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        delete_database(file)
    except (OSError, UnicodeEncodeError):
        return


def is_usable(file: Path) -> bool:
    """Return whether a file can be a database of ours: it is regular, and not too large."""
    side_files = (file.with_name(file.name + suffix) for suffix in SIDE_FILES)
    return is_regular_file(file) and file_size(file) <= MAX_DATABASE_BYTES and not any(map(is_strange, side_files))


def is_strange(file: Path) -> bool:
    """Return whether something is at a path, but no regular file."""
    return bool(read_mode(file)) and not is_regular_file(file)


def delete_database(file: Path) -> None:
    """Delete a database with the files that SQLite keeps beside it."""
    for suffix in ("", *SIDE_FILES):
        clear_place(file.with_name(file.name + suffix))


@contextmanager
def open_transaction(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the database and run the block as one transaction. Raises sqlite3.Error."""
    deadline = time.monotonic() + MAX_LOCK_SECONDS + MAX_QUERY_SECONDS
    with closing(sqlite3.connect(str(file), timeout=MAX_LOCK_SECONDS, uri=False)) as database, database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
        database.set_progress_handler(lambda: time.monotonic() > deadline, STEPS_BETWEEN_CHECKS)
        database.execute("PRAGMA trusted_schema = OFF")
        prepare_table(database)
        yield database


def prepare_table(database: sqlite3.Connection) -> None:
    """Create the table in an empty database. Raises sqlite3.Error, also for a database with anything else in it."""
    schema = database.execute("SELECT type, name, sql FROM sqlite_master").fetchmany(len(OWN_SCHEMA) + 1)
    if not schema:
        database.execute(CREATE_TABLE)
    elif set(schema) != OWN_SCHEMA:
        raise StrangeDatabaseError("no cache of this program")


def encode(text: str) -> bytes:
    """Return the bytes of a text, whatever letters it has."""
    return text.encode("utf-8", "surrogatepass")


@cache
def code_fingerprint() -> str:
    """Return a hash that changes with the program's files and with the libraries that its results depend on."""
    root = Path(__file__).parents[2]
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
