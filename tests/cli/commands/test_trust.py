"""`trust` prints exactly what it allows; without it no command runs a program of the notes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck import watch
from notedeck.cli import main as cli
from notedeck.cli.arguments import list_commands
from notedeck.cli.exit_status import ExitStatus
from tests.support.trusting import Workplace, create_workplace, is_refused, marking_command, run
from tests.trust.conftest import config

__all__ = ["config"]
ARGUMENTS = {
    "link": ["가", "나"],
    "unlink": ["가"],
    "translate": ["--dry-run"],
    "compare": ["none.apkg"],
    "adopt": ["none.apkg"],
}
UNTRUSTING = ("trust", "schema", "completion", "merge-lock", "github")  # the commands without `--trust`


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    place = create_workplace(tmp_path)
    monkeypatch.chdir(place.notes.parent)
    return place


WITHOUT_NOTES = {"completion", "merge-lock", "schema"}


def serve_once(
    _folders: list[Path], build: Callable[[], str], say: Callable[[str], None], *, ignored: list[Path], **_: object
) -> None:
    """Build as `watch` and `preview --serve` do, but only once."""
    assert ignored
    say(watch.run_build(build)[0])


@pytest.mark.parametrize("command", sorted(set(list_commands()) - WITHOUT_NOTES))
def test_no_command_runs_a_program_of_the_notes(
    command: str, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "rebuild_on_change", serve_once)
    place.write_command("text", marking_command(place.mark))
    run(command, *ARGUMENTS.get(command, []), "notes")
    if command == "preview":
        run(command, "notes", "--serve", "--port", 0)
    assert not place.mark.exists()


@pytest.mark.parametrize("command", ["build", "check", "diff", "preview", "watch"])
def test_it_runs_for_one_run_or_when_it_is_allowed(
    command: str, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "rebuild_on_change", serve_once)
    monkeypatch.setenv("XDG_CACHE_HOME", str(place.top / "cache"))
    place.write_command("text", marking_command(place.mark))
    assert run(command, "notes", "--trust") == ExitStatus.DONE and place.mark.exists()
    place.mark.unlink()
    place.write("notes/a.md", "# 가\n\n```text\n둘\n```\n")
    assert run(command, "notes") == ExitStatus.DONE and not place.mark.exists()
    run("trust", "notes")
    assert run(command, "notes") == ExitStatus.DONE and place.mark.exists()


def test_every_command_that_reads_a_deck_accepts_trust() -> None:
    (subparsers,) = (a for a in cli.make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    lacking = [name for name, parser in subparsers.choices.items() if "--trust" not in parser.format_help()]
    assert tuple(lacking) == UNTRUSTING


def test_what_is_printed_is_what_is_allowed(place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    place.write("notes/tools/draw.py", "")
    place.write_deck('media_roots = ["/"]\n\n[diagrams.text]\ncommand = "python tools/draw.py -x"\n')
    assert run("trust", "notes") == ExitStatus.DONE
    assert capsys.readouterr().out.splitlines() == [
        f"deck.toml:1: packs pictures from {Path('/').resolve()}",
        "deck.toml:3: runs a program, whose input is the code block, for the language text: python tools/draw.py -x "
        "(with tools/draw.py)",
        "Allowed for notes, until any of it changes. Withdraw it with: build-deck trust --revoke notes",
    ]
    assert not is_refused(place.notes)
    assert run("trust", "--revoke", "notes") == ExitStatus.DONE
    assert capsys.readouterr().out == "Nothing is allowed any more for notes.\n"
    assert is_refused(place.notes)
    assert run("trust", "--revoke", "notes") == ExitStatus.DONE
    assert capsys.readouterr().out == "Nothing was allowed for notes.\n"


def test_every_file_of_a_command_is_printed(place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"tools/{number}.py" for number in range(5)]
    for name in names:
        place.write(f"notes/{name}", "")
    place.write_deck('[diagrams.text]\ncommand = "draw tools/"\n')
    assert run("trust", "notes") == ExitStatus.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("draw tools/ (with tools/0.py, tools/1.py, tools/2.py and 2 more)")
    assert lines[1:-1] == [f"  with {name}" for name in names]


def test_as_json(place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    place.write_command("text", "draw")
    assert run("trust", "notes", "--json") == ExitStatus.DONE
    asked = {"kind": "program", "name": "text", "path": "deck.toml", "line": 1, "command": "draw", "files": []}
    assert json.loads(capsys.readouterr().out) == {"deck": str(place.notes), "allowed": [asked]}
    assert run("trust", "notes", "--json", "--revoke") == ExitStatus.DONE
    assert json.loads(capsys.readouterr().out) == {"deck": str(place.notes), "allowed": []}


def test_with_nothing_to_allow_it_says_so(place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    place.write_deck('name = "가"')
    assert run("trust", "notes") == ExitStatus.DONE
    assert capsys.readouterr().out == "notes asks for nothing that you have to allow.\n"


def test_revoking_does_not_need_a_sound_deck(place: Workplace) -> None:
    place.write_command("text", "draw")
    run("trust", "notes")
    text = (place.notes / "deck.toml").read_text(encoding="utf-8")
    place.write("notes/deck.toml", "broken")
    assert run("trust", "--revoke", "notes") == ExitStatus.DONE
    place.write("notes/deck.toml", text)
    assert is_refused(place.notes)


def test_a_mistake_in_the_deck_is_told(place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    place.write_deck("nmae = 1")
    assert run("trust", "notes") == ExitStatus.USAGE
    assert 'unknown setting "nmae"' in capsys.readouterr().err


def test_one_warning_tells_what_is_missing(place: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    place.write_command("text", marking_command(place.mark))
    place.write("notes/b.md", "# 나\n\n```text\n글\n```\n\n```text\n둘\n```\n")
    assert run("check", "notes") == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert printed.count("not-trusted: ") == 1 and "build-deck trust notes" in printed
    assert "diagram-failed" not in printed and "diagram-renderer" not in printed
    assert run("check", "notes", "--strict") == ExitStatus.PROBLEMS


def test_watch_looks_again_before_each_build(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build_twice(
        _folders: list[Path], build: Callable[[], str], say: Callable[[str], None], *, ignored: list[Path], **_: object
    ) -> None:
        assert ignored
        say(watch.run_build(build)[0])
        assert place.mark.exists()
        place.mark.unlink()
        place.write_command("text", marking_command(place.mark) + " more")
        say(watch.run_build(build)[0])

    monkeypatch.setattr(watch, "rebuild_on_change", build_twice)
    place.write_command("text", marking_command(place.mark))
    run("trust", "notes")
    capsys.readouterr()
    assert run("watch", "notes") == ExitStatus.DONE
    assert not place.mark.exists()
    lines = capsys.readouterr().out.splitlines()
    assert "warning" not in lines[1] and "1 warning" in lines[2]


@pytest.mark.skipif(sys.platform == "win32", reason="symlinks need a privilege on Windows")
def test_a_notes_folder_that_is_a_symlink_out_is_refused_by_every_command(
    place: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    place.notes.rmdir()
    place.notes.symlink_to("../private")
    (place.outside / "a.md").write_text("# 비밀\n\n글\n", encoding="utf-8")
    for command in set(list_commands()) - {*UNTRUSTING}:
        assert run(command, *ARGUMENTS.get(command, []), "notes") == ExitStatus.USAGE
        printed = capsys.readouterr()
        assert "is a symlink that leads out of its folder" in printed.err and "비밀" not in printed.out
    assert sorted(file.name for file in place.outside.iterdir()) == ["a.md", "front.html", "secret.png"]
    assert run("trust", "notes") == ExitStatus.DONE
    assert str(place.outside) in capsys.readouterr().out
    assert run("check", "notes") == ExitStatus.DONE
