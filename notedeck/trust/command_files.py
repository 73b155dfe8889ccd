"""Which files of the notes a command names.

They are a part of what is allowed: a command runs with copies of exactly these, and with nothing else of the notes.
"""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.diagrams.renderers._command import MAX_FILE_BYTES, Argument, Command, CommandFile
from notedeck.problems import DeckError
from notedeck.util.files.read import FileRefusedError, is_folder, read_file, walk_tree
from notedeck.util.files.write import is_regular_file
from notedeck.util.processes.programs import find_program

MAX_FILES = 500  # that one command names, with those in folders
SKIPPED_FOLDERS = (".git", "__pycache__")  # they change without anybody's doing


@dataclass(frozen=True, slots=True)
class NotesFolders:
    """The folder of deck.toml, and the folders that hold the notes and what belongs to them, all resolved."""

    root: Path
    own: tuple[Path, ...]

    def contains(self, path: Path) -> bool:
        """Return whether a resolved path belongs to the notes."""
        return any(path.is_relative_to(folder) for folder in self.own)

    def is_above(self, path: Path) -> bool:
        """Return whether a resolved folder holds a whole folder of the notes, so that naming it says nothing."""
        return any(folder.is_relative_to(path) for folder in self.own)

    def locate(self, word: str) -> Path | None:
        """Return the resolved path that a word names, from the folder of deck.toml; None if it names nothing."""
        try:
            return (self.root / word).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            return None

    def relative_name(self, path: Path) -> str:
        """Return a name for the copy of a path that belongs to the notes, from the largest folder that holds it."""
        folder = min((folder for folder in self.own if path.is_relative_to(folder)), key=lambda one: len(one.parts))
        number = self.own.index(folder)
        return Path(str(number), path.relative_to(folder)).as_posix()


def read_command(language: str, line: str, folders: NotesFolders) -> Command:
    """Return the command of a language with the files that it names.

    The first word is the name of a program, or with a slash its path. Any other word can name a file, also after `=`;
    to name a folder it needs a slash. Raises DeckError if they are too many or too large, or cannot be read.
    """
    first, *rest = shlex.split(line)
    words = [name_program(first, folders), *(name_argument(word, folders) for word in rest)]
    paths = {path for _, path in words if path}
    files = {file for path in paths for file in islice(list_files(path), MAX_FILES + 1)}
    if len(files) > MAX_FILES:
        message = f"{SETTINGS_FILE}: the command for {language} names folders with more than {MAX_FILES} files"
        raise DeckError(message, "Name the files that it needs, or a smaller folder.")
    try:
        return Command(tuple(word for word, _ in words), tuple(read_files(sorted(files), folders)))
    except FileRefusedError as error:
        message = f"{SETTINGS_FILE}: the command for {language} names {error.file.name}, which {error.detail}"
        raise DeckError(message, error.hint) from None


def name_program(word: str, folders: NotesFolders) -> tuple[Argument, Path | None]:
    """Return the first word of a command, and the file of the notes that it names."""
    path = word if "/" in word else find_program(word) or ""
    target = folders.locate(path) if path else None
    if target is not None and folders.contains(target):
        return Argument("", folders.relative_name(target)), target
    return Argument(anchor_outside(path, target, folders) if "/" in word else word), None


def name_argument(word: str, folders: NotesFolders) -> tuple[Argument, Path | None]:
    """Return another word of a command, and the file or folder of the notes that it names."""
    option, equals, value = word.partition("=")
    for prefix, path in (("", word), (option + equals, value)):
        target = folders.locate(path) if path else None
        if target is None or (is_folder(target) and ("/" not in path or folders.is_above(target))):
            continue
        if folders.contains(target):
            return Argument(prefix, folders.relative_name(target)), target
        return Argument(prefix + anchor_outside(path, target, folders)), None
    return Argument(word), None


def anchor_outside(path: str, target: Path | None, folders: NotesFolders) -> str:
    """Return the absolute path of something outside the notes; `target` is where it leads.

    A symlink of the notes is resolved: the notes can change it.
    """
    absolute = os.path.normpath(folders.root / path)
    return str(target) if target and folders.contains(Path(absolute)) else absolute


def list_files(path: Path) -> Iterator[Path]:
    """Yield a file, or the files below a folder. Symlinks below it are left out, so nothing outside can be meant."""
    if not is_folder(path):
        yield path
        return
    for folder, names in walk_tree(path, lambda name: name not in SKIPPED_FOLDERS):
        yield from (folder / name for name in names if is_regular_file(folder / name))


def read_files(files: Sequence[Path], folders: NotesFolders) -> Iterator[CommandFile]:
    """Yield the files with their hashes. Raises FileRefusedError for the one with which they are too large."""
    left = MAX_FILE_BYTES
    for file in files:
        data = read_file(file, roots=(file,), max_bytes=left)
        left -= len(data)
        is_executable = os.access(file, os.X_OK)
        yield CommandFile(folders.relative_name(file), str(file), hashlib.sha256(data).hexdigest(), is_executable)
