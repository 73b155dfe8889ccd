"""`init`: it says what is in a folder, writes what a deck needs, and replaces nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.scaffold.files import WORKFLOW
from notedeck.scaffold.language import guess_languages
from tests.support.repository import commit_files, create_repository, run_git
from tests.support.settings import parse_toml_settings, read_settings

NOTE = "# 큐\n\n## FIFO\n\n먼저 들어온 것이 먼저 나간다.\n"
SETTINGS_LINE = "# {key} = "


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a note in a repository; its top is the working folder."""
    repository = create_repository(tmp_path / "자료구조")
    commit_files(repository, 1_000_000_000, notes__queue=NOTE)
    monkeypatch.chdir(repository)
    return repository / "notes"


def test_it_says_what_is_there_and_writes_what_is_missing(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / ".obsidian").mkdir()
    (notes / "queue.en.md").write_text("# Queue\n\n## FIFO\n\nFirst in, first out.\n", encoding="utf-8")
    assert main(["init"]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "1 card from 1 note" in printed and "Obsidian" in printed and "1 translation" in printed
    assert "written     notes/deck.toml" in printed
    assert (notes / ".gitattributes").read_text() == "deck.lock merge=deck-lock\n"
    assert (notes.parent / ".gitignore").read_text() == "output/\n"
    assert not (notes.parent / WORKFLOW).exists()
    assert main(["build"]) == ExitStatus.DONE
    assert read_settings(notes).naming.name == "자료구조"


def test_the_notes_are_read_in_their_own_language(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "queue.md").write_text("# Queue\n\n## FIFO\n\nWhat comes first leaves first.\n", encoding="utf-8")
    (notes / "queue.french.md").write_text("# File\n\n## FIFO\n\nPremier entré, premier sorti.\n", encoding="utf-8")
    assert main(["init", "--json"]) == ExitStatus.DONE
    document = json.loads(capsys.readouterr().out)
    assert (document["notes"], document["left_out"]) == (1, 1)
    settings = read_settings(notes).translation
    assert (settings.language, settings.translate_to) == ("en", ("ko",))


def test_nothing_is_replaced(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "deck.toml").write_text('name = "내 덱"\n', encoding="utf-8")
    (notes.parent / ".gitignore").write_text("*.pyc\n", encoding="utf-8")
    assert main(["init"]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert not (notes / ".gitattributes").exists()
    assert "is there    notes/deck.toml" in printed and "missing     notes/.gitattributes" in printed
    assert "build-deck init notes --write" in printed and "Add to .gitignore: output/" in printed
    assert main(["init", "--write"]) == ExitStatus.DONE
    assert (notes / ".gitattributes").exists()
    assert (notes / "deck.toml").read_text(encoding="utf-8") == 'name = "내 덱"\n'
    assert (notes.parent / ".gitignore").read_text(encoding="utf-8") == "*.pyc\n"


def test_a_line_that_is_there_already_is_not_asked_for(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes.parent / ".gitignore").write_text("*.pdf\noutput/\n", encoding="utf-8")
    assert main(["init", str(notes)]) == ExitStatus.DONE
    assert "Add to .gitignore" not in capsys.readouterr().out


def test_a_dry_run_writes_nothing(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--dry-run", "--json"]) == ExitStatus.DONE
    document = json.loads(capsys.readouterr().out)
    assert [(Path(file["path"]).name, file["state"]) for file in document["files"]] == [
        ("deck.toml", "missing"),
        (".gitattributes", "missing"),
        (".gitignore", "missing"),
    ]
    assert document["next"][0].startswith("build-deck init notes ")
    assert [path.name for path in notes.iterdir()] == ["queue.md"]


@pytest.mark.parametrize("note", [NOTE, "# Queue\n\n## FIFO\n\nFirst in, first out.\n"])
def test_every_line_of_the_settings_is_the_default(note: str, notes: Path) -> None:
    (notes / "queue.md").write_text(note, encoding="utf-8")
    main(["init"])
    text = (notes / "deck.toml").read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") if " = " in line and line[2:3].islower() else line for line in text.splitlines()]
    settings = [line for line in lines if line and line[0] != "#"]
    assert len(settings) > 10
    assert parse_toml_settings("\n".join(settings)) == parse_toml_settings(text)


def test_outside_git_only_the_settings_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "aws").mkdir()
    (tmp_path / "aws" / "ecs.md").write_text(NOTE, encoding="utf-8")
    assert main(["init", str(tmp_path / "aws")]) == ExitStatus.DONE
    assert sorted(path.name for path in (tmp_path / "aws").iterdir()) == ["deck.toml", "ecs.md"]
    assert main(["init", str(tmp_path / "aws"), "--github"]) == ExitStatus.USAGE
    assert "git init" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("EC2의 시작 타입은 On-Demand이다", ("ko", "en")),
        ("The start type", ("en", "ko")),
        ("キューは先入れ先出し", ("ja", "en")),
        ("队列是先进先出", ("zh-CN", "en")),
        ("Очередь", ("ru", "en")),
        ("", ("en", "ko")),
    ],
)
def test_the_language_shows_in_the_letters(text: str, languages: tuple[str, str]) -> None:
    assert guess_languages([text]) == languages


def read_workflow(notes: Path) -> dict[str, Any]:
    return dict(yaml.safe_load((notes.parent / WORKFLOW).read_text(encoding="utf-8")))


def test_the_workflow_follows_the_schema_of_github(notes: Path) -> None:
    pytest.importorskip("check_jsonschema")
    main(["init", "--github"])
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    assert not subprocess.run([*command, str(notes.parent / WORKFLOW)], check=False).returncode


def run_step(step: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does, with this program on the path."""
    variables = {name: value.replace("${{ github.base_ref }}", "main") for name, value in step["env"].items()}
    places = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder.parent)}
    places |= {"GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md")}
    command = ["bash", "-e", "-c", step["run"]]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **places, **variables}, check=False, capture_output=True, text=True
    )


def test_the_steps_of_the_workflow_run_in_a_clean_clone(notes: Path, tmp_path: Path) -> None:
    main(["init", "--github"])
    assert main([]) == ExitStatus.DONE
    run_git(notes.parent, "branch", "-M", "main")
    run_git(notes.parent, "add", "-A")
    run_git(notes.parent, "commit", "-q", "-m", "deck")
    run_git(tmp_path, "clone", "-q", str(notes.parent), "clone")
    jobs = read_workflow(notes)["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"] if "build-deck" in step.get("run", "")]
    assert len(steps) == 4
    for step in steps:
        done = run_step(step, tmp_path / "clone")
        assert not done.returncode, (step, done.stdout, done.stderr)
    assert (tmp_path / "clone" / "output" / "deck.apkg").is_file()
    assert (tmp_path / "summary.md").read_text(encoding="utf-8")
