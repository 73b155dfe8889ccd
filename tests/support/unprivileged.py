"""Run commands as a user whom the permissions of files bind, which root is not.

`python -m tests.support.unprivileged COMMANDS` runs a JSON list of command lines, and prints for each the exit status
and what it printed. A child process, because nobody gets back what it gives up.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from notedeck.cli.main import main
from tests.support.paths import ROOT

CAPABILITY_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to."""

    status: int
    out: str
    err: str


def run_unprivileged(folder: Path, *commands: list[str], **env: str) -> list[Outcome]:
    """Run commands one after another in a folder; skip the test where this cannot be shown."""
    if sys.platform == "win32":
        pytest.skip("Windows has no permissions that chmod sets")
    if os.getuid() == 0 and sys.platform != "linux":
        pytest.skip("root may read everything, and only Linux lets it give that up")
    command = [sys.executable, "-m", "tests.support.unprivileged", str(folder), json.dumps(commands)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, check=True)
    return [Outcome(*values) for values in json.loads(done.stdout)]


def give_up_capabilities() -> None:
    """Give up every capability of root, such as to read files without permission; files of root stay its own."""
    library = ctypes.CDLL(None, use_errno=True)
    header, data = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    if library.capset(header, data):
        raise OSError(ctypes.get_errno(), "capset")


def run_command(words: list[str]) -> tuple[int, str, str]:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return status, out.getvalue(), err.getvalue()


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    if sys.platform == "linux" and os.getuid() == 0:
        give_up_capabilities()
    outcomes = [run_command(words) for words in json.loads(sys.argv[2])]
    print(json.dumps(outcomes))  # noqa: T201
