"""The hooks for pre-commit, run by pre-commit itself with the notedeck of this environment."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from notedeck.cli.main import main
from tests.support.paths import ROOT
from tests.support.repository import EMPTY, create_repository, run_git

pytestmark = pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
NOTE = "# 큐\n\n## FIFO\n\n먼저 들어온 것이 먼저 나간다.\n"


def run_pre_commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run pre-commit in a folder; its own cache is in the folder beside."""
    scripts = Path(sys.executable).parent
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | EMPTY
    environment["PATH"] = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    environment["PRE_COMMIT_HOME"] = str(folder.parent / "pre-commit")
    command = [sys.executable, "-P", "-m", "pre_commit", *words]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with notes and a deck.lock that uses the hooks of this checkout."""
    folder = create_repository(tmp_path / "study")
    hooks = [hook | {"language": "system"} for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))]
    settings = {"repos": [{"repo": "local", "hooks": hooks[::-1]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "notes").mkdir()
    (folder / "notes" / "queue.md").write_text(NOTE, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert main([]) == 0
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "-m", "notes")
    return folder


def edit_note(folder: Path, new: str) -> None:
    note = folder / "notes" / "queue.md"
    note.write_text(note.read_text(encoding="utf-8").replace("## FIFO", new), encoding="utf-8")
    run_git(folder, "add", "-A")


def test_the_manifest_is_valid() -> None:
    done = run_pre_commit(ROOT, "validate-manifest", str(MANIFEST))
    assert not done.returncode, done.stdout


def test_the_check_fails_until_the_deck_was_built(repository: Path) -> None:
    assert not run_pre_commit(repository, "run", "notedeck-check", "--all-files").returncode
    edit_note(repository, "## 선입선출")
    done = run_pre_commit(repository, "run", "notedeck-check")
    assert done.returncode and "lock-behind" in done.stdout


def test_the_lock_is_brought_up_to_date_before_the_commit(repository: Path) -> None:
    edit_note(repository, "## 선입선출")
    done = run_pre_commit(repository, "run")
    assert done.returncode and "files were modified by this hook" in done.stdout
    assert run_git(repository, "diff", "--name-only").split() == ["notes/deck.lock"]
    run_git(repository, "add", "-A")
    done = run_pre_commit(repository, "run")
    assert not done.returncode, done.stdout


def test_the_first_deck_lock_passes_once_it_is_staged(repository: Path) -> None:
    run_git(repository, "rm", "-q", "--cached", "notes/deck.lock")
    run_git(repository, "commit", "-q", "-m", "no lock", "--no-verify")
    done = run_pre_commit(repository, "run", "notedeck-check", "--all-files")
    assert done.returncode and "lock-untracked" in done.stdout
    run_git(repository, "add", "-A")
    assert not run_pre_commit(repository, "run", "notedeck-check", "--all-files").returncode


def test_other_files_run_nothing(repository: Path) -> None:
    (repository / "tool.py").write_text("", encoding="utf-8")
    run_git(repository, "add", "-A")
    assert run_pre_commit(repository, "run").stdout.count("Skipped") == 2
