"""How deck.lock is kept: `--locked` for continuous integration, and what a build says by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.repository import commit_files, create_repository, run_git

NOTE = "# 큐\n\n## FIFO\n\n먼저 들어온 것이 먼저 나간다.\n\n## LIFO\n\n스택의 순서다.\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose only note and deck.lock are committed; it is the working folder."""
    repository = create_repository(tmp_path / "repo")
    commit_files(repository, 1_000_000_000, notes__queue=NOTE)
    monkeypatch.chdir(repository)
    assert main([]) == ExitStatus.DONE
    run_git(repository, "add", "notes")
    run_git(repository, "commit", "-q", "-m", "lock")
    return repository / "notes"


def edit(notes: Path) -> None:
    (notes / "queue.md").write_text(NOTE.replace("FIFO", "First in, first out"), encoding="utf-8")


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_lock_as_new_as_the_notes_passes(command: str) -> None:
    assert main([command, "--locked"]) == ExitStatus.DONE


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_lock_that_is_behind_fails_and_nothing_is_written(
    command: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(notes)
    before = (notes / "deck.lock").read_bytes(), (notes.parent / "output" / "notes.apkg").read_bytes()
    assert main([command, "--locked"]) == ExitStatus.PROBLEMS
    assert "deck.lock: lock-behind: deck.lock is older than the notes: 1 renamed" in capsys.readouterr().out
    assert ((notes / "deck.lock").read_bytes(), (notes.parent / "output" / "notes.apkg").read_bytes()) == before
    assert main([]) == ExitStatus.DONE
    assert main([command, "--locked"]) == ExitStatus.DONE


def test_a_missing_lock_fails(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "deck.lock").unlink()
    assert main(["check", "--locked"]) == ExitStatus.PROBLEMS
    assert "there is no deck.lock" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_lock_that_git_ignores_is_reported(command: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_git(notes, "rm", "-q", "--cached", "deck.lock")
    (notes / ".gitignore").write_text("*.lock\n", encoding="utf-8")
    commit_files(notes, 1_000_000_100)
    assert main([command]) == ExitStatus.DONE
    assert "lock-untracked" in capsys.readouterr().out
    assert main([command, "--locked"]) == ExitStatus.PROBLEMS
    run_git(notes, "add", "-f", "deck.lock")
    commit_files(notes, 1_000_000_200)
    capsys.readouterr()
    assert main([command, "--locked"]) == ExitStatus.DONE
    assert "lock-untracked" not in capsys.readouterr().out


def test_a_shallow_clone_without_a_lock_is_reported(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(notes)
    commit_files(notes, 1_000_000_100)
    run_git(tmp_path, "clone", "-q", "--depth", "1", notes.parent.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert main(["check"]) == ExitStatus.DONE
    assert "deck.lock is older than the notes, and this copy has only a part" in capsys.readouterr().out
    run_git(tmp_path / "shallow", "rm", "-q", "notes/deck.lock")
    commit_files(tmp_path / "shallow", 1_000_000_200)
    assert main(["check"]) == ExitStatus.DONE
    assert "history-shallow: there is no deck.lock, and this copy has only a part" in capsys.readouterr().out


def test_a_build_that_changes_the_lock_asks_for_a_commit(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(notes)
    assert main([]) == ExitStatus.DONE
    assert "deck.lock has changed: commit it" in capsys.readouterr().out
    assert main([]) == ExitStatus.DONE
    assert "commit it" not in capsys.readouterr().out


def test_outside_git_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "queue.md").write_text(NOTE, encoding="utf-8")
    for _ in range(2):
        assert main([str(tmp_path / "notes"), "-o", str(tmp_path / "out")]) == ExitStatus.DONE
    assert main(["check", str(tmp_path / "notes"), "--locked"]) == ExitStatus.DONE
    assert "lock-untracked" not in capsys.readouterr().out


def test_a_shallow_clone_with_a_lock_that_is_behind_says_so(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(notes)
    commit_files(notes, 1_000_000_300)
    for option, is_reported in (("--depth=1", True), ("--no-local", False)):
        copy = tmp_path / option.strip("-")
        run_git(tmp_path, "clone", "-q", option, notes.parent.as_uri(), str(copy))
        assert main([str(copy / "notes"), "-o", str(tmp_path / "out")]) == ExitStatus.DONE
        assert ("history-shallow" in capsys.readouterr().out) == is_reported


@pytest.mark.parametrize(
    ("files", "is_named"),
    [
        ({".gitignore": "*.lock\n"}, True),
        ({".gitignore": "/notes/*\n!/notes/*.md\n"}, True),
        ({"notes/.gitignore": "deck.lock\n"}, True),
        ({".gitignore": "*.lock\n", "notes/.gitignore": "!deck.lock\n"}, False),
        ({".gitignore": "# *.lock\noutput/\n"}, False),
        ({}, False),
    ],
)
def test_an_ignored_lock_is_named_by_the_first_build(
    files: dict[str, str],
    is_named: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository = create_repository(tmp_path / "repo")
    commit_files(repository, 1_000_000_000, notes__queue=NOTE)
    for name, text in files.items():
        (repository / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(repository)
    assert main([]) == ExitStatus.DONE
    assert ("lock-untracked: git does not have deck.lock: a .gitignore names it" in capsys.readouterr().out) == is_named


@pytest.mark.parametrize("sign", [".gitignore", ".gitattributes", ".github", "cs-main", ""])
def test_a_download_without_deck_lock_is_named(
    sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / (sign if sign == "cs-main" else "cs")
    (folder / "notes").mkdir(parents=True)
    (folder / "notes" / "queue.md").write_text(NOTE, encoding="utf-8")
    if sign.startswith("."):
        (folder / sign).mkdir()
    monkeypatch.chdir(folder)
    for is_first in (True, False):
        assert main([]) == ExitStatus.DONE
        assert ("history-shallow: there is no deck.lock" in capsys.readouterr().out) == (is_first and bool(sign))
