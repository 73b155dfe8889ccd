"""Several processes give the results of one, in order; none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck.util.processes import workers
from notedeck.util.processes.workers import compute_in_processes, count_processes
from tests.support.paths import ROOT

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one process"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
]

ITEMS = list(range(50))
OWN = os.getpid()
MAX_SECONDS = 30


@pytest.fixture(autouse=True)
def can_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of the tests hold nothing that these functions need."""
    monkeypatch.setattr(workers, "can_fork", lambda: True)


def is_copy() -> bool:
    return os.getpid() != OWN


def repeat(item: int) -> bytes:
    time.sleep(0.001)
    return b"%d," % item * (100_000 if item % 20 == 5 else item)


def compute(function: Callable[[int], bytes], processes: int = 3, items: list[int] = ITEMS) -> list[bytes]:
    with compute_in_processes(function, items, processes) as results:
        return list(results)


def list_children() -> set[str]:
    """The processes that this one has started; earlier tests may have left some."""
    files = Path("/proc/self/task").glob("*/children")
    return {number for file in files for number in file.read_text(encoding="ascii").split()}


@pytest.mark.parametrize("count", [0, 1, 2, 50])
@pytest.mark.parametrize("processes", [1, 2, 3, 5])
def test_the_results_are_those_of_one_process(count: int, processes: int) -> None:
    before = list_children()
    assert compute(repeat, processes, ITEMS[:count]) == [repeat(item) for item in ITEMS[:count]]
    assert list_children() <= before


def test_all_processes_work() -> None:
    def name_process(_: int) -> bytes:
        time.sleep(0.01)
        return b"%d" % os.getpid()

    numbers = compute(name_process)
    assert len(set(numbers)) == 3 and b"%d" % OWN in numbers


def test_there_can_be_more_items_than_fit_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_BATCHES", 7)
    assert compute(repeat) == [repeat(item) for item in ITEMS]


def test_a_copy_that_is_killed_leaves_its_part_to_us() -> None:
    def compute_or_die(item: int) -> bytes:
        if is_copy() and item > 10:
            os.kill(os.getpid(), signal.SIGKILL)
        return repeat(item)

    assert compute(compute_or_die) == [repeat(item) for item in ITEMS]


def test_a_copy_that_fails_leaves_its_part_to_us() -> None:
    def compute_or_fail(item: int) -> bytes:
        if is_copy():
            raise ZeroDivisionError
        return repeat(item)

    assert compute(compute_or_fail) == [repeat(item) for item in ITEMS]


def test_an_exception_is_raised_here_wherever_it_arises() -> None:
    def fail(item: int) -> bytes:
        if item == 30:
            raise ZeroDivisionError("our bug")
        return repeat(item)

    before = list_children()
    with pytest.raises(ZeroDivisionError, match="our bug"):
        compute(fail)
    assert list_children() <= before


def test_none_is_left_when_we_stop_early() -> None:
    before = list_children()
    with pytest.raises(KeyboardInterrupt), compute_in_processes(repeat, ITEMS, 3) as results:
        next(results)
        raise KeyboardInterrupt
    assert list_children() <= before


def test_without_a_further_process_all_is_computed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert compute(repeat) == [repeat(item) for item in ITEMS]


def test_none_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = f"""
import os, time
from notedeck.util.processes.workers import compute_in_processes
def wait(item):
    open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
    while True:
        pass
with compute_in_processes(wait, range(9), 3) as results:
    list(results)
"""
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    try:
        numbers = wait_for(lambda: len(names := [file.name for file in tmp_path.iterdir()]) == 3 and names)
    finally:
        parent.kill()
        parent.wait()
    wait_for(lambda: not any(is_running(int(number)) for number in numbers))


def wait_for(condition: Callable[[], object]) -> list[str]:
    """Return what a condition is when it is true."""
    deadline = time.monotonic() + MAX_SECONDS
    while not (value := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return value if isinstance(value, list) else []


def is_running(process: int) -> bool:
    """Return whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("work", "expected"), [(0, 1), (199, 1), (200, 2), (300, 3), (10**9, 4)])
def test_there_are_as_many_processes_as_the_work_and_the_processors_are_worth(
    work: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    assert count_processes(work, 100) == expected


def test_with_a_thread_there_is_one_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(workers, "THREADS", tmp_path)
    (tmp_path / "1").touch()
    assert workers.can_fork()
    (tmp_path / "2").touch()
    assert not workers.can_fork() and count_processes(10**9, 1) == 1
