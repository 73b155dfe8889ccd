"""What the log of git says about files. Without git, every function returns its empty value; none raises."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from notedeck.model import Value
from notedeck.util.files.read import is_folder, is_present
from notedeck.util.git.repository import SHALLOW_FILE
from notedeck.util.git.run import (
    MAX_REMEMBERED_ANSWERS,
    UnansweredError,
    ask_git,
    find_checked_repository,
    find_head_hash,
    run_git,
)
from notedeck.util.git.worktree import find_worktree, name_folder_from_top, name_path_from_top, normalize_path

MAX_BLOB_BYTES = 10_000_000  # of an earlier version of a note
CHANGED_LINE = re.compile(rb"^[-+ ]*[-+][-+ ]*([^-+ \n].*)$", re.MULTILINE)  # a column for each parent of a merge
PLAIN_DIFF = ("--no-renames", "--no-ext-diff", "--no-textconv")
RAW_CHANGE = re.compile(rb":\d+ \d+ [0-9a-f]+ (?P<blob>[0-9a-f]+) (?P<status>[A-Z])")
LOG_HEADER = re.compile(rb"\x01[0-9a-f]{40,64} (-?\d+)")


class ChangedFiles(Value, frozen=True):
    """A commit: its Unix second, and the object ids of the files that it changed by path, "" for those it took away."""

    second: int
    files: Mapping[str, str]


def read_versions(file: Path, limit: int) -> Iterator[bytes]:
    """Yield the content of a file in the last `limit` commits that changed it, newest first.

    The file itself may be gone.
    """
    folder = next(parent for parent in file.parents if is_folder(parent))
    top = find_worktree(folder)
    name = name_path_from_top(file, top) if top else ""
    if not top or not name:
        return
    output = run_git(top, "log", "--full-history", f"--max-count={limit}", "--format=%H", "HEAD", "--", name)
    for commit in (output or b"").decode("ascii").split():
        data = run_git(top, "cat-file", "blob", f"{commit}:{name}", max_bytes=MAX_BLOB_BYTES)
        if data is not None:
            yield data


def find_first_commit(root: Path) -> str:
    """Return the hash of the first commit on the main line of the history around `root`, "" if it is unknown.

    A shallow clone does not have it.
    """
    repository = find_checked_repository(root)
    if repository is None or is_present(repository.common / SHALLOW_FILE):
        return ""
    output = run_git(root, "rev-list", "--first-parent", "--max-parents=0", "HEAD", is_optional=True)
    return (output or b"").decode("ascii").strip()


def read_changed_lines(file: Path, limit: int, since: str = "") -> tuple[bytes, ...] | None:
    """Return the lines of a file that a commit added or took away, the newest commits first; None without an answer.

    Only the last `limit` commits that changed it count, and only those after the commit `since`.
    """
    top = find_worktree(file.parent)
    name = name_path_from_top(file, top) if top else ""
    if not top or not name:
        return None
    # With the full history, as git otherwise leaves out a branch of which a merge kept nothing.
    flags = ("--full-history", "-p", "-c", "-U0", "--text", "--format=", *PLAIN_DIFF)
    range_ = ("HEAD", f"^{since}") if since else ("HEAD",)
    output = run_git(top, "log", *flags, f"--max-count={limit}", *range_, "--", name, is_optional=True)
    return None if output is None else tuple(match[1] for match in CHANGED_LINE.finditer(output))


def list_later_commits(file: Path, root: Path, limit: int) -> tuple[ChangedFiles, ...]:
    """Return the commits since the last one that changed a file, the oldest first, with that one before them.

    They are those of the first parents. Paths are from the folder `root`, outside of which nothing counts. Only the
    last `limit` commits are looked at; none if git does not answer.
    """
    top = find_worktree(root)
    name = name_path_from_top(file, top) if top else ""
    last = run_git(top, "log", "-1", "--format=%H", "HEAD", "--", name) if top and name else None
    if not top or not last:
        return ()
    start, under = last.decode("ascii").strip(), name_folder_from_top(root, top)
    flags = ("--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--format=%x00%x01%H %ct")
    later = run_git(top, "log", *flags, f"--max-count={limit}", "HEAD", f"^{start}", "--", under, is_optional=True)
    first = run_git(top, "log", *flags, "-1", start, "--", under)
    commits = [parse_raw_log(output, "" if under == "." else f"{under}/") for output in (later, first) if output]
    return tuple(reversed([commit for part in commits for commit in part]))


def parse_raw_log(log: bytes, under: str) -> Iterator[ChangedFiles]:
    """Yield the commits in the output of `git log --raw -z`, with paths from the folder `under`.

    Each record ends with NUL: a header (mark, hash and second), or modes, ids and status of a file, then its path.
    """
    files: dict[str, str] = {}
    second, blob = 0, None
    for record in (*log.split(b"\0"), b"\x01" + b"0" * 40 + b" 0"):
        header = LOG_HEADER.fullmatch(record)
        if header:
            if second:
                yield ChangedFiles(second, files)
            second, files = int(header[1]), {}
        elif blob is not None:
            files[normalize_path(os.fsdecode(record)).removeprefix(under)] = blob
            blob = None
        elif raw := RAW_CHANGE.fullmatch(record.lstrip(b"\n")):
            blob = "" if raw["status"] == b"D" else raw["blob"].decode("ascii")


def read_blob(root: Path, blob: str) -> bytes | None:
    """Return the content of a file by its object id, None without it or if it is too large."""
    return run_git(root, "cat-file", "blob", blob, max_bytes=MAX_BLOB_BYTES, is_optional=True)


def list_change_times(top: Path, under: str) -> Mapping[str, int]:
    """Return the second of the newest commit that touched each path below `under`."""
    with suppress(UnansweredError):
        return read_change_times(top, find_head_hash(top), under)
    return {}


@lru_cache(maxsize=MAX_REMEMBERED_ANSWERS)
def read_change_times(top: Path, commit: str, under: str) -> Mapping[str, int]:
    """Return the second of the newest commit, up to this one, that touched each path below `under`.

    Raises UnansweredError.
    """
    flags = ("--format=%x00%x01%H %ct", "--name-only", "-z", "-c", "--no-renames", "--no-ext-diff", "--no-textconv")
    return parse_log(ask_git(top, "log", *flags, commit, "--", under))


def parse_log(log: bytes) -> Mapping[str, int]:
    """Return paths and seconds from `git log`'s output.

    Each record ends with NUL: a header (mark, hash and second), then the names of the changed files.
    """
    seconds: dict[str, int] = {}
    second = 0
    for record in filter(None, log.split(b"\0")):
        header = LOG_HEADER.fullmatch(record)
        if header:
            second = int(header[1])
        else:
            seconds.setdefault(normalize_path(os.fsdecode(record.removeprefix(b"\n"))), second)
    return seconds
