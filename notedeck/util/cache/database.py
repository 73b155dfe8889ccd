"""A persistent cache: contents by name, in one SQLite file for each kind. Deleting a file loses nothing but time.

An entry counts only with the seal of this user's program. A file that is no plain database of such entries, or one that
takes too long to read, counts as missing, and is created again.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.util.cache.seal import make_sealer
from notedeck.util.files.private import clear_place
from notedeck.util.files.read import file_size
from notedeck.util.files.write import is_regular_file, read_mode

MAX_UNUSED_DAYS = 90  # an entry that no build asks for is deleted after so many days
SECONDS_PER_DAY = 86_400
MAX_LOCK_SECONDS = 5  # how long to wait for another build that writes to the same file
MAX_QUERY_SECONDS = 30
MAX_DATABASE_BYTES = 2 * 1024**3
MAX_CONTENT_BYTES = 256 * 1024**2
MAX_PENDING_BYTES = 8 * 1024**2
STEPS_BETWEEN_CHECKS = 100_000  # of SQLite's virtual machine, about a millisecond
# The content comes last, so that no query for the days of all entries reads it.
CREATE_TABLE = (
    "CREATE TABLE entry (name TEXT PRIMARY KEY, day INTEGER NOT NULL, seal BLOB NOT NULL, content BLOB NOT NULL)"
)
OWN_SCHEMA = {("table", "entry", CREATE_TABLE), ("index", "sqlite_autoindex_entry_1", None)}
SELECT_ENTRIES = """
    SELECT name, day < ?, CAST(seal AS BLOB), CAST(content AS BLOB) FROM json_each(?) JOIN entry ON name = value
"""  # as bytes, as they are sealed
MARK_ENTRIES = "UPDATE entry SET day = ? WHERE name IN (SELECT value FROM json_each(?))"
SIDE_FILES = ("-journal", "-wal", "-shm")  # which SQLite opens, too


class StrangeDatabaseError(sqlite3.DatabaseError):
    """The database holds something else than the cache's table, such as a view or a trigger."""


def get_many(file: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the contents stored under these names, without the names that have none; see `iterate_entries`."""
    return dict(iterate_entries(file, names))


def iterate_entries(file: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each of these names that is stored, and its content; then mark those entries as still needed.

    Yields nothing, or no more, if the file is missing, damaged, locked, or no database of ours.
    """
    wanted = json.dumps(list(dict.fromkeys(names)))
    if not is_usable(file):
        return
    compute_seal = make_sealer(file.name)
    unmarked: list[str] = []
    with suppress(OSError, sqlite3.Error, UnicodeError):  # SQLite's own messages quote the damaged text
        with open_transaction(file) as database:
            for name, is_old, seal, content in database.execute(SELECT_ENTRIES, (find_today(), wanted)):
                if content is not None and seal == compute_seal(name, content):
                    unmarked += [name] if is_old else []
                    yield name, content
        mark_used(file, unmarked)


@dataclass(slots=True)
class PendingEntries:
    """New entries of a cache, which are stored some megabytes at a time, so a build that is stopped keeps most."""

    file: Path
    contents: dict[str, bytes] = field(default_factory=dict)
    size: int = 0

    def add(self, name: str, content: bytes) -> None:
        """Add an entry; store those that wait if they are many."""
        self.contents[name] = content
        self.size += len(content)
        if self.size >= MAX_PENDING_BYTES:
            self.store()

    def store(self) -> None:
        """Store the entries that wait."""
        put_many(self.file, self.contents)
        self.contents, self.size = {}, 0


@contextmanager
def collect_entries(file: Path) -> Iterator[PendingEntries]:
    """Yield what stores new entries; all are stored at the end of the block."""
    entries = PendingEntries(file)
    try:
        yield entries
    finally:
        entries.store()


def mark_used(file: Path, names: Collection[str]) -> None:
    """Mark entries as needed today. Raises sqlite3.Error."""
    if names:
        with open_transaction(file) as database:
            database.execute(MARK_ENTRIES, (find_today(), json.dumps(list(names))))


def put_many(file: Path, contents: Mapping[str, bytes]) -> None:
    """Store contents under their names, if there are any; see `put_entries`."""
    if contents:
        put_entries(file, contents.items())


def put_entries(file: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Store pairs of a name and a content, and delete the entries that were neither stored nor read for 90 days.

    All pairs are stored or, if one cannot be, none; they are taken one by one, so they may be more than fit into
    memory. Raises nothing: without a writable file, nothing is stored. A damaged file is deleted; the next call creates
    a new one. A new file need not survive a power failure: it has nothing yet that is lost with it.
    """
    if not is_usable(file):
        delete_database(file)
    compute_seal, today = make_sealer(file.name), find_today()
    entries = ((name, today, compute_seal(name, content), content) for name, content in contents)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open_transaction(file, sync=is_regular_file(file)) as database:
            database.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", entries)
            database.execute("DELETE FROM entry WHERE day < ?", (today - MAX_UNUSED_DAYS,))
    except sqlite3.OperationalError:  # another build is writing, or the disk is full
        return
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        delete_database(file)
    except (OSError, UnicodeEncodeError):
        return


def find_today() -> int:
    """Return the number of the present day."""
    return int(time.time()) // SECONDS_PER_DAY


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
def open_transaction(file: Path, *, sync: bool = True) -> Iterator[sqlite3.Connection]:
    """Open the database and run the block as one transaction; with `sync` it survives a power failure.

    Raises sqlite3.Error.
    """
    deadline = time.monotonic() + MAX_LOCK_SECONDS + MAX_QUERY_SECONDS
    with closing(sqlite3.connect(str(file), timeout=MAX_LOCK_SECONDS, uri=False)) as database, database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CONTENT_BYTES)
        database.set_progress_handler(lambda: time.monotonic() > deadline, STEPS_BETWEEN_CHECKS)
        database.execute("PRAGMA trusted_schema = OFF")
        if not sync:
            database.execute("PRAGMA synchronous = OFF")
        prepare_table(database)
        yield database


def prepare_table(database: sqlite3.Connection) -> None:
    """Create the table in an empty database. Raises sqlite3.Error, also for a database with anything else in it."""
    schema = database.execute("SELECT type, name, sql FROM sqlite_master").fetchmany(len(OWN_SCHEMA) + 1)
    if not schema:
        database.execute(CREATE_TABLE)
    elif set(schema) != OWN_SCHEMA:
        raise StrangeDatabaseError("no cache of this program")
