"""A Python child takes modules from where this program is installed, answers with data, and dies with its children."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from notedeck.util.import_path import move_behind_libraries
from notedeck.util.processes.child import ChildError, PythonChild, build_python_command, build_python_environment
from notedeck.util.processes.messages import MAX_MESSAGE_BYTES, read_message, write_message
from notedeck.util.processes.programs import find_program
from tests.support.paths import ROOT
from tests.support.programs import write_program

MODULE = "tests.support.strange_child"


@contextmanager
def child() -> Iterator[PythonChild]:
    """A process of `tests/support/strange_child.py`."""
    process = PythonChild(MODULE)
    try:
        yield process
    finally:
        process.close()


def test_it_answers_message_after_message_in_an_empty_folder() -> None:
    with child() as process:
        for text in ("가", "\udcff", "x" * 200_000):
            assert process.exchange({"do": "echo", "text": text}, 60)["text"] == text
        answer = process.exchange({"do": "describe"}, 60)
        assert answer["files"] == []
        assert Path.cwd().resolve() != Path(answer["folder"])
        assert str(ROOT / "notedeck" / "__init__.py") == answer["program"]
    assert not Path(answer["folder"]).exists()


def test_the_current_folder_is_not_on_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", str(tmp_path), "lib"]))
    with child() as process:
        answer = process.exchange({"do": "describe"}, 60)
    assert not {"", ".", "lib", str(tmp_path), answer["folder"]} & set(answer["path"])


def test_variables_of_python_that_start_something_are_dropped() -> None:
    kept = build_python_environment(
        {
            "HOME": "/h",
            "PYTHONSTARTUP": "x.py",
            "PYTHONPYCACHEPREFIX": ".",
            "PYTHONINSPECT": "1",
            "PYTHONBREAKPOINT": "x",
            "PYTHONUSERBASE": "/u",
            "PYTHONPATH": os.pathsep.join(["", str(ROOT.parent), "lib"]),
        }
    )
    assert kept == {"HOME": "/h", "PYTHONUSERBASE": "/u", "PYTHONPATH": str(ROOT.parent)}


def test_its_command_names_files_by_absolute_paths() -> None:
    program, flag, script, module, *_ = build_python_command("notedeck.x")
    assert (flag, module) == ("-P", "notedeck.x") and Path(program).is_absolute() and Path(script).is_absolute()


@pytest.mark.parametrize("what", ["exit", "garbage", "huge", "list", "deep"])
def test_what_is_no_message_is_an_error(what: str) -> None:
    with child() as process, pytest.raises(ChildError):
        process.exchange({"do": what}, 60)


def test_one_that_does_not_answer_is_given_up() -> None:
    with child() as process, pytest.raises(TimeoutError):
        process.exchange({"do": "hang"}, 0.2)


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system about a process as POSIX does")
def test_it_is_killed_with_its_children() -> None:
    with child() as process:
        number = process.exchange({"do": "start"}, 60)["number"]
        assert is_running(number)
    wait_until_gone(number)


def is_running(number: int) -> bool:
    """Return whether a process exists and is no zombie."""
    try:
        os.kill(number, 0)
    except OSError:
        return False
    status = Path(f"/proc/{number}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(number: int) -> None:
    """Wait for the system to end a killed process."""
    for _ in range(500):
        if not is_running(number):
            return
        time.sleep(0.01)
    pytest.fail(f"process {number} is still running")


def test_without_python_it_cannot_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(ChildError):
        PythonChild(MODULE)


def test_messages_have_a_limit() -> None:
    stream = io.BytesIO()
    write_message(stream, {"a": 1})
    stream.seek(0)
    assert read_message(stream) == {"a": 1}
    with pytest.raises(ValueError, match="bytes"):
        read_message(io.BytesIO((MAX_MESSAGE_BYTES + 1).to_bytes(4, "big")))
    with pytest.raises(EOFError):
        read_message(io.BytesIO((5).to_bytes(4, "big") + json.dumps({}).encode()))


def test_a_folder_leaves_the_path_unless_the_program_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(ROOT), "/lib", str(tmp_path)])
    move_behind_libraries(str(tmp_path))
    assert sys.path == [str(ROOT), "/lib"]
    move_behind_libraries(str(ROOT))
    assert sys.path == ["/lib", str(ROOT)]
    move_behind_libraries(str(tmp_path))
    assert sys.path == ["/lib", str(ROOT)]


def test_a_program_of_the_current_folder_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, own = write_program(tmp_path / "here", "dot"), write_program(tmp_path / "bin", "dot")
    monkeypatch.chdir(here.parent)
    for path in ("", ".", "./", "..:.", f":{here.parent}", "here"):
        monkeypatch.setenv("PATH", path)
        assert find_program("dot") is None
        monkeypatch.setenv("PATH", f"{path}{os.pathsep}{own.parent}")
        assert find_program("dot") == str(own)
    own.chmod(0o644)
    assert find_program("dot") is None
