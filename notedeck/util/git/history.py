"""What git knows about the history of a folder. Without git, every function returns its empty value; none raises."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from notedeck.model import MAX_MEDIA_BYTES, Value
from notedeck.util.files.read import FileRefusedError, is_folder, is_present, read_file, walk_tree
from notedeck.util.files.states import PathState, is_settled, read_file_state
from notedeck.util.git.repository import GIT_FOLDER, is_readable, read_head
from notedeck.util.git.run import find_checked_repository, read_settings, run_git
from notedeck.util.git.worktree import (
    find_worktree,
    name_folder_from_top,
    name_path_from_top,
    name_paths_from_top,
    normalize_path,
)
from notedeck.util.lookups import look_aside

MAX_REMEMBERED_FILES = 100_000
MAX_REMEMBERED_ANSWERS = 4  # of git about a commit
MAX_BLOB_BYTES = 10_000_000  # of an earlier version of a note
CHANGED_LINE = re.compile(rb"^[-+ ]*[-+][-+ ]*([^-+ \n].*)$", re.MULTILINE)  # a column for each parent of a merge
PLAIN_DIFF = ("--no-renames", "--no-ext-diff", "--no-textconv")
RAW_CHANGE = re.compile(rb":\d+ \d+ [0-9a-f]+ (?P<blob>[0-9a-f]+) (?P<status>[A-Z])")
LOG_HEADER = re.compile(rb"\x01[0-9a-f]{40,64} (-?\d+)")


class UnansweredError(Exception):
    """Git gave no answer."""


class Commit(Value, frozen=True):
    """A commit: its hash in hexadecimal (`name`), and the Unix second at which it was made."""

    name: str
    second: int


class ChangedFiles(Value, frozen=True):
    """A commit: its Unix second, and the object ids of the files that it changed by path, "" for those it took away."""

    second: int
    files: Mapping[str, str]


def list_commit_times(root: Path, files: Iterable[Path]) -> Mapping[Path, int]:
    """Return the Unix second of the last commit of each of `files` that is unchanged since then.

    Leaves out files that are new, changed, ignored, or in no work tree. In a shallow clone, files from before its
    oldest commit have that commit's time.
    """
    top = find_worktree(root)
    if top is None:
        return {}
    blobs, roots = list_committed_files(top, root), (root.resolve(), top)
    names = name_paths_from_top(files, top)
    clean = {file: name for file, name in names.items() if name in blobs and is_unchanged(file, blobs[name], roots)}
    seconds = list_change_times(top, name_folder_from_top(root, top)) if clean else {}
    return {file: seconds[name] for file, name in clean.items() if name in seconds}


def find_clean_head(root: Path, files: Iterable[Path], *, is_complete: bool = False) -> Commit | None:
    """Return the checked-out commit, None without a work tree or if one of `files` differs from that commit.

    If it `is_complete`, no other file that it has below `root` may be gone.
    """
    top = find_worktree(root)
    if top is None:
        return None
    blobs, roots = list_committed_files(top, root), (root.resolve(), top)
    names = name_paths_from_top(files, top)
    if any(not is_unchanged(file, blobs.get(name, ""), roots) for file, name in names.items()):
        return None
    if is_complete and is_any_missing(blobs.keys() - set(names.values()), top, root):
        return None
    output = run_git(top, "log", "-1", "--format=%H %ct", "HEAD") or b""
    name, _, second = output.decode("ascii").strip().partition(" ")
    return Commit(name, int(second)) if second.isdigit() else None


def is_any_missing(names: Collection[str], top: Path, root: Path) -> bool:
    """Return whether one of these files below `root` is gone; names on disk may be in another form than git's."""
    with look_aside():
        missing = [name for name in names if not is_present(top / name)]
        if not missing:
            return False
        folders = walk_tree(root.resolve(), lambda name: name != GIT_FOLDER)
        present = {normalize_path(f"{folder}/{name}") for folder, files in folders for name in files}
    return any(normalize_path(str(top / name)) not in present for name in missing)


def find_head_hash(folder: Path) -> str:
    """Return the hash of the checked-out commit, "" without one."""
    repository = find_checked_repository(folder)
    if repository is None or not is_readable(repository, read_settings(repository)):
        return ""
    with suppress(FileRefusedError, OSError, ValueError):
        return read_head(repository)
    return ""


