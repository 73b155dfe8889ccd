"""Small git repositories with fixed dates, made by tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

WHO = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false")
EMPTY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0"}


class GitFailedError(subprocess.CalledProcessError):
    """Git ended with an error, which the message has."""

    def __str__(self) -> str:
        """Return the command, the status and what git says."""
        return f"{super().__str__()} {self.stderr}"


def run_git(folder: Path, *args: str, second: int = 1_000_000_000) -> str:
    """Run git in `folder` at that second, with no settings but the repository's own."""
    dates = {"GIT_AUTHOR_DATE": f"{second} +0900", "GIT_COMMITTER_DATE": f"{second} +0900"}
    command = ["git", *WHO, "-C", str(folder), *args]
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | EMPTY | dates
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    if done.returncode:
        raise GitFailedError(done.returncode, command, done.stdout, done.stderr)
    return done.stdout


def create_repository(folder: Path) -> Path:
    """Create an empty repository and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    run_git(folder, "init", "-q", "-b", "main")
    return folder


def commit_files(folder: Path, second: int, **files: str) -> None:
    """Write files (`__` in a name stands for `/`, the extension is .md) and commit everything."""
    for name, text in files.items():
        file = folder / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "--allow-empty", "-m", f"제목 {second}\n\n본문", second=second)
