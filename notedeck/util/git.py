"""What git knows about a folder.

Only reads: no hook, filter, pager, password prompt or network is ever used, and no setting of the repository
(`repository.py`). If git is missing or too old, takes too long, or the repository is not as git makes it, every
function returns its empty value; none raises.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir

from notedeck.model import MAX_MEDIA_BYTES
from notedeck.util.files import FileRefusedError, is_folder, read_file
from notedeck.util.process import LimitExceededError, Limits, run_program
from notedeck.util.programs import find_program
from notedeck.util.repository import (
    Repository,
    Settings,
    find_repository,
    has_own_worktree,
    is_readable,
    object_format,
    open_repository,
    read_config,
    read_head,
)

MAX_SECONDS = 20.0
MAX_OUTPUT_BYTES = 100_000_000  # the names of 500,000 files
MAX_BLOB_BYTES = 10_000_000  # of an earlier version of a note
SAFE_SETTINGS = (  # against those of the user that would change what git prints
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.bigFileThreshold=10m",
    "log.mailmap=false",
    "log.showSignature=false",
    "log.showRoot=true",
)
QUIET_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
# A git hook or alias that runs this program sets variables that would point to another repository.
GIT_VARIABLE = re.compile(r"GIT_(?!CONFIG_|EXEC_PATH$)", re.IGNORECASE)
OVERLOADED: set[Path] = set()  # repositories whose git exceeded a limit; it is not started again for them
LOG_HEADER = re.compile(rb"\x01[0-9a-f]{40,64} (-?\d+)")
REMOTE_URL = re.compile(r"remote\..*\.url", re.DOTALL)
GITHUB_URL = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?|(?:[^@/\s]+@)?)(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its hash in hexadecimal (`name`), and the Unix second at which it was made."""

    name: str
    second: int


def run_git(root: Path, *args: str, max_bytes: int = MAX_OUTPUT_BYTES) -> bytes | None:
    """Run a git command for the repository around `root` and return its output, None if anything goes wrong.

    It sees the checked-out commit and its history, by paths from the top of the work tree.
    """
    repository = find_checked_repository(root)
    if repository is None or repository.common in OVERLOADED:
        return None
    try:
        head, settings = read_head(repository), parse_config(read_config(repository))
        if not head or not is_readable(repository, settings):
            return None
        with open_repository(repository, head, object_format(settings)) as (folder, objects):
            return start_git(folder, args, max_bytes, {"GIT_DIR": str(folder), "GIT_OBJECT_DIRECTORY": str(objects)})
    except LimitExceededError:
        OVERLOADED.add(repository.common)
    except (FileRefusedError, OSError, ValueError):
        return None
    return None


def start_git(
    folder: Path, args: Iterable[str], max_bytes: int, variables: Mapping[str, str], data: bytes = b""
) -> bytes | None:
    """Run git in a folder and return its output, None if it fails. Raises LimitExceededError."""
    program = find_program("git")
    if program is None:
        return None
    options = [word for setting in SAFE_SETTINGS for word in ("-c", setting)]
    env = {name: value for name, value in os.environ.items() if not GIT_VARIABLE.match(name)}
    command = [str(program), "--no-pager", *options, *args]
    return run_program(command, folder, {**env, **QUIET_ENVIRONMENT, **variables}, Limits(MAX_SECONDS, max_bytes), data)


def find_checked_repository(root: Path) -> Repository | None:
    """Return the repository around `root`, None if it claims another work tree or cannot be read."""
    try:
        repository = find_repository(root.resolve())
        if repository is None:
            return None
        read_head(repository)
        return repository if has_own_worktree(repository, parse_config(read_config(repository))) else None
    except (FileRefusedError, LimitExceededError, OSError, RuntimeError, ValueError):
        return None


def read_settings(repository: Repository) -> Settings:
    """Return the settings of a repository, none if they can no longer be read."""
    try:
        return parse_config(read_config(repository))
    except (FileRefusedError, LimitExceededError, OSError, ValueError):
        return {}


@lru_cache(maxsize=8)
def parse_config(data: bytes) -> Settings:
    """Return the values of each key of a settings file, without those that it includes.

    Raises ValueError when it cannot be parsed, and LimitExceededError.
    """
    words = ("config", "--file", "-", "--no-includes", "--null", "--list")
    output = start_git(Path(gettempdir()), words, MAX_OUTPUT_BYTES, {"GIT_DIR": os.devnull}, data)
    if output is None:
        raise ValueError("these are no settings of git")
    settings: dict[str, list[str]] = {}
    for record in filter(None, output.decode("utf-8", "replace").split("\0")):
        key, _, value = record.partition("\n")
        settings.setdefault(key, []).append(value)
    return settings


def find_worktree(root: Path) -> Path | None:
    """Return the resolved top folder of the git work tree around `root` (a folder or a file), None without one.

    The result is always `root` or a folder above it, and holds a `.git`: a repository whose settings name another
    folder as its work tree (`core.worktree`) is ignored.
    """
    repository = find_checked_repository(root)
    return repository.top if repository else None


