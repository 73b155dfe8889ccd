"""Files and the checked-out commit: which are as there, and since when.

Without git, every function returns its empty value; none raises.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from notedeck.model import MAX_MEDIA_BYTES, Value
from notedeck.util.files.read import FileRefusedError, is_present, read_file, walk_tree
from notedeck.util.files.states import PathState, is_settled, read_file_state
from notedeck.util.git.log import list_change_times
from notedeck.util.git.repository import GIT_FOLDER, SHALLOW_FILE
from notedeck.util.git.run import (
    MAX_REMEMBERED_ANSWERS,
    UnansweredError,
    ask_git,
    find_checked_repository,
    find_head_hash,
    run_git,
)
from notedeck.util.git.worktree import (
    find_worktree,
    name_folder_from_top,
    name_path_from_top,
    name_paths_from_top,
    normalize_path,
)
from notedeck.util.lookups import look_aside

MAX_REMEMBERED_FILES = 100_000


class Commit(Value, frozen=True):
    """A commit: its hash in hexadecimal (`name`), and the Unix second at which it was made."""

    name: str
    second: int


class CommittedFile(Value, frozen=True):
    """The path of a file from the top of its work tree, and its object id in the checked-out commit, "" without one."""

    path: str
    object_id: str


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


def is_shallow(folder: Path) -> bool:
    """Return whether the repository around a folder lacks the commits before some of those that it has."""
    repository = find_checked_repository(folder)
    return repository is not None and is_present(repository.common / SHALLOW_FILE)


def is_committed(file: Path) -> bool:
    """Return whether the checked-out commit has a file at this path, with whatever content."""
    top = find_worktree(file.parent)
    return top is not None and name_path_from_top(file, top) in list_committed_files(top, file.parent)


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


def find_committed_file(file: Path) -> CommittedFile | None:
    """Return what the checked-out commit has at the path of a file, None outside of a work tree."""
    top = find_worktree(file.parent)
    path = name_path_from_top(file, top) if top else ""
    return CommittedFile(path, list_committed_files(top, file.parent).get(path, "")) if top and path else None


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
