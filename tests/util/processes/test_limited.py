"""A program gets little, and is gone when its time or output is over, with everything that it started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from notedeck.util.processes.limited import (
    MAX_ERROR_BYTES,
    Finished,
    Limits,
    OutputLimitError,
    TimeLimitError,
    make_environment,
    run_program,
)
from tests.support.paths import ROOT

LIMIT = 100_000
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="processes are named in another way on Windows")


def run(program: str, folder: Path, data: bytes = b"", seconds: float = 60.0) -> Finished:
    """Run a program in Python."""
    words = [sys.executable, "-c", program]
    return run_program(words, folder, make_environment(folder), Limits(seconds, LIMIT), data)


def is_running(number: int) -> bool:
    """Return whether a process is there and no zombie."""
    status = Path(f"/proc/{number}/stat")
    if Path("/proc/self").exists():
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def is_gone_soon(number: int) -> bool:
    """Return whether a process ends; what is killed may need a moment."""
    deadline = time.monotonic() + 30
    while is_running(number) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_running(number)


def test_what_it_reads_and_prints(tmp_path: Path) -> None:
    program = "import sys; print(sys.stdin.read() * 2); print('oops', file=sys.stderr); sys.exit(3)"
    done = run(program, tmp_path, "가".encode())
    assert (done.status, done.output.split(), done.errors.split()) == (3, ["가가".encode()], [b"oops"])


def test_its_environment_has_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "DEEPL_AUTH_KEY",
        "ANKICONNECT_KEY",
        "GITHUB_TOKEN",
        "PYTHONPATH",
        "LD_PRELOAD",
        "BASH_ENV",
        "GIT_DIR",
    ):
        monkeypatch.setenv(name, "secret" if name != "PYTHONPATH" else str(ROOT))
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", *os.environ["PATH"].split(os.pathsep)]))
    program = "import json, os; print(json.dumps(dict(os.environ)))"
    environment = json.loads(run(program, tmp_path).output)
    allowed = {"PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "TEMP", "TMP", "LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
    if sys.platform != "win32":
        assert {name for name in environment if not name.startswith("LC_")} <= allowed
    assert "secret" not in str(environment) and environment["TMPDIR"] == str(tmp_path)
    assert all(Path(entry).is_absolute() for entry in environment["PATH"].split(os.pathsep))


@pytest.mark.parametrize(
    "program",
    [
        "while True: print('x' * 100)",
        "import os\nwhile True: os.write(1, b'x' * 65536)",
        "import sys; sys.stdout.write('x' * 100_001)",
        "import os, time; os.write(1, b'x' * 100_001); time.sleep(600)",
    ],
)
def test_a_program_that_prints_too_much_is_killed(program: str, tmp_path: Path) -> None:
    with pytest.raises(OutputLimitError):
        run(program, tmp_path)


def test_what_it_may_print_arrives_whole(tmp_path: Path) -> None:
    assert run("import sys; sys.stdout.write('x' * 100_000)", tmp_path).output == b"x" * LIMIT


def test_errors_are_limited_but_end_nothing(tmp_path: Path) -> None:
    done = run("import sys; sys.stderr.write('x' * 3_000_000); print('done')", tmp_path)
    assert len(done.errors) == MAX_ERROR_BYTES and done.output.split() == [b"done"]


@pytest.mark.parametrize(
    "program",
    [
        "import time; time.sleep(600)",
        "while True: pass",
        "import sys\nwhile True: print('x' * 100, file=sys.stderr)",
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)",
    ],
)
def test_a_program_that_hangs_is_killed(program: str, tmp_path: Path) -> None:
    with pytest.raises(TimeLimitError):
        run(program, tmp_path, seconds=0.5)


def test_input_that_nobody_reads_blocks_nothing(tmp_path: Path) -> None:
    assert run("print('done')", tmp_path, b"x" * 3_000_000).output.split() == [b"done"]


CHILD = "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "


@posix_only
@pytest.mark.parametrize("then", ["", "child.wait()", "import time; time.sleep(600)"])
def test_children_do_not_outlive_it(then: str, tmp_path: Path) -> None:
    program = f"{CHILD}open('number', 'w').write(str(child.pid)); {then}"
    try:
        run(program, tmp_path, seconds=5.0)
    except TimeLimitError:
        assert then
    assert is_gone_soon(int((tmp_path / "number").read_text()))


@posix_only
def test_it_does_not_outlive_whoever_started_it(tmp_path: Path) -> None:
    """As when a build ends while a program hangs: its process is asked to end."""
    hang = "import os, time; open('number', 'w').write(str(os.getpid())); open('ready', 'w').close(); time.sleep(600)"
    starter = (
        "import os, sys, pathlib; from notedeck.util.processes.limited import Limits, run_program; "
        "run_program([sys.executable, '-c', sys.argv[1]], pathlib.Path(sys.argv[2]), os.environ, "
        "Limits(600, 9))"
    )
    words = [sys.executable, "-c", starter, hang, str(tmp_path)]
    with subprocess.Popen(words, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        while not (tmp_path / "ready").exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 1
    assert is_gone_soon(int((tmp_path / "number").read_text()))


def test_a_program_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        run_program([str(tmp_path / "none")], tmp_path, {}, Limits(9, 9))
