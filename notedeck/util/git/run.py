"""Run git on a repository of our own, so that no setting of the notes' repository counts.

If git is missing or too old, takes too long, or the repository is not as git makes it, a command has no output.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir

from notedeck.util.files.read import FileRefusedError
from notedeck.util.git.repository import (
    Repository,
    Settings,
    find_repository,
    has_own_worktree,
    is_readable,
    open_repository,
    read_config,
    read_head,
    read_object_format,
)
from notedeck.util.processes.limited import LimitExceededError, Limits, run_program
from notedeck.util.processes.programs import find_program

MAX_REMEMBERED_ANSWERS = 4  # of git about a commit
MAX_SECONDS = 20.0
MAX_MEMORY_BYTES = 2_000_000_000  # git uses less for the history of Linux
MAX_OUTPUT_BYTES = 100_000_000  # the names of 500,000 files
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


class UnansweredError(Exception):
    """Git gave no answer."""


def run_git(
    root: Path, *args: str, max_bytes: int = MAX_OUTPUT_BYTES, is_optional: bool = False, data: bytes = b""
) -> bytes | None:
    """Run a git command for the repository around `root` and return its output, None if anything goes wrong.

    It sees the checked-out commit and its history, by paths from the top of the work tree, and `data` on its standard
    input. A repository where a command exceeds a limit is not asked again, unless that command `is_optional`.
    """
    repository = find_checked_repository(root)
    if repository is None or repository.common in OVERLOADED:
        return None
    try:
        head, settings = read_head(repository), parse_config(read_config(repository))
        if not head or not is_readable(repository, settings):
            return None
        with open_repository(repository, head, read_object_format(settings)) as (folder, objects):
            variables = {"GIT_DIR": str(folder), "GIT_OBJECT_DIRECTORY": str(objects)}
            return start_git(folder, args, max_bytes, variables, data)
    except LimitExceededError:
        OVERLOADED.update(() if is_optional else (repository.common,))
    except (FileRefusedError, OSError, ValueError):
        return None
    return None


def start_git(
    folder: Path, args: Iterable[str], max_bytes: int, variables: Mapping[str, str], data: bytes = b""
) -> bytes | None:
    """Run git in a folder and return its output, None if it fails.

    Raises LimitExceededError, and OSError or ValueError when it cannot be started.
    """
    program = find_program("git")
    if program is None:
        return None
    options = [word for setting in SAFE_SETTINGS for word in ("-c", setting)]
    env = {name: value for name, value in os.environ.items() if not GIT_VARIABLE.match(name)}
    command = [str(program), "--no-pager", *options, *args]
    limits = Limits(MAX_SECONDS, max_bytes, MAX_MEMORY_BYTES)
    result = run_program(command, folder, {**env, **QUIET_ENVIRONMENT, **variables}, limits, data)
    return result.output if result.status == 0 else None


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


def ask_git(top: Path, *args: str) -> bytes:
    """Return the output of git. Raises UnansweredError if there is none, which may be different next time."""
    output = run_git(top, *args)
    if output is None:
        raise UnansweredError
    return output


def has_no_commit(folder: Path) -> bool:
    """Return whether a folder is in a repository that can be read and has no commit yet."""
    repository = find_checked_repository(folder)
    if repository is None or not is_readable(repository, read_settings(repository)):
        return False
    with suppress(FileRefusedError, OSError, ValueError):
        return not read_head(repository)
    return False


def find_head_hash(folder: Path) -> str:
    """Return the hash of the checked-out commit, "" without one."""
    repository = find_checked_repository(folder)
    if repository is None or not is_readable(repository, read_settings(repository)):
        return ""
    with suppress(FileRefusedError, OSError, ValueError):
        return read_head(repository)
    return ""
