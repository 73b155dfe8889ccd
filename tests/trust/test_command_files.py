"""The files that a command names: they are what was allowed, and nothing else of the notes can be found."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from notedeck.problems import DeckError
from notedeck.project import find_petition
from notedeck.source.deck_root import find_deck_root
from notedeck.trust import command_files
from notedeck.trust.command_files import MAX_FILES
from notedeck.trust.consent import withdraw_consent
from tests.support.building import build_in_memory
from tests.support.trusting import Workplace, create_workplace, grant, is_refused, list_asked

SVG = "<svg><text>{}</text></svg>"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are shell scripts")
pytestmark = posix_only


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    place = create_workplace(tmp_path)
    for name in ("draw.sh", "tools/draw.sh", "tools/lib/more.txt", "tools/data.txt"):
        place.write(f"notes/{name}", f'#!/bin/sh\necho "{SVG.format(name)}"\n').chmod(0o755)
    return place


def list_files(place: Workplace, command: str) -> list[str]:
    """Return the names of the files that are allowed with a command."""
    place.write_command("x", command)
    (request,) = find_petition(place.notes).requests
    return [file.name for file in request.files]


def draw(place: Workplace, command: str) -> str:
    """Return what a command that is allowed draws, or why it does not."""
    place.write_command("x", command)
    grant(place.notes)
    built = build_in_memory(place.notes, place.top / "cache")
    drawn = re.search(r'alt="([^"]*)"', built.deck.cards[0].back)
    return drawn[1] if drawn else built.problems[0].message


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("./draw.sh", ["draw.sh"]),
        ("tools/draw.sh", ["tools/draw.sh"]),
        ("tools/../draw.sh", ["draw.sh"]),
        ("sh draw.sh", ["draw.sh"]),
        ("sh ./tools/draw.sh", ["tools/draw.sh"]),
        ("sh {notes}/draw.sh", ["draw.sh"]),
        ("{notes}/draw.sh", ["draw.sh"]),
        ("sh draw.sh --data=tools/data.txt", ["draw.sh", "tools/data.txt"]),
        ("sh draw.sh data=tools/data.txt", ["draw.sh", "tools/data.txt"]),
        ("sh draw.sh tools/", ["draw.sh", "tools/data.txt", "tools/draw.sh", "tools/lib/more.txt"]),
        ("sh draw.sh ./tools/lib", ["draw.sh", "tools/lib/more.txt"]),
        ("sh 'draw.sh'", ["draw.sh"]),
        ("draw.sh", []),  # a program in PATH
        ("sh tools", []),  # a word like any other
        ("sh . ./ .. ../", []),  # the notes as a whole
        ("sh missing.sh", []),
        ("sh -c 'sh draw.sh'", []),
        ("sh", []),
    ],
)
def test_the_files_that_a_command_names(command: str, files: list[str], place: Workplace) -> None:
    assert list_files(place, command.format(notes=place.notes)) == files


@pytest.mark.parametrize(
    ("command", "drawn"),
    [
        ("./draw.sh", "draw.sh"),
        ("tools/draw.sh", "tools/draw.sh"),
        ("sh tools/draw.sh", "tools/draw.sh"),
        ("sh {notes}/draw.sh", "draw.sh"),
        ("sh -c 'sh $0' draw.sh", "draw.sh"),
        ("sh -c 'sh $0/lib/more.txt' ./tools", "tools/lib/more.txt"),
    ],
)
def test_a_command_gets_copies_of_them(command: str, drawn: str, place: Workplace) -> None:
    assert draw(place, command.format(notes=place.notes)) == drawn


@pytest.mark.parametrize(
    "command",
    [
        "sh -c 'sh draw.sh'",
        "sh -c 'sh tools/draw.sh' draw.sh",
        "sh -c 'sh $(dirname $0)/data.txt' tools/draw.sh",
        "sh -c 'sh $(dirname $0)/../draw.sh' tools/draw.sh",
        "draw.sh",
        "python3 -m draw",
        "python3 -c 'import draw'",
    ],
)
def test_nothing_else_of_the_notes_is_found(command: str, place: Workplace) -> None:
    place.write("notes/draw.py", f'print("{SVG.format("draw.py")}")')
    assert draw(place, command).startswith("the x diagram stays a code block")


def test_the_current_folder_of_a_command_is_empty(place: Workplace) -> None:
    assert draw(place, f"sh -c 'echo \"{SVG.format('$(ls -A | wc -l)')}\"' draw.sh").strip() == "0"


@pytest.mark.parametrize("name", ["draw.sh", "tools/lib/more.txt"])
def test_a_changed_file_withdraws_consent(name: str, place: Workplace) -> None:
    place.write_command("x", "sh draw.sh ./tools")
    grant(place.notes)
    file = place.notes / name
    before = file.read_bytes()
    file.write_bytes(before + b"# more\n")
    assert is_refused(place.notes)
    file.write_bytes(before)
    assert not is_refused(place.notes)


@pytest.mark.parametrize("name", ["tools/new.txt", "tools/lib/new.txt"])
def test_a_new_file_in_a_named_folder_withdraws_consent(name: str, place: Workplace) -> None:
    place.write_command("x", "sh draw.sh tools/")
    grant(place.notes)
    place.write(f"notes/{name}", "new")
    assert is_refused(place.notes)


def test_what_is_no_work_of_the_author_does_not_count(place: Workplace) -> None:
    place.write_command("x", "sh draw.sh tools/")
    grant(place.notes)
    place.write("notes/tools/__pycache__/a.pyc", "")
    assert not is_refused(place.notes)


def test_a_symlink_is_what_it_leads_to(place: Workplace) -> None:
    (place.notes / "link.sh").symlink_to("tools/draw.sh")
    (place.notes / "out").symlink_to("/bin/sh")
    assert list_files(place, "sh link.sh") == ["tools/draw.sh"]
    assert draw(place, f"./out -c 'echo \"{SVG.format('out')}\"'") == "out"
    (place.notes / "out").unlink()
    (place.notes / "out").symlink_to("/bin/ls")
    assert is_refused(place.notes)


def test_a_missing_file_that_appears_withdraws_consent(place: Workplace) -> None:
    place.write_command("x", "sh later.sh")
    grant(place.notes)
    place.write("notes/later.sh", "")
    assert is_refused(place.notes)


def test_a_program_in_a_folder_of_the_notes_that_is_in_path_counts(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{place.notes}/tools:{os.environ['PATH']}")
    assert list_files(place, "draw.sh") == ["tools/draw.sh"]


def test_files_of_the_work_tree_above_the_notes_count(place: Workplace) -> None:
    place.add_git()
    place.write("bin/draw.sh", f'echo "{SVG.format("bin")}"\n')
    assert list_files(place, "sh ../bin/draw.sh") == ["bin/draw.sh"]
    assert draw(place, "sh ../bin/draw.sh") == "bin"


OUTSIDE_COMMANDS = (
    "sh ../../private/draw.sh",
    "sh {outside}/draw.sh",
    "../../private/draw.sh",
    "{outside}/draw.sh",
    "sh -c '. \"${{1#*=}}\"' x --script={outside}/draw.sh",
    "sh -c '. \"${{1#*=}}\"' x --script=../../private/draw.sh",
    "sh -c '. {outside}/draw.sh'",
    "sh -c 'PATH={outside}:$PATH; draw.sh' {outside}/draw.sh",
    "sh -c '. \"${{1##*:}}\"' x /bin/none:{outside}/draw.sh",
    "sh link",
    "./link",
)


@pytest.mark.parametrize("command", OUTSIDE_COMMANDS)
def test_a_file_outside_is_used_where_it_is_until_it_changes(command: str, place: Workplace) -> None:
    script = place.outside / "draw.sh"
    script.write_text(f'#!/bin/sh\necho "{SVG.format("outside")}"\n', encoding="utf-8")
    script.chmod(0o755)
    (place.notes / "link").symlink_to(script)
    command = command.format(outside=place.outside)
    assert list_files(place, command) == [str(script)] and draw(place, command) == "outside"
    (request,) = find_petition(place.notes).requests
    script.write_text(f"touch {place.mark}", encoding="utf-8")
    assert is_refused(place.notes)
    assert request.command is not None
    with pytest.raises(Exception, match="has changed since the build started"):
        request.command.render("")
    assert not place.mark.exists()


@pytest.mark.parametrize("command", ["sh -c ls ../../private", "sh -c ls {outside}/", "sh -c 'ls {outside}'"])
def test_a_folder_outside_is_named_as_one_that_can_change(command: str, place: Workplace) -> None:
    place.write_command("x", command.format(outside=place.outside))
    (asked,) = list_asked(place.notes)
    assert asked.endswith(f" (and whatever will be in {place.outside})")


@pytest.mark.parametrize(
    "command", ["sh -c x /dev/stdin", "sh -c x --out=/dev/stdout", "sh -c 'x >/dev/null'", "draw.sh"]
)
def test_devices_and_programs_in_path_are_no_files(
    command: str, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = place.outside / "draw.sh"
    program.write_text("true", encoding="utf-8")
    program.chmod(0o755)
    (place.outside / "empty").touch()
    monkeypatch.setenv("PATH", f"{place.outside}:{os.environ['PATH']}")
    assert list_files(place, command.format(outside=place.outside)) == []


def test_without_a_question_or_a_record_no_file_outside_is_opened(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.outside / "draw.sh").write_text("true", encoding="utf-8")
    place.write_command("x", "sh ../../private/draw.sh")
    grant(place.notes)
    opened: list[Path] = []

    def note_file(file: Path) -> str:
        opened.append(file)
        return ""

    monkeypatch.setattr(command_files, "hash_file", note_file)
    assert is_refused(place.notes) and opened
    assert withdraw_consent(find_deck_root(place.notes))
    opened.clear()
    assert is_refused(place.notes) and not opened


def test_too_many_files_are_an_error(place: Workplace) -> None:
    for number in range(MAX_FILES):
        place.write(f"notes/tools/{number}.txt", "")
    place.write_command("x", "sh draw.sh tools/")
    with pytest.raises(DeckError, match=f"names more than {MAX_FILES} files"):
        find_petition(place.notes)


@pytest.mark.parametrize("command", ["sh pipe", "./pipe", "sh --x=pipe"])
def test_a_pipe_in_the_place_of_a_file_is_an_error(command: str, place: Workplace) -> None:
    os.mkfifo(place.notes / "pipe")
    place.write_command("x", command)
    with pytest.raises(DeckError, match="pipe, which is a named pipe"):
        find_petition(place.notes)


def test_a_file_that_changes_during_the_build_is_not_run(place: Workplace) -> None:
    """As it was allowed when the build began, so it is run, or not at all."""
    place.write_command("x", "sh draw.sh")
    grant(place.notes)
    (request,) = find_petition(place.notes).requests
    assert request.command is not None
    (place.notes / "draw.sh").write_text(f"touch {place.mark}", encoding="utf-8")
    with pytest.raises(Exception, match="has changed since the build started"):
        request.command.render("")
    assert not place.mark.exists()
