"""The command line as a user meets it: what is printed, what is written, and the exit status."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from notedeck.cli import main as cli
from notedeck.cli import output
from notedeck.cli.arguments import list_commands, load_arguments
from notedeck.cli.arguments._shared import parse_path
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.paths import ROOT

GOOD = "## 스택\n\n나중에 넣은 것이 먼저 나온다.\n\n## 큐\n\n먼저 넣은 것이 먼저 나온다.\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one good note, and the working folder beside it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "자료구조.md").write_text(GOOD, encoding="utf-8")
    return folder


def test_without_a_verb_it_builds(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitStatus.DONE
    assert (notes.parent / "output" / "notes.apkg").is_file()
    printed = capsys.readouterr().out
    assert "2 cards from 1 note" in printed
    assert "Next:" in printed


def test_a_tilde_is_the_home_folder_also_where_the_shell_does_not_expand_it(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(notes.parent))
    assert parse_path("~/notes") == notes and parse_path("~") == notes.parent
    assert [parse_path(text) for text in ("~notes", "./~/a", "a~")] == [Path("~notes"), Path("~/a"), Path("a~")]
    assert main(["~/notes", "--output=~/a.apkg"]) == ExitStatus.DONE
    assert (notes.parent / "a.apkg").is_file()


@pytest.mark.parametrize(("slip", "meant"), [("chek", "check"), ("previw", "preview"), ("biuld", "build")])
def test_a_misspelled_command_is_named(slip: str, meant: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([slip, str(notes)]) == ExitStatus.USAGE
    printed = capsys.readouterr().err
    assert f'there is no command "{slip}"' in printed and f'Did you mean "{meant}"?' in printed


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--versoin"], "unrecognized arguments: --versoin; did you mean --version?"),
        (["notes", "--Open"], "--Open; did you mean --open?"),
        (["\u2013open"], "\u2013open; did you mean --open?"),
        (["check", "notes", "\u2014strict"], "\u2014strict; did you mean --strict?"),
        (["notes", "--nothing-like-it"], "unrecognized arguments: --nothing-like-it\n"),
        (["내", "노트"], 'unrecognized arguments: 노트; put quotes around the path: "내 노트"'),
        (["check", "-v", "~/내", "노트"], 'put quotes around the path: "~/내 노트"'),
    ],
)
def test_what_was_probably_meant_is_said(
    words: list[str], hint: str, notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(notes.parent))
    notes.rename(notes.parent / "내 노트")
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == ExitStatus.USAGE
    assert hint in capsys.readouterr().err


def test_documents_beside_the_notes_are_counted(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.docx", "b.hwp", "c.docx", "d.html"):
        (notes / name).write_bytes(b"")
    for words in (["build", "-v"], ["init"]):
        assert main(words) == ExitStatus.DONE
        assert "Not read: 2 .docx, 1 .hwp; notes end in .md or .ipynb" in capsys.readouterr().out
    main(["build"])
    assert "Not read" not in capsys.readouterr().out


def test_notes_in_the_current_folder_are_named_by_a_dot(
    notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(notes)
    assert main([]) == ExitStatus.USAGE
    assert "There are notes in this folder. Name it by a dot: build-deck ." in capsys.readouterr().err
    assert main(["other"]) == ExitStatus.USAGE
    assert "build-deck ." not in capsys.readouterr().err


@pytest.mark.parametrize("words", [["help"], ["help", "check"], ["help", "no-such-command"]])
def test_help_is_a_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert not stopped.value.code
    start = "check [-h]" if words == ["help", "check"] else "[COMMAND] [NOTES]"
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: build-deck {start}") and "example" in printed


@pytest.mark.parametrize("name", list_commands())
def test_the_help_of_a_command_ends_with_its_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["help", name])
    assert capsys.readouterr().out.endswith(f"example:\n  {load_arguments(name).EXAMPLE}\n")


@pytest.mark.parametrize("name", list_commands())
def test_the_example_of_a_command_is_understood(name: str) -> None:
    example = load_arguments(name).EXAMPLE
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|[^\s>]+', example.partition(" > ")[0])]
    if words[0] == "git":  # it calls this command
        assert f"build-deck {name} " in example
        return
    assert words[0] == "build-deck"
    assert cli.make_parser().parse_args(cli.complete_words(words[1:])).command == name


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        ((), "notes has no note (.md or .ipynb)", "Name a folder with files that end in .md."),
        (("가 나.docx", "b.docx", "c.pdf"), "but 2 .docx, 1 .pdf", "pandoc b.docx -t gfm -o b.md"),
        (("1장 노트.docx",), "but 1 .docx", "pandoc '1장 노트.docx' -t gfm -o '1장 노트.md'"),
        (("Export-1.zip",), "but 1 .zip", "Unpack Export-1.zip first"),
        (("노트.hwp",), "but 1 .hwp", "Save each as .docx in Hangul"),
        (("node_modules/a.md",), "all notes in notes are left out", "Look at `exclude`"),
    ],
)
@pytest.mark.parametrize("command", ["build", "check", "preview", "diff"])
def test_a_folder_without_notes_says_what_is_there(
    command: str, files: tuple[str, ...], message: str, hint: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "자료구조.md").unlink()
    for name in files:
        (notes / name).parent.mkdir(exist_ok=True)
        (notes / name).touch()
    assert main([command, "notes"]) == ExitStatus.USAGE
    printed = capsys.readouterr().err
    assert message in printed and hint in printed


def test_a_folder_with_a_name_like_a_verb_is_built(notes: Path) -> None:
    notes.rename("chek")
    assert main(["chek"]) == ExitStatus.DONE


def test_check_writes_nothing(notes: Path) -> None:
    assert main(["check", str(notes)]) == ExitStatus.DONE
    assert sorted(path.name for path in notes.parent.iterdir()) == ["notes"]


def test_output_may_be_a_file(notes: Path) -> None:
    assert main(["build", str(notes), "-o", "share/my deck.apkg"]) == ExitStatus.DONE
    assert (notes.parent / "share" / "my deck.apkg").is_file()


def test_deck_names_the_deck_and_the_file(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(notes), "--deck", "SAA: 컨테이너", "--json"]) == ExitStatus.DONE
    found = json.loads(capsys.readouterr().out)
    assert found["deck"] == "SAA: 컨테이너"
    assert Path(found["package"]["file"]).name == "SAA- 컨테이너.apkg"
    assert {card["deck"] for card in found["cards"]} == {"SAA: 컨테이너::자료구조"}


def test_json_is_all_of_standard_output(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "bad.md").write_bytes(b"## x\n\n\xff\xfe\xfd\x00\n")
    assert main(["check", str(notes), "--json"]) == ExitStatus.PROBLEMS
    found = json.loads(capsys.readouterr().out)
    assert [card["front"] for card in found["cards"]] == ["스택", "큐"]
    assert set(found["cards"][0]) == {"path", "line", "breadcrumb", "front", "back", "deck", "tags", "guid"}
    assert "data-line" not in found["cards"][0]["back"]
    assert [problem["path"] for problem in found["problems"]] == ["bad.md"]
    assert found["package"] is None


def test_done_is_0(notes: Path) -> None:
    assert main(["check", str(notes)]) == 0


def test_problems_are_1_and_the_other_notes_are_built(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "bad.md").write_bytes(b"## x\n\n\xff\xfe\xfd\x00\n")
    assert main([str(notes)]) == 1
    assert "bad.md" in capsys.readouterr().out
    assert (notes.parent / "output" / "notes.apkg").is_file()


def test_usage_is_2_and_says_what_to_do(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "deck.toml").write_text("splitt = 'auto'\n", encoding="utf-8")
    assert main([str(notes)]) == 2
    assert 'unknown setting "splitt"' in (printed := capsys.readouterr().err)
    assert 'Did you mean "split"?' in printed


def test_a_bug_of_ours_is_3(notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("spilled")

    monkeypatch.setattr(output, "resolve_target", broken)
    assert main([str(notes)]) == 3
    assert "spilled" in (printed := capsys.readouterr().err)
    assert "bug in notedeck" in printed


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ENOTDIR, errno.ENOSPC, errno.EACCES])
def test_what_the_system_refuses_is_2(
    notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number), "a place")

    monkeypatch.setattr(output, "resolve_target", refuse)
    assert main([str(notes)]) == 2
    assert f"error: a place: {os.strerror(number)}" in capsys.readouterr().err


def test_every_exit_status_is_tested_above() -> None:
    assert [one.value for one in ExitStatus] == [0, 1, 2, 3]


def test_strict_makes_a_warning_an_error_and_writes_nothing(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "그림.md").write_text("## 그림\n\n![구조](없음.png)\n", encoding="utf-8")
    assert main([str(notes), "-o", "one"]) == ExitStatus.DONE
    assert main([str(notes), "-o", "two", "--strict"]) == ExitStatus.PROBLEMS
    assert "그림.md:3: media-missing:" in capsys.readouterr().out
    assert list((notes.parent / "one").glob("*.apkg"))
    assert not list((notes.parent / "two").glob("*.apkg"))


def test_a_missing_folder_is_said_plainly(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note"]) == ExitStatus.USAGE
    assert notes.name in capsys.readouterr().err


def test_notes_without_any_card_are_said_plainly(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "자료구조.md").write_text("## 참고\n\n- 책\n", encoding="utf-8")
    assert main([str(notes)]) == ExitStatus.USAGE
    printed = capsys.readouterr()
    assert "error: the notes contain no cards" in printed.err
    assert "No card for 1 part: 참고" in printed.out


def test_an_error_is_json_too(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(notes / "none"), "--json"]) == ExitStatus.USAGE
    assert set(json.loads(capsys.readouterr().out)) == {"error", "quoted", "hint"}


def test_verbose_names_every_skipped_part(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "자료구조.md").write_text(GOOD + "\n## 참고\n\n- 책\n", encoding="utf-8")
    main(["check", str(notes), "-v"])
    assert "자료구조.md:9: no card (heading): 참고" in capsys.readouterr().out


def test_open_hands_the_package_to_the_system(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(output, "open_with_system", opened.append)
    main([str(notes), "--open"])
    assert opened == [Path("output/notes.apkg")]


def run_as_program(notes: Path, *words: str, **env: str) -> str:
    command = [sys.executable, str(ROOT / "build_deck.py"), "check", str(notes), *words]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **env})
    return done.stdout.decode("utf-8", "strict")


def test_colours_only_where_they_are_wanted(notes: Path) -> None:
    assert "\x1b[" not in run_as_program(notes)
    assert "\x1b[32m" in run_as_program(notes, FORCE_COLOR="1")
    assert "\x1b[32m" not in run_as_program(notes, FORCE_COLOR="1", NO_COLOR="1")


def test_json_is_utf_8_whatever_the_system_says(notes: Path) -> None:
    (notes / "이모지.md").write_text("## é :top:\n\n글\n", encoding="utf-8")
    found = json.loads(run_as_program(notes, "--json", PYTHONIOENCODING="cp949"))
    assert "é" in found["cards"][0]["front"]


def test_a_reader_that_has_had_enough_is_no_bug(notes: Path) -> None:
    command = [sys.executable, str(ROOT / "build_deck.py"), "check", str(notes), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None and program.stderr is not None
        program.stdout.close()
        assert b"Traceback" not in program.stderr.read()
        assert program.wait() == ExitStatus.DONE


def test_the_parser_knows_every_verb() -> None:
    for command in list_commands():
        words = {
            "link": ["a", "b"],
            "unlink": ["a"],
            "merge-lock": ["a", "b", "c"],
            "compare": ["a"],
            "adopt": ["a"],
            "completion": ["bash"],
        }.get(command, [])
        assert cli.make_parser().parse_args([command, *words]).command == command
