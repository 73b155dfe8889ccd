"""The programs that are compared: how each makes packages of the same cards, and how many cards it made."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.peers.environments import EXECUTABLES
from benchmarks.peers.usage import Usage, measure_command
from benchmarks.sample_notes import Form, write_notes

MARK = "덧붙인 문장"


class WrongPackageError(Exception):
    """A program made a package with another number of cards than there are."""


class Program(ABC):
    """A program with a folder of its own that contains `notes`, and where its packages go."""

    name: str
    form = Form.HEADINGS

    def __init__(self, executable: Path, folder: Path, cards: int) -> None:
        """Write notes for that many cards into `folder`."""
        self.executable, self.folder, self.cards = executable, folder, cards
        self.notes, self.output, self.home = folder / "notes", folder / "output", folder / "home"
        self.environment = limit_environment(self.home)
        shutil.rmtree(folder, ignore_errors=True)
        write_notes(self.notes, cards, self.form)
        self.forget_builds()

    @property
    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """Return the command that makes the packages."""

    def forget_builds(self) -> None:
        """Delete what earlier builds left, so that the next one is the first."""
        for folder in (self.output, self.home):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    def measure(self) -> Usage:
        """Run the command and return what it took."""
        return measure_command(self.command, self.notes, self.environment)

    def measure_first(self) -> Usage:
        """Run the command as if for the first time, and check its packages. Raises WrongPackageError."""
        self.forget_builds()
        usage = self.measure()
        cards = sum(map(count_cards, self.folder.rglob("*.apkg")))
        if cards != self.cards:
            raise WrongPackageError(f"{self.name} made {cards} cards of {self.cards}")
        return usage


class Notedeck(Program):
    """This checkout."""

    name = "notedeck"

    @property
    def command(self) -> Sequence[str | Path]:
        """Return the command of a build."""
        return (self.executable, self.notes, "-o", self.output)

    def forget_builds(self) -> None:
        """Delete output, cache and deck.lock."""
        super().forget_builds()
        (self.notes / "deck.lock").unlink(missing_ok=True)

    def measure_other(self, *words: str | Path) -> Usage:
        """Run another command on the notes."""
        command = (self.executable, words[0], self.notes, *words[1:])
        return measure_command(command, self.notes, self.environment)

    def edit_note(self, number: int = 0) -> None:
        """Add a sentence to the last card of a note."""
        note = sorted(self.notes.rglob("*.md"))[number]
        note.write_text(f"{note.read_text(encoding='utf-8')}\n{MARK} {os.urandom(4).hex()}.\n", encoding="utf-8")

    def rename_folders(self) -> None:
        """Rename every folder of notes, so that every path changes."""
        for folder in [path for path in self.notes.iterdir() if path.is_dir()]:
            folder.rename(folder.with_name(f"{folder.name}정리"))


class Ankivalenz(Program):
    """The package ankivalenz, which makes a card of a list item `question ?:: answer`."""

    name = "ankivalenz"
    form = Form.LISTS

    @property
    def command(self) -> Sequence[str | Path]:
        """Return the command of a build; it looks for pictures below the current folder and writes into it."""
        return (self.executable, "run", ".")

    def forget_builds(self) -> None:
        """Delete the package."""
        super().forget_builds()
        settings = {"deck_id": 1_234_567_890, "deck_name": "cards"}
        (self.notes / "ankivalenz.json").write_text(json.dumps(settings), encoding="utf-8")
        (self.notes / "cards.apkg").unlink(missing_ok=True)


class MarkdownAnkiDecks(Program):
    """The package markdown-anki-decks, which makes a package of each note and a card of each heading."""

    name = "markdown-anki-decks"

    @property
    def command(self) -> Sequence[str | Path]:
        """Return the command of a build."""
        return (self.executable, self.notes, self.output)


COMMANDS: dict[type[Program], str] = {
    Notedeck: "build-deck",
    Ankivalenz: "ankivalenz",
    MarkdownAnkiDecks: "mdankideck",
}


def find_executable(kind: type[Program], environments: Path) -> Path:
    """Return the command of a program in its environment."""
    return environments / kind.name / EXECUTABLES / COMMANDS[kind]


def limit_environment(home: Path) -> dict[str, str]:
    """Return the variables of a user whose home is `home`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
    }


def count_cards(package: Path) -> int:
    """Return the number of cards in a package."""
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as scratch:
        file = archive.extract("collection.anki2", scratch)
        with closing(sqlite3.connect(file)) as connection:
            (cards,) = connection.execute("SELECT count(*) FROM cards").fetchone()
    return int(cards)