def is_shallow(folder: Path) -> bool:
    """Return whether the repository around a folder lacks the commits before some of those that it has."""
    repository = find_checked_repository(folder)
    return repository is not None and is_present(repository.common / "shallow")


def is_committed(file: Path) -> bool:
    """Return whether the checked-out commit has a file at this path, with whatever content."""
    top = find_worktree(file.parent)
    return top is not None and name_path_from_top(file, top) in list_committed_files(top, file.parent)


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


def is_clean(file: Path) -> bool:
    """Return whether a file is as in the checked-out commit."""
    top = find_worktree(file.parent)
    if top is None:
        return False
    blob = list_committed_files(top, file.parent).get(name_path_from_top(file, top), "")
    return is_unchanged(file, blob, (file.parent.resolve(), top))


def was_committed(file: Path) -> bool:
    """Return whether a commit up to the checked-out one has, or had, a file at this path."""
    top = find_worktree(file.parent)
    return top is not None and name_path_from_top(file, top) in list_change_times(
        top, name_folder_from_top(file.parent, top)
    )


def is_ancestor(root: Path, commit: str) -> bool:
    """Return whether the checked-out commit is this one or follows it; `commit` is a hash."""
    return run_git(root, "merge-base", "--is-ancestor", commit, "HEAD") is not None


def read_committed(file: Path) -> bytes | None:
    """Return the content of a file in the checked-out commit, "" if it is not there, None if git does not answer."""
    top = find_worktree(file.parent)
    name = name_path_from_top(file, top) if top else ""
    if not top or not name:
        return None
    if name not in list_committed_files(top, file.parent):
        return b""
    return run_git(top, "cat-file", "blob", f"HEAD:{name}")


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


def list_committed_files(top: Path, root: Path) -> Mapping[str, str]:
    """Return the object id of every committed file below `root`, by its path from the top."""
    with suppress(UnansweredError):
        return read_tree(top, find_head_hash(top), name_folder_from_top(root, top))
    return {}


@lru_cache(maxsize=MAX_REMEMBERED_ANSWERS)
def read_tree(top: Path, commit: str, under: str) -> Mapping[str, str]:
    """Return the object id of every file of a commit below `under`. A build asks three times, and nothing changes it.

    Raises UnansweredError.
    """
    return dict(parse_tree(ask_git(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", under)))


def ask_git(top: Path, *args: str) -> bytes:
    """Return the output of git. Raises UnansweredError if there is none, which may be different next time."""
    output = run_git(top, *args)
    if output is None:
        raise UnansweredError
    return output


def parse_tree(listing: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and object id of every file in the output of `git ls-tree -r -z`."""
    for record in filter(None, listing.split(b"\0")):
        attributes, _, path = record.partition(b"\t")
        yield normalize_path(os.fsdecode(path)), attributes.split()[2].decode("ascii")


def is_unchanged(file: Path, blob: str, roots: tuple[Path, ...]) -> bool:
    """Return whether a file holds the committed object `blob`, with its own or with Windows line ends.

    Hashes the file here, as git itself would run the filters that the repository's settings name.
    """
    if not blob:
        return False
    state, algorithm = read_file_state(file), "sha1" if len(blob) == 40 else "sha256"
    if is_settled(state):
        return blob in recall_blob_ids(file, state, algorithm, roots)
    return blob in compute_blob_ids(file, algorithm, roots)


@lru_cache(maxsize=MAX_REMEMBERED_FILES)
def recall_blob_ids(file: Path, _: PathState, algorithm: str, roots: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the ids of a file in this state; a build asks for them three times."""
    return compute_blob_ids(file, algorithm, roots)


def compute_blob_ids(file: Path, algorithm: str, roots: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the ids that git gives to the content of a file, with its own and with git's line ends.

    None for a file that is not read.
    """
    try:
        data = read_file(file, roots=roots, max_bytes=MAX_MEDIA_BYTES)
    except FileRefusedError:
        return ()
    forms = dict.fromkeys((data, data.replace(b"\r\n", b"\n")))
    return tuple(hashlib.new(algorithm, b"blob %d\0" % len(form) + form).hexdigest() for form in forms)


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
