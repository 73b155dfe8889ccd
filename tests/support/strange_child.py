"""A child process that does what each message says, also what none should do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import notedeck
from notedeck.util.processes.messages import read_message, write_message

ANSWERS = {
    "garbage": b"\x00\x00\x00\x05no...",
    "huge": b"\xff\xff\xff\xff",
    "list": b"\x00\x00\x00\x02[]",
    "deep": (100_000).to_bytes(4, "big") + b"[" * 100_000,
}


def main() -> None:
    """Answer messages until the pipe is closed."""
    requests, answers = (os.fdopen(number, mode, buffering=0) for number, mode in ((0, "rb"), (1, "wb")))
    while True:
        message = read_message(requests)
        what = message["do"]
        if what in ANSWERS:
            answers.write(ANSWERS[what])
        else:
            write_message(answers, act(what, message))


def act(what: str, message: dict[str, Any]) -> dict[str, Any]:
    """Do something, and return the answer."""
    if what == "exit":
        os._exit(3)
    if what == "hang":
        time.sleep(600)
    if what == "start":
        return {"number": subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid}
    if what == "describe":
        folder = Path.cwd()
        files = [file.name for file in folder.iterdir()]
        return {"folder": str(folder), "files": files, "path": sys.path, "program": notedeck.__file__}
    return message
