"""`diff --against`: what a pull request changes, with and without the deck.lock of a build, and what has no answer."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.building import build_and_write
from tests.support.cases import Case, load_cases
from tests.support.repository import commit_files, create_repository, run_git
from tests.support.stories import NOTES, apply_edits

STORIES = load_cases("comparison/against.md")
GUID = re.compile(r"  \[[a-z2-7]{16}\]$", re.M)


def play(story: str, top: Path) -> None:
    """Play the edits and steps of a story in the notes of a work tree."""
    edits: list[str] = []
    for line in (*(story.split("\n") if story else ()), "$ nothing"):
        if not line.startswith("$ "):
            edits.append(line)
            continue
        if edits:
            apply_edits(top / "notes", "\n".join(edits))
        edits = []
        match line.removeprefix("$ ").split():
            case ["build"]:
                build_and_write(top / "notes", top.parent / "out" / "deck.apkg")
            case ["commit"]:
                commit_files(top, 1_000_000_500)
            case ["rm", name]:
                (top / "notes" / name).unlink()
            case ["mv", old, new]:
                (top / old).rename(top / new)
            case ["git", *args]:
                run_git(top, *args)


def start(folder: Path) -> Path:
    """Return a repository whose notes were built and committed on main, with a branch pr checked out."""
    top = create_repository(folder / "clone")
    shutil.copytree(NOTES, top / "notes")
    commit_files(top, 1_000_000_000)
    build_and_write(top / "notes", folder / "out" / "deck.apkg")
    commit_files(top, 1_000_000_100)
    run_git(top, "checkout", "-q", "-b", "pr")
    return top


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return start(tmp_path)


def find_notes(top: Path) -> Path:
    """Return the folder of the notes, wherever the story put it."""
    return next(folder for name in ("notes", "study") if (folder := top / name).exists())


def compare(top: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Return what the comparison with main prints."""
    capsys.readouterr()
    assert main(["diff", str(find_notes(top)), "--against", "main", *words]) == ExitStatus.DONE
    return capsys.readouterr().out


