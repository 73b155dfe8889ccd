"""A Python process that takes modules only from where this program was installed, and answers messages.

`python -c`, `python -m` and multiprocessing put the current folder first on the path of their processes: a file
`socket.py` beside the notes would run. Here the path is that of the installed Python, the current folder is an empty
one, and what comes back is data, never code (pickle).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from notedeck.util.import_path import is_same_folder
from notedeck.util.processes.messages import read_message, write_message
from notedeck.util.processes.tree import kill_process_tree
from notedeck.util.timeout import call_with_timeout

PACKAGE = Path(__file__).resolve().parents[2]
BOOTSTRAP = Path(__file__).resolve().with_name("child_main.py")
# What says where Python is installed; others start programs or read files (PYTHONSTARTUP, PYTHONPYCACHEPREFIX, …).
KEPT_VARIABLES = {
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "PYTHONNOUSERSITE",
    "PYTHONPLATLIBDIR",
    "PYTHONUSERBASE",
}
SEARCH_PATH = "PYTHONPATH"


class ChildError(Exception):
    """The process could not be started, ended, or sent something else than a message."""


def build_python_command(module: str) -> list[str]:
    """Return the command line of a process that runs `main()` of a module of this very program.

    `-P` keeps the current folder off the path. Libraries that lie beside the program, and only there, are found last.
    """
    beside = str(PACKAGE.parent)
    extra = [beside] if any(is_same_folder(entry, beside) for entry in sys.path) else []
    return [sys.executable, "-P", str(BOOTSTRAP), module, *extra]


def build_python_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for a Python process: of Python's own only those that say where it is installed.

    Of PYTHONPATH stay the absolute folders other than the current one: an empty entry, from `PYTHONPATH=$OLD:more`,
    is the current folder.
    """
    variables = {
        name: value for name, value in environment.items() if not name.startswith("PYTHON") or name in KEPT_VARIABLES
    }
    entries = environment.get(SEARCH_PATH, "").split(os.pathsep)
    folders = [entry for entry in entries if Path(entry).is_absolute() and not is_same_folder(entry, os.curdir)]
    return variables | ({SEARCH_PATH: os.pathsep.join(folders)} if folders else {})


class PythonChild:
    """A process that runs `main()` of a module and answers each message with another, both JSON."""

    def __init__(self, module: str) -> None:
        """Start the process in an empty folder. Raises ChildError."""
        self.folder = TemporaryDirectory(prefix="notedeck-", ignore_cleanup_errors=True)
        try:
            self.process = subprocess.Popen(
                build_python_command(module),
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.folder.name,
                env=build_python_environment(os.environ),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as error:
            self.folder.cleanup()
            raise ChildError(str(error)) from error

    def exchange(self, message: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Send a message and return the answer.

        Raises TimeoutError after so many seconds, and ChildError if the process ended or sent something else; after
        either, close the process.
        """
        return call_with_timeout(seconds, partial(self.send_and_receive, message))

    def send_and_receive(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Send a message and return the answer, without a time limit. Raises ChildError."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            write_message(self.process.stdin, message)
            return read_message(self.process.stdout)
        except (OSError, ValueError, EOFError) as error:
            raise ChildError(str(error)) from error

    def close(self) -> None:
        """Kill the process and all that it started, whatever they are doing."""
        kill_process_tree(self.process)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.folder.cleanup()