def list_remote_slugs(root: Path) -> tuple[str, ...]:
    """Return `owner/name` of every GitHub remote of the work tree around `root`, in the order of its settings."""
    repository = find_checked_repository(root)
    if repository is None:
        return ()
    settings = read_settings(repository)
    urls = (url for key, values in settings.items() if REMOTE_URL.fullmatch(key) for url in values)
    matches = (GITHUB_URL.fullmatch(url.strip()) for url in urls)
    return tuple(dict.fromkeys(f"{match['owner']}/{match['name']}" for match in matches if match))


def list_commit_times(root: Path, files: Iterable[Path]) -> Mapping[Path, int]:
    """Return the Unix second of the last commit of each of `files` that is unchanged since then.

    Leaves out files that are new, changed, ignored, or in no work tree. In a shallow clone, files from before its
    oldest commit have that commit's time.
    """
    top = find_worktree(root)
    if top is None:
        return {}
    blobs, roots = list_committed_files(top, root), (root.resolve(), top)
    names = {file: path_from_top(file, top) for file in files}
    clean = {file: name for file, name in names.items() if name in blobs and is_unchanged(file, blobs[name], roots)}
    seconds = read_change_times(top, folder_from_top(root, top)) if clean else {}
    return {file: seconds[name] for file, name in clean.items() if name in seconds}


def find_clean_head(root: Path, files: Iterable[Path]) -> Commit | None:
    """Return the checked-out commit, None without a work tree or if one of `files` differs from that commit."""
    top = find_worktree(root)
    if top is None:
        return None
    blobs, roots = list_committed_files(top, root), (root.resolve(), top)
    if any(not is_unchanged(file, blobs.get(path_from_top(file, top), ""), roots) for file in files):
        return None
    output = run_git(top, "log", "-1", "--format=%H %ct", "HEAD") or b""
    name, _, second = output.decode("ascii").strip().partition(" ")
    return Commit(name, int(second)) if second.isdigit() else None


def find_head_hash(folder: Path) -> str:
    """Return the hash of the checked-out commit, "" without one."""
    repository = find_checked_repository(folder)
    if repository is None or not is_readable(repository, read_settings(repository)):
        return ""
    with suppress(FileRefusedError, OSError, ValueError):
        return read_head(repository)
    return ""


def is_committed(file: Path) -> bool:
    """Return whether the checked-out commit has a file at this path, with whatever content."""
    top = find_worktree(file.parent)
    return top is not None and path_from_top(file, top) in list_committed_files(top, file.parent)


def read_versions(file: Path, limit: int) -> Iterator[bytes]:
    """Yield the content of a file in the last `limit` commits that changed it, newest first.

    The file itself may be gone.
    """
    folder = next(parent for parent in file.parents if is_folder(parent))
    top = find_worktree(folder)
    name = path_from_top(file, top) if top else ""
    if not top or not name:
        return
    output = run_git(top, "log", f"--max-count={limit}", "--format=%H", "HEAD", "--", name)
    for commit in (output or b"").decode("ascii").split():
        data = run_git(top, "cat-file", "blob", f"{commit}:{name}", max_bytes=MAX_BLOB_BYTES)
        if data is not None:
            yield data


def folder_from_top(root: Path, top: Path) -> str:
    """Return the folder of `root` (a folder or a file) as git names it from the top of the work tree."""
    return path_from_top(root if is_folder(root) else root.parent, top) or "."


def path_from_top(file: Path, top: Path) -> str:
    """Return the path of a file below `top` as git writes it, in NFC; "" for `top` itself or a file outside."""
    try:
        path = file.resolve().relative_to(top).as_posix()
    except (OSError, RuntimeError, ValueError):  # before Python 3.13, RuntimeError is a loop of symlinks
        return ""
    return "" if path == "." else normalize_path(path)


def normalize_path(path: str) -> str:
    """Return a path in NFC: macOS and other systems store the same name in different forms."""
    return unicodedata.normalize("NFC", path)


def list_committed_files(top: Path, root: Path) -> Mapping[str, str]:
    """Return the object id of every committed file below `root`, by its path from the top."""
    listing = run_git(top, "ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", folder_from_top(root, top))
    return dict(parse_tree(listing or b""))


def parse_tree(listing: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and object id of every file in the output of `git ls-tree -r -z`."""
    for record in filter(None, listing.split(b"\0")):
        attributes, _, path = record.partition(b"\t")
        yield normalize_path(os.fsdecode(path)), attributes.split()[2].decode("ascii")


def is_unchanged(file: Path, blob: str, roots: Collection[Path]) -> bool:
    """Return whether a file holds the committed object `blob`, with its own or with Windows line ends.

    Hashes the file here, as git itself would run the filters that the repository's settings name.
    """
    if not blob:
        return False
    try:
        data = read_file(file, roots=roots, max_bytes=MAX_MEDIA_BYTES)
    except FileRefusedError:
        return False
    algorithm = "sha1" if len(blob) == 40 else "sha256"
    forms = {data, data.replace(b"\r\n", b"\n")}
    return any(hashlib.new(algorithm, b"blob %d\0" % len(form) + form).hexdigest() == blob for form in forms)


def read_change_times(top: Path, under: str) -> Mapping[str, int]:
    """Return the second of the newest commit that touched each path below `under`, with one call of git."""
    flags = ("--format=%x00%x01%H %ct", "--name-only", "-z", "-c", "--no-renames", "--no-ext-diff", "--no-textconv")
    return parse_log(run_git(top, "log", *flags, "HEAD", "--", under) or b"")


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
