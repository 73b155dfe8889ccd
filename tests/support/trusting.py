"""Decks that ask for something, and whether they got it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from notedeck.cli.main import main
from notedeck.problems import ProblemCode
from notedeck.project import Overrides, configure_project, find_petition
from notedeck.trust.consent import record_consent
from tests.support.building import build_in_memory
from tests.support.pictures import PHOTO, encode_image

MARKING_PROGRAM = (
    "import pathlib, sys; pathlib.Path({mark!r}).touch(); "
    "print('<svg xmlns=\\'http://www.w3.org/2000/svg\\'><text>' + sys.stdin.read().strip() + '</text></svg>')"
)


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder with notes in `notes/`, and a place outside of it that is nobody's business."""

    top: Path

    @property
    def notes(self) -> Path:
        return self.top / "stranger" / "notes"

    @property
    def outside(self) -> Path:
        return self.top / "private"

    @property
    def mark(self) -> Path:
        """What a program creates when it runs."""
        return self.top / "ran"

    def write(self, path: str, text: str) -> Path:
        """Write a file below the stranger's folder."""
        file = self.top / "stranger" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def write_deck(self, toml: str, note: str = "# 가\n\n글\n") -> None:
        """Write deck.toml and one note."""
        self.write("notes/deck.toml", toml)
        self.write("notes/a.md", note)

    def write_command(self, language: str, command: str) -> None:
        """Write a deck with one command, and a code block in its language."""
        table = f"[diagrams.{json.dumps(language)}]\ncommand = {json.dumps(command, ensure_ascii=False)}\n"
        self.write_deck(table, f"# 가\n\n```{language}\n글\n```\n")

    def add_git(self) -> None:
        """Make the stranger's folder a git work tree."""
        subprocess.run(["git", "init", "-q", str(self.top / "stranger")], check=True)


def create_workplace(top: Path) -> Workplace:
    """Return a workplace with a picture in the private folder."""
    place = Workplace(top.resolve() / "work")
    place.notes.mkdir(parents=True)
    place.outside.mkdir()
    (place.outside / "secret.png").write_bytes(encode_image(PHOTO, "PNG"))
    (place.outside / "front.html").write_text("{{Front}} PRIVATE", encoding="utf-8")
    return place


def marking_command(mark: Path, program: str = MARKING_PROGRAM) -> str:
    """Return a command that creates the file `mark` and draws its input."""
    return shlex.join([Path(sys.executable).as_posix(), "-c", program.format(mark=mark.as_posix())])


def grant(notes: Path) -> None:
    """Allow what the deck asks for now."""
    record_consent(find_petition(notes))


def is_refused(notes: Path, *, trusted: bool = False) -> bool:
    """Return whether a run reports that something is not allowed."""
    problems = configure_project(notes, Overrides(trusts_all=trusted)).problems
    assert [problem.code for problem in problems] in ([], [ProblemCode.NOT_TRUSTED])
    return bool(problems)


def list_asked(notes: Path) -> list[str]:
    """Return what the deck asks for, each with its place."""
    return [f"{request.place}: {request}" for request in find_petition(notes).requests]


def list_packed(place: Workplace) -> list[str]:
    """Return the start of the names of all media that a build packs."""
    built = build_in_memory(place.notes, place.top / "cache")
    return sorted(asset.name.rpartition("-")[0] for asset in built.deck.assets)


def run(*words: object) -> int:
    """Run a command of the program."""
    return main([str(word) for word in words])
