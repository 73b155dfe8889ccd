"""End a process together with the processes that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

MAX_EXIT_SECONDS = 5.0
MAX_FAREWELL_SECONDS = 1.0  # for a process that itself has programs to kill


def kill_process_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was started in a session of its own, and its children, and wait for its end.

    It is asked first: children in sessions of their own are known to it alone.
    """
    if process.returncode is None:
        if sys.platform != "win32":
            with suppress(subprocess.TimeoutExpired):
                process.terminate()
                process.wait(MAX_FAREWELL_SECONDS)
        kill_children(process.pid)
    process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(MAX_EXIT_SECONDS)


def kill_children(number: int) -> None:
    """Kill the process group of this number, on Windows the process tree."""
    if sys.platform == "win32":
        program = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        with suppress(OSError, subprocess.SubprocessError):
            command = [str(program), "/F", "/T", "/PID", str(number)]
            subprocess.run(command, capture_output=True, timeout=MAX_EXIT_SECONDS, check=False)
        return
    with suppress(OSError):
        os.killpg(number, signal.SIGKILL)