@pytest.mark.parametrize("is_built", [True, False], ids=["built", "not built"])
@pytest.mark.parametrize("story", [story for story in STORIES if "$ " not in story.given], ids=str)
def test_story(story: Case, is_built: bool, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(story.given, top)
    if is_built:
        play("$ build\n$ commit", top)
    assert show(compare(top, capsys)) == story.expected


@pytest.mark.parametrize("story", [story for story in STORIES if "$ " in story.given], ids=str)
def test_story_with_steps(story: Case, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(story.given, top)
    assert show(compare(top, capsys)) == story.expected


def show(printed: str) -> str:
    """Return the lines of a list without guids, hashes and remarks on removed cards."""
    lines = (line for line in GUID.sub("", printed).split("\n") if not line.startswith(("Reading", "Removed", "Embed")))
    return "\n".join(re.sub(r"[0-9a-f]{10}", "…", line) for line in lines if line)


def test_nothing_is_written(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play("aws/s3.md\n-## 암호화\n+## Encryption", top)
    before = {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
    compare(top, capsys)
    assert {path: path.read_bytes() for path in top.rglob("*") if path.is_file()} == before


def test_markdown_and_json(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(
        "cs/자료구조.md\n-나중에 넣은 것을 먼저 꺼낸다.\n+나중에 |넣은| 것을 먼저 꺼낸다.",
        top,
    )
    table = compare(top, capsys, "--markdown")
    assert (
        "| changed | 스택 (Back)<br>나중에 ~~넣은~~ → **\\|넣은\\|** 것을 먼저 꺼낸다. | `cs/자료구조.md:3` |" in table
    )
    assert table.startswith("**notes since main (")
    document = json.loads(compare(top, capsys, "--json"))
    assert document["against"]["name"] == "main"
    assert document["against"]["commit"] == run_git(top, "rev-parse", "main").strip()
    (change,) = document["changes"]
    (field,) = change["words"]
    assert (field["field"], field["lines"][0]["line"]) == ("Back", 4)
    assert [part["op"] for part in field["lines"][0]["parts"]] == ["same", "removed", "added", "same"]


def test_a_part_of_the_notes(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play("aws/s3.md\n-## 암호화\n+## Encryption\n\ncs/자료구조.md\n-## 큐\n+## 줄", top)
    capsys.readouterr()
    assert main(["diff", str(top / "notes" / "aws"), "--against", "main"]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "Encryption" in printed
    assert "줄" not in printed


def test_main_went_on(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play("aws/s3.md\n-## 암호화\n+## Encryption\n$ commit\n$ git checkout -q main", top)
    play(
        "cs/자료구조.md\n-나중에 넣은 것을 먼저 꺼낸다.\n+나중 것을 먼저 꺼낸다.\n$ commit\n$ git checkout -q pr",
        top,
    )
    printed = compare(top, capsys)
    assert "main has 1 commit that these notes do not have" in printed
    assert "changed" in printed
    capsys.readouterr()
    assert main(["diff", str(top / "notes"), "--against", "main..."]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "renamed" in printed
    assert "changed " not in printed
    assert "that these notes do not have" not in printed


def test_pictures_are_those_of_the_commit(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9"><path d="M0 0h9"/></svg>'
    for name, size in (("notes/a.svg", 9), ("assets/b.svg", 9)):
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_text(svg.format(size), encoding="utf-8")
    (top / "notes" / "p.md").write_text(
        "# 그림\n\n## 하나\n![a](a.svg)\n\n## 둘\n![b](../assets/b.svg)\n", encoding="utf-8"
    )
    play("$ build\n$ commit\n$ git branch -f main", top)
    assert "No card changed since main" in compare(top, capsys)
    (top / "assets" / "b.svg").write_text(svg.format(10), encoding="utf-8")
    printed = compare(top, capsys)
    assert "changed   p.md:6  둘 (Back)" in printed
    assert "1 changed" in printed


@pytest.mark.parametrize("is_built", [True, False])
def test_a_commit_without_a_lock(is_built: bool, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / "notes" / "deck.lock").unlink()
    play("$ git checkout -q --orphan new\n$ commit\n$ git branch -f main", top)
    play("aws/s3.md\n-## 암호화\n+## Encryption", top)
    if is_built:
        play("$ build\n$ commit", top)
    assert show(compare(top, capsys)).split("\n") == [
        "renamed   aws/s3.md:17  암호화 → Encryption (title 0% alike, same text; Front)",
        "notes since main (…): 1 renamed",
    ]


def test_an_unlinked_card_is_new(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play("aws/s3.md\n-## 암호화\n+## Encryption\n$ build\n$ commit\n$ git branch -f main", top)
    assert main(["unlink", "Encryption", str(top / "notes")]) == ExitStatus.DONE
    play("$ build\n$ commit", top)
    assert show(compare(top, capsys)).split("\n") == [
        "new       aws/s3.md:17  Encryption",
        "removed   aws/s3.md  Encryption",
        "notes since main (…): 1 new, 1 removed",
    ]


def test_the_settings_are_those_of_the_commit(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / "notes" / "deck.toml").write_text('tags = ["시험"]\n', encoding="utf-8")
    printed = compare(top, capsys)
    assert "changed   20 cards (tags)" in printed


def test_a_link_to_a_note_is_the_note(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / "notes" / "link.md").symlink_to("aws/s3.md")
    play("$ commit\n$ git branch -f main", top)
    assert "No card changed since main" in compare(top, capsys)


BAD_NAMES = {
    "nothing": "there is no commit",
    "mian": 'Did you mean "main"',
    "HEAD~9": "history is shorter",
    "-x": "is not the name of a commit",
    "../main": "is not the name of a commit",
    "main@{1}": "is not the name of a commit",
    "a b": "is not the name of a commit",
    "": "is not the name of a commit",
    "0000000000": "there is no commit",
    "refs/heads/../../config": "is not the name of a commit",
}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_of_no_commit(name: str, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(top / "notes"), f"--against={name}"]) == ExitStatus.USAGE
    assert BAD_NAMES[name] in capsys.readouterr().err


def test_all_names_of_a_commit(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_git(top, "tag", "-a", "v1.0", "-m", "첫", "main")
    run_git(top, "update-ref", "refs/remotes/origin/main", "main")
    run_git(top, "pack-refs", "--all")
    run_git(top, "branch", "deps/@types", "main")
    commit = run_git(top, "rev-parse", "main").strip()
    names = (
        "main",
        "v1.0",
        "refs/tags/v1.0",
        "origin/main",
        "deps/@types",
        commit,
        commit[:8],
        "HEAD",
        "@",
        "HEAD~1",
        "v1.0^",
    )
    for name in names:
        assert main(["diff", str(top / "notes"), "--against", name]) == ExitStatus.DONE, name
    capsys.readouterr()
    assert main(["diff", str(top / "notes"), "--against", "mai"]) == ExitStatus.USAGE


def test_a_shallow_clone(top: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_git(tmp_path, "clone", "-q", "--depth", "1", top.as_uri(), "shallow")
    for name in ("main", "HEAD~1"):
        assert main(["diff", str(tmp_path / "shallow" / "notes"), "--against", name]) == ExitStatus.USAGE
        assert "fetch-depth: 0" in capsys.readouterr().err


def test_a_clone_without_files(top: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_git(top, "config", "uploadpack.allowFilter", "true")
    play("aws/s3.md\n-## 암호화\n+## Encryption\n$ commit", top)
    run_git(tmp_path, "clone", "-q", "--filter=blob:none", top.as_uri(), "partial")
    assert main(["diff", str(tmp_path / "partial" / "notes"), "--against", "HEAD~1"]) == ExitStatus.USAGE
    assert "without --filter" in capsys.readouterr().err


def test_notes_without_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(NOTES, tmp_path / "notes")
    assert main(["diff", str(tmp_path / "notes"), "--against", "main"]) == ExitStatus.USAGE
    assert "is in no git repository" in capsys.readouterr().err


def test_without_a_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(NOTES, create_repository(tmp_path / "clone") / "notes")
    assert main(["diff", str(tmp_path / "clone" / "notes"), "--against", "HEAD"]) == ExitStatus.USAGE
    assert "has no commit yet" in capsys.readouterr().err


def test_git_is_missing(top: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", str(top))
    assert main(["diff", str(top / "notes"), "--against", "main"]) == ExitStatus.USAGE
    assert "git is not installed" in capsys.readouterr().err


def test_the_folder_is_new(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / "new").mkdir()
    (top / "new" / "a.md").write_text("# 하나\n\n둘\n", encoding="utf-8")
    run_git(top, "rm", "-q", "--cached", "notes/deck.lock")
    play("$ git commit -q -m 제목\n$ git branch -f main", top)
    assert main(["diff", str(top / "new"), "--against", "main"]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "1 new" in printed
    assert "it has no folder new" in printed


def test_what_cannot_be_used_of_a_commit(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (top / "notes" / "deck.toml").write_text("tags = 1\n", encoding="utf-8")
    (top / "notes" / "deck.lock").rename(top / "deck.lock")
    (top / "notes" / "deck.lock").write_text("junk\n", encoding="utf-8")
    play("$ commit\n$ git branch -f main", top)
    (top / "notes" / "deck.toml").unlink()
    (top / "deck.lock").rename(top / "notes" / "deck.lock")
    printed = compare(top, capsys)
    assert "its deck.lock cannot be used" in printed
    assert "No card changed" in printed
