"""`init`: it says what is in a folder, writes what a deck needs, and replaces nothing."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

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
    assert "incomplete  .gitignore" in printed
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


@pytest.mark.parametrize("note", [NOTE, "# Queue\n\n## FIFO\n\nFirst in, first out.\n"])
def test_on_github_the_settings_have_the_link_to_the_package(
    note: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "queue.md").write_text(note, encoding="utf-8")
    run_git(notes.parent, "remote", "add", "origin", "git@github.com:kim/study.git")
    link = "https://github.com/kim/study/releases/download/deck/deck.apkg"
    assert main(["init", "--github"]) == ExitStatus.DONE
    assert read_settings(notes).sharing.download_url == link
    assert f"The newest deck is then at {link}" in capsys.readouterr().out
    (notes / "deck.toml").write_text('name = "내 덱"\n', encoding="utf-8")
    assert main(["init", "--github"]) == ExitStatus.DONE
    assert f'Add to notes/deck.toml: download_url = "{link}"' in capsys.readouterr().out


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_link_takes_the_place_of_the_comment_that_init_wrote(
    end: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == ExitStatus.DONE
    text = (notes / "deck.toml").read_text(encoding="utf-8").replace("\n", end)
    (notes / "deck.toml").write_bytes(text.encode())
    run_git(notes.parent, "remote", "add", "origin", "git@github.com:kim/study.git")
    capsys.readouterr()
    assert main(["init", "--github", "--deck", "내 덱"]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "  build-deck init notes --deck '내 덱' --github --write    #" in printed and "Add to" not in printed
    assert (notes / "deck.toml").read_bytes() == text.encode()
    assert main(["init", "--github", "--write"]) == ExitStatus.DONE
    assert "Add to" not in capsys.readouterr().out
    link = "https://github.com/kim/study/releases/download/deck/deck.apkg"
    expected = text.replace('# download_url = ""', f'download_url = "{link}"')
    assert (notes / "deck.toml").read_bytes() == expected.encode() != text.encode()


def test_the_folder_for_the_commands_of_git_is_named(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["init", "--github"])
    assert "  cd " not in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    main(["init", str(notes), "--github"])
    steps = capsys.readouterr().out.split("Next:\n")[1]
    assert f"  cd {shlex.quote(str(notes.parent.resolve()))}\n  git config " in steps
