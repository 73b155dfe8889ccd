"""Files, folders and environments that cannot be used: a clear error or a finding, never a traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.paths import ROOT
from tests.support.unprivileged import Outcome, run_unprivileged

NOTE = "## 스택\n\n나중에 넣은 것이 먼저 나온다. ![](../media/p.svg)\n"
COMMANDS = (["build"], ["check"], ["translate", "--engine", "pseudo"], ["trust"])
PLACES = {  # what is taken away, and the words of at least one command that name it
    "notes": "notes cannot be read: Permission denied",
    "notes/sub": "sub: note-unreadable:",
    "notes/a.md": "a.md: note-unreadable:",
    "notes/sub/b.md": "sub/b.md: note-unreadable:",
    "notes/deck.toml": "deck.toml cannot be read: Permission denied",
    "notes/deck.lock": "deck.lock",
    "notes/style.css": "style.css cannot be read: Permission denied",
    "notes/glossary.csv": "",
    "notes/translations": "translations",
    "notes/translations/en.po": "en.po",
    "media/p.svg": "p.svg",
    "media": "p.svg",
    "output": "output",
    "cache": "",
    ".": "Permission denied",
}

FOLDERS = ("notes", "notes/sub", "notes/translations", "media", "output", "cache", ".")  # listed, but not entered


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with notes, media, output and a cache; all of it can be deleted afterwards."""
    for name in ("notes/sub", "notes/translations", "media", "output", "cache"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("a.md", "sub/b.md"):
        (tmp_path / "notes" / name).write_text(NOTE, encoding="utf-8")
    (tmp_path / "notes" / "deck.toml").write_text('translate_to = ["en"]\n', encoding="utf-8")
    (tmp_path / "notes" / "style.css").write_text(".card {}\n", encoding="utf-8")
    (tmp_path / "notes" / "glossary.csv").write_text("스택,stack\n", encoding="utf-8")
    (tmp_path / "notes" / "translations" / "en.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    shutil.copy(min((ROOT / "media").glob("*.svg")), tmp_path / "media" / "p.svg")
    yield tmp_path
    for folder, names, _ in os.walk(tmp_path, topdown=True):
        Path(folder).chmod(0o700)
        for name in names:
            (Path(folder) / name).chmod(0o700)


def run_in(place: Path, *commands: list[str]) -> list[Outcome]:
    return run_unprivileged(place, *commands, XDG_CACHE_HOME=str(place / "cache"))


def check_outcome(outcome: Outcome) -> None:
    text = outcome.out + outcome.err
    assert outcome.status in (ExitStatus.DONE, ExitStatus.PROBLEMS, ExitStatus.USAGE), text
    assert "Traceback" not in text and "bug in notedeck" not in text
    if outcome.status == ExitStatus.USAGE:
        error, hint = outcome.err.splitlines()[-2:]
        assert error.startswith("error: ") and hint.startswith("  ")


@pytest.mark.parametrize(("name", "mode"), [*((name, 0) for name in PLACES), *((name, 0o444) for name in FOLDERS)])
def test_what_may_not_be_read_is_named(name: str, mode: int, place: Path) -> None:
    if name == "notes/deck.lock":
        (place / name).write_text("# notedeck deck.lock 1\n", encoding="utf-8")
    (place / name).chmod(mode)
    outcomes = run_in(place, *([*words, "notes"] for words in COMMANDS))
    for outcome in outcomes:
        check_outcome(outcome)
    if not mode:
        assert any(PLACES[name] in outcome.out + outcome.err for outcome in outcomes), outcomes


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("command", [words[0] for words in COMMANDS])
def test_what_can_be_no_notes_is_said(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.md")
    make_socket(tmp_path / "socket.md")
    Path("broken").symlink_to("none")
    Path("loop").symlink_to("loop")
    Path("a.md").write_text(NOTE, encoding="utf-8")
    errors = {
        "pipe.md": "pipe.md is a named pipe",
        "socket.md": "socket.md is a socket",
        "/dev/null": "/dev/null is a device",
        "broken": "broken is a symlink that leads to nothing",
        "loop": "loop cannot be read",
        "a" * 5000: "cannot be read: File name too long",
        "a/" * 2500: "cannot be read: File name too long",
        "a.md/x": "there is no folder or note named a.md/x",
        "-": "there is no folder or note named -",
        "\udcff\x1b": r"there is no folder or note named \xff\x1b",
        "a\n::error::b": r"there is no folder or note named a\n::error::b",
    }
    for name, error in errors.items():
        assert main([command, name]) == ExitStatus.USAGE, name
        assert error in capsys.readouterr().err


@pytest.mark.parametrize(("name", "error"), [("", "it is empty"), ("a\0b", "no path has the character NUL")])
@pytest.mark.parametrize("option", [[], ["-o"]])
def test_no_path_is_wrong_usage(name: str, error: str, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["build", *option, name])
    assert stopped.value.code == ExitStatus.USAGE and error in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no folder that is in use")
@pytest.mark.parametrize("command", [words[0] for words in COMMANDS])
def test_a_current_folder_that_was_deleted(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main([command, "."]) == ExitStatus.USAGE
    assert "there is no current folder" in capsys.readouterr().err


ENVIRONMENTS = {
    "nothing": {},
    "no home": {"HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
    "a home that is a file": {"HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null"},
    "plain C": {"LC_ALL": "C"},
    "ASCII only": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII output": {"PYTHONIOENCODING": "ascii"},
    "a narrow and simple terminal": {"TERM": "dumb", "COLUMNS": "20", "FORCE_COLOR": "1"},
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs some of these variables")
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_odd_environments(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "자료.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "notes" / "b.md").write_text("## 큐 \U0001f600\n\n글\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "build_deck.py"), "build", "notes", "-v"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENTS[name], capture_output=True, check=False)
    assert done.returncode == ExitStatus.DONE, done.stderr
    assert b"Traceback" not in done.stderr and (tmp_path / "output" / "notes.apkg").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    ("redirection", "status"),
    [(">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 0), (">/dev/full", 2), (">/dev/full 2>&1", 2), ("--json >/dev/full", 2)],
)
def test_streams_that_are_closed_or_full(redirection: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    command = f'"$0" "$1" check a.md {redirection}'
    words = ["sh", "-c", command, sys.executable, str(ROOT / "build_deck.py")]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == status and b"Traceback" not in done.stderr
    assert bool(done.stdout) == (redirection == "2>&-")
