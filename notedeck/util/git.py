"""What git knows about a folder. Only reads: no hook, filter, pager, password prompt or network is ever used.

Git may be missing, too old, or refuse the folder (safe.directory): then the answer is "nothing known", no error.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SECONDS = 120
# Settings in a repository can name programs to run; a shared notes folder must not be able to start any.
SAFE = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "log.showSignature=false", "log.showRoot=true")
QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
# A hook or an alias that runs us leaves these behind; they would answer for another repository.
LOCAL = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"}
LOCAL |= {"GIT_NAMESPACE", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG"}
HEADER = re.compile(rb"\x01[0-9a-f]{40,64} (-?\d+)")
GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?|(?:[^@/\s]+@)?)(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its name in hexadecimal, and the Unix second at which it was made."""

    name: str
    second: int


def run(folder: Path, *args: str) -> bytes | None:
    """Git's standard output, or None for whatever goes wrong."""
    options = [word for setting in SAFE for word in ("-c", setting)]
    env = {name: value for name, value in os.environ.items() if name not in LOCAL} | QUIET
    command = ["git", "--no-pager", *options, "-C", str(folder), *args]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=env, timeout=SECONDS)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def worktree(root: Path) -> Path | None:
    """The resolved top folder of the git work tree around `root` (a folder or a file), None without one.

    A repository whose settings claim another folder as its work tree (`core.worktree`) is not believed: the answer
    is always `root` or a folder above it, and holds a `.git`.
    """
    start = root.resolve()
    top = next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)
    said = run(top, "rev-parse", "--show-toplevel") if top else None
    return top if said and Path(os.fsdecode(said).rstrip("\r\n")).resolve() == top else None


def remote_slugs(root: Path) -> tuple[str, ...]:
    """`owner/name` of every GitHub remote of the work tree around `root`, each once, in the order of its settings."""
    top = worktree(root)
    said = run(top, "config", "--local", "-z", "--get-regexp", r"^remote\..*\.url$") if top else None
    urls = (row.partition("\n")[2] for row in (said or b"").decode("utf-8", "replace").split("\0"))
    found = (GITHUB.fullmatch(url.strip()) for url in urls)
    return tuple(dict.fromkeys(f"{hit['owner']}/{hit['name']}" for hit in found if hit))


def commit_times(root: Path, files: Iterable[Path]) -> Mapping[Path, int]:
    """The Unix second of the last commit of each of `files` that is as it was committed.

    Files that are new, changed since, ignored, or in no work tree are left out. In a shallow clone the oldest commit
    at hand counts as the last change of what it holds.
    """
    top = worktree(root)
    if top is None:
        return {}
    blobs = committed(top, root)
    names = {file: relative(file, top) for file in files}
    clean = {file: name for file, name in names.items() if name in blobs and same(file, blobs[name])}
    seconds = history(top, below(root, top)) if clean else {}
    return {file: seconds[name] for file, name in clean.items() if name in seconds}


def below(root: Path, top: Path) -> str:
    """The folder of `root` as git names it from the top of the work tree."""
    return relative(root if root.is_dir() else root.parent, top) or "."


def committed(top: Path, root: Path) -> Mapping[str, str]:
    """The object id of every committed file below `root`, by its path from the top."""
    return dict(tree(run(top, "ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", below(root, top)) or b""))


def relative(file: Path, top: Path) -> str:
    """The path of a file below `top` as git writes it, in NFC; empty for `top` itself or a file outside."""
    try:
        path = file.resolve().relative_to(top).as_posix()
    except (OSError, ValueError):
        return ""
    return "" if path == "." else nfc(path)


def nfc(path: str) -> str:
    """One spelling for names that macOS and others store in different ones."""
    return unicodedata.normalize("NFC", path)


def tree(listing: bytes) -> Iterator[tuple[str, str]]:
    """Path and object id of every file in the output of `git ls-tree -r -z`."""
    for row in filter(None, listing.split(b"\0")):
        about, _, path = row.partition(b"\t")
        yield nfc(os.fsdecode(path)), about.split()[2].decode("ascii")


def same(file: Path, blob: str) -> bool:
    """Whether a file holds what was committed; its line ends may be those of Windows.

    Asking git would run the filters that the repository's own settings name.
    """
    try:
        data = file.read_bytes()
    except OSError:
        return False
    if not blob:
        return False
    kind = "sha1" if len(blob) == 40 else "sha256"
    forms = {data, data.replace(b"\r\n", b"\n")}
    return any(hashlib.new(kind, b"blob %d\0" % len(form) + form).hexdigest() == blob for form in forms)


def newest_commit(folder: Path) -> str:
    """The name of the commit at hand, "" without one."""
    return (run(folder, "rev-parse", "--verify", "HEAD") or b"").decode("ascii").strip()


def versions(file: Path, most: int) -> Iterator[bytes]:
    """What a file held in the commits that changed it, the newest first; it need not be there any more."""
    folder = next(one for one in file.parents if one.is_dir())
    top = worktree(folder)
    name = relative(file, top) if top else ""
    said = run(top, "log", f"--max-count={most}", "--format=%H", "HEAD", "--", name) if top and name else None
    for commit in (said or b"").decode("ascii").split():
        data = run(top, "cat-file", "blob", f"{commit}:{name}") if top else None
        if data is not None:
            yield data


def is_committed(file: Path) -> bool:
    """Whether the commit at hand has a file of that name, whatever it holds."""
    top = worktree(file.parent)
    return top is not None and relative(file, top) in committed(top, file.parent)


def history(top: Path, under: str) -> Mapping[str, int]:
    """The second of the newest commit that touched each path below `under`; one walk for all of them."""
    flags = ("--format=%x00%x01%H %ct", "--name-only", "-z", "-c", "--no-renames", "--no-ext-diff", "--no-textconv")
    return newest(run(top, "log", *flags, "HEAD", "--", under) or b"")


def newest(log: bytes) -> Mapping[str, int]:
    """Paths and seconds from `git log`'s output: headers of mark, id and second, then names, all ended by NUL."""
    seconds: dict[str, int] = {}
    second = 0
    for row in filter(None, log.split(b"\0")):
        header = HEADER.fullmatch(row)
        if header:
            second = int(header[1])
        else:
            seconds.setdefault(nfc(os.fsdecode(row.removeprefix(b"\n"))), second)
    return seconds


def head(root: Path, files: Iterable[Path]) -> Commit | None:
    """The commit at hand, None without a work tree, or when one of `files` is not as it was committed."""
    top = worktree(root)
    if top is None:
        return None
    blobs = committed(top, root)
    if any(not same(file, blobs.get(relative(file, top), "")) for file in files):
        return None
    name, _, second = (run(top, "log", "-1", "--format=%H %ct", "HEAD") or b"").decode("ascii").strip().partition(" ")
    return Commit(name, int(second)) if second.isdigit() else None
