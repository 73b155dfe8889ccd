"""Run the real program in a sandbox, with limits."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.attack._sandbox import CANARY, Sandbox

ROOT = Path(__file__).resolve().parents[2]
MAX_SECONDS = 30.0  # nothing here needs more than a second or two on an idle computer
MAX_MEMORY_BYTES = 4 * 1024**3  # of addresses; threads and Pillow reserve many that they never use
DEAD_PROXY = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended: `status` is None if it had to be killed, and negative after a signal."""

    words: tuple[str, ...]
    status: int | None
    seconds: float
    output: str
    errors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a run may use. `stop_signal` is sent after `stop_seconds`; `user` is a number, 0 = the same user.

    `clock` is by how many seconds the clock is wrong; `now` stops it at a Unix second, 0 does not.
    """

    seconds: float = MAX_SECONDS
    memory: int = MAX_MEMORY_BYTES
    file_size: int = 0
    user: int = 0
    stop_signal: int = 0
    stop_seconds: float = 0.0
    clock: float = 0.0
    now: float = 0.0


@cache
def start_server() -> subprocess.Popen[str]:
    """Start the process whose children run the program; it ends with this process."""
    command = [sys.executable, "-P", "-m", "benchmarks.attack._fork_server"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    atexit.register(stop_server, server)
    return server


def stop_server(server: subprocess.Popen[str]) -> None:
    """End the process."""
    server.kill()
    server.communicate()


def build_environment(sandbox: Sandbox) -> dict[str, str]:
    """Return the environment of a person whose home is that of the sandbox; it has a secret, too."""
    home = str(sandbox.home)
    folders = {f"XDG_{kind.upper()}_HOME": f"{home}/.{kind}" for kind in ("cache", "config", "data", "state")}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), DEAD_PROXY)
    place = {"HOME": home, "USERPROFILE": home, "TMPDIR": str(sandbox.temp), "PATH": os.environ.get("PATH", "")}
    words = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Seoul", "MARK": str(sandbox.marks / "ran"), "SECRET_TOKEN": CANARY}
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    return folders | proxies | place | words | git | {"no_proxy": "127.0.0.1,localhost", "PYTHONDONTWRITEBYTECODE": "1"}


def run_program(
    sandbox: Sandbox,
    words: Sequence[str],
    limits: Limits | None = None,
    environment: Mapping[str, str | None] | None = None,
    folder: Path | None = None,
) -> Run:
    """Run a command in the work tree of the sandbox, or in another folder; None removes a variable."""
    limits = limits or Limits()
    variables = {**build_environment(sandbox), **(environment or {})}
    logs = {name: sandbox.top.with_name(f"{sandbox.top.name}.{name}") for name in ("stdout", "stderr")}
    request = {
        "words": list(words),
        "environment": {name: value for name, value in variables.items() if value is not None},
        "folder": str(folder or sandbox.work),
        "stdout": str(logs["stdout"]),
        "stderr": str(logs["stderr"]),
        "seconds": limits.seconds,
        "memory": limits.memory,
        "file_size": limits.file_size,
        "user": limits.user,
        "clock": limits.clock,
        "now": limits.now,
        "signal": limits.stop_signal,
        "signal_seconds": limits.stop_seconds,
    }
    for log in logs.values():
        log.write_bytes(b"")
        log.chmod(0o666)
    try:
        answer = ask_server(request)
        texts = [log.read_bytes().decode("utf-8", "backslashreplace") for log in logs.values()]
    finally:
        for log in logs.values():
            log.unlink()
    return Run(tuple(words), answer["status"], answer["seconds"], *texts)


def ask_server(request: Mapping[str, object]) -> dict[str, Any]:
    """Send one request to the process, and return its answer."""
    server = start_server()
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    answer: dict[str, Any] = json.loads(server.stdout.readline())
    return answer


def spawn_program(
    sandbox: Sandbox,
    words: Sequence[str],
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    seconds: float = 120.0,
) -> Run:
    """Run a command in a Python of its own, as a user does with build_deck.py."""
    command = [sys.executable, str(ROOT / "build_deck.py"), *words]
    variables = {**build_environment(sandbox), **(environment or {})}
    place = folder or sandbox.work
    try:
        done = subprocess.run(
            command,
            cwd=place,
            env=variables,
            capture_output=True,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Run(tuple(words), None, seconds, "", "")
    texts = (data.decode("utf-8", "backslashreplace") for data in (done.stdout, done.stderr))
    return Run(tuple(words), done.returncode, 0.0, *texts)
