"""Find and check the git repository around a folder, before git itself reads anything.

Whoever packed the folder may have written every file in `.git`. So git never runs in it: of its settings only those
below are used, and git gets a repository of our own (`open_repository`), with the same objects and nothing else. No
setting, include, hook, attribute, replacement, graft or symlink in `.git` can then run a program, or lead elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.files.read import (
    FileRefusedError,
    Refusal,
    has_plain_entries,
    is_folder,
    is_present,
    is_symlink,
    read_file,
)

GIT_FOLDER = ".git"
SHALLOW_FILE = "shallow"  # in the repository of a clone that lacks earlier commits
MAX_POINTER_BYTES = 10_000  # a file with one path or one hash
MAX_CONFIG_BYTES = 1_000_000
MAX_REFS_BYTES = 50_000_000  # 500,000 branches and tags
OBJECT_FOLDERS = ("pack", "info", "info/commit-graphs", "pack/multi-pack-index.d")
MAX_REFS_FOLLOWED = 5  # as git itself
HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
BRANCH = re.compile(r"ref:\s*(refs/[^\s\0]+)")
OBJECT_FORMATS = {"sha1": 0, "sha256": 1}  # and the version of a repository that uses it

Settings = Mapping[str, list[str]]  # the values of each key, which is in lower case


class Repository(Value, frozen=True):
    """A checked repository.

    `top` is the folder of its work tree, `own` that of its HEAD, `common` that of everything else; the two differ in
    a second work tree. All are resolved.
    """

    top: Path
    own: Path
    common: Path


def find_repository(start: Path) -> Repository | None:
    """Return the repository around a resolved folder or file, None without one, or if it is not as git makes it."""
    top = next((folder for folder in (start, *start.parents) if is_present(folder / GIT_FOLDER)), None)
    if top is None:
        return None
    try:
        own, common = find_git_folders(top)
    except (FileRefusedError, OSError, RuntimeError, ValueError):  # RuntimeError is a loop of symlinks
        return None
    return Repository(top, own, common)


def find_git_folders(top: Path) -> tuple[Path, Path]:
    """Return the folders `own` and `common` of the work tree `top`. Raises ValueError if `.git` leads elsewhere.

    `.git` may be a file with a path, in a submodule or a second work tree, if that place names `top` in return.
    """
    git = top / GIT_FOLDER
    if is_symlink(git):
        raise ValueError("git itself makes no such symlink")
    if is_folder(git):
        if is_present(git / "commondir"):
            raise ValueError("only a second work tree has a folder of its own")
        return git, git
    own = (top / read_pointer(git).removeprefix("gitdir:").strip()).resolve(strict=True)
    if not is_present(own / "commondir"):
        if any(own.is_relative_to(folder / GIT_FOLDER / "modules") for folder in top.parents):
            return own, own
        raise ValueError("it belongs to no repository above")
    common = (own / read_pointer(own / "commondir").strip()).resolve(strict=True)
    named = own / read_pointer(own / "gitdir").strip()
    if own.parent != common / "worktrees" or named.resolve() != git:
        raise ValueError("it belongs to another work tree")
    return own, common


def read_pointer(file: Path) -> str:
    """Return the text of a small file. Raises FileRefusedError, and UnicodeDecodeError, which is a ValueError."""
    return os.fsdecode(read_file(file, roots=[file], max_bytes=MAX_POINTER_BYTES))


def has_plain_objects(common: Path) -> bool:
    """Return whether git finds the objects of a repository in it only, and in no pipe that it would wait for."""
    objects = common / "objects"
    folders = [folder for name in OBJECT_FOLDERS if is_present(folder := objects / name)]
    is_plain = has_plain_entries(objects) and all(map(has_plain_entries, folders))
    return is_plain and not is_present(objects / "info" / "alternates")


@lru_cache(maxsize=8)
def has_plain_loose_objects(objects: Path) -> bool:
    """Return whether the objects that are in no pack are regular files; looked up once, as they can be thousands."""
    return all(has_plain_entries(folder) for number in range(256) if is_present(folder := objects / f"{number:02x}"))


def read_config(repository: Repository) -> bytes:
    """Return the settings file of a repository. Raises FileRefusedError."""
    return read_file(repository.common / "config", roots=[repository.common], max_bytes=MAX_CONFIG_BYTES)


def has_own_worktree(repository: Repository, settings: Settings) -> bool:
    """Return whether settings are those of a repository with a work tree at its `top`."""
    if settings.get("core.bare", [""])[-1].lower() in ("true", "yes", "on", "1"):
        return False
    worktree = settings.get("core.worktree", [""])[-1]
    with suppress(OSError, RuntimeError, ValueError):
        return not worktree or (repository.own / worktree).resolve() == repository.top
    return False


def is_readable(repository: Repository, settings: Settings) -> bool:
    """Return whether the history is stored as we can read it, and in this repository only."""
    has_files = settings.get("extensions.refstorage", ["files"])[-1] == "files"
    return has_files and read_object_format(settings) in OBJECT_FORMATS and has_plain_objects(repository.common)


def read_object_format(settings: Settings) -> str:
    """Return the name of the hash function of a repository."""
    return settings.get("extensions.objectformat", ["sha1"])[-1].lower()


def read_head(repository: Repository) -> str:
    """Return the hash of the checked-out commit, "" without one. Raises FileRefusedError, and ValueError."""
    return follow_reference(repository, read_pointer_inside(repository.own, "HEAD"))


def follow_reference(repository: Repository, text: str) -> str:
    """Return the hash to which the content of HEAD or a branch leads, "" without one.

    Raises FileRefusedError, and ValueError.
    """
    for _ in range(MAX_REFS_FOLLOWED):
        if HASH.fullmatch(text):
            return text
        branch = BRANCH.fullmatch(text)
        if not branch:
            raise ValueError("this is neither a hash nor the name of a branch")
        text = read_reference(repository.common, branch[1])
        if not text:
            return ""
    return ""


def read_reference(common: Path, name: str) -> str:
    """Return what a branch contains, "" if it does not exist. Raises FileRefusedError."""
    if is_present(common / name) and not is_folder(common / name):
        return read_pointer_inside(common, name)
    if not is_present(common / "packed-refs"):
        return ""
    packed = read_file(common / "packed-refs", roots=[common], max_bytes=MAX_REFS_BYTES)
    line = re.search(rb"^([0-9a-f]+) " + re.escape(os.fsencode(name)) + rb"\r?$", packed, re.MULTILINE)
    return line[1].decode("ascii") if line else ""


def read_pointer_inside(folder: Path, name: str) -> str:
    """Return the line in a small file of a repository. Raises FileRefusedError."""
    return os.fsdecode(read_file(folder / name, roots=[folder], max_bytes=MAX_POINTER_BYTES)).strip()


@contextmanager
def open_repository(repository: Repository, head: str, format_name: str) -> Iterator[tuple[Path, Path]]:
    """Yield a new bare repository with the checked-out commit `head`, and the folder of the objects that it uses.

    Raises FileRefusedError when a file of the real one is not as git makes it.
    """
    objects = repository.common / "objects"
    if not has_plain_loose_objects(objects):
        raise FileRefusedError(Refusal.NOT_REGULAR, objects, Message("holds something other than files"))
    with TemporaryDirectory(prefix="notedeck-") as name:
        folder = Path(name).resolve()
        write_repository(folder, head, format_name)
        if is_present(repository.common / "shallow"):
            shallow = read_file(repository.common / "shallow", roots=[repository.common], max_bytes=MAX_REFS_BYTES)
            (folder / "shallow").write_bytes(shallow)
        yield folder, objects


def write_repository(folder: Path, head: str, format_name: str) -> None:
    """Write the few files that make a folder a repository."""
    version = OBJECT_FORMATS[format_name]
    extension = f"[extensions]\n\tobjectFormat = {format_name}\n" if version else ""
    (folder / "refs").mkdir()
    (folder / "objects").mkdir()
    (folder / "HEAD").write_text(f"{head}\n", encoding="ascii")
    config = f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = true\n{extension}"
    (folder / "config").write_text(config, encoding="ascii")
