"""Which files a command names.

They are a part of what is allowed: a command runs with copies of exactly those of the notes, and with nothing else of
them. A file outside stays where it is, and its content is compared again before the command runs.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.diagrams.renderers._command import MAX_FILE_BYTES, Argument, Command, CommandFile, hash_file
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import DeckError
from notedeck.util.files.read import (
    FileRefusedError,
    file_size,
    is_file,
    is_folder,
    is_visible_below,
    read_file,
    walk_tree,
)
from notedeck.util.files.write import is_regular_file
from notedeck.util.processes.programs import find_program

MAX_FILES = 500  # that one command names, with those in folders
SKIPPED_FOLDERS = (".git", "__pycache__")  # they change without anybody's doing
PROCESS_FOLDERS = ("/dev", "/proc")  # what is behind them differs for each process
ABSOLUTE_PATH = re.compile(("[A-Za-z]:" if sys.platform == "win32" else "") + r"""/[^\s'",:;=()<>|&]++""")


class NotesFolders(Value, frozen=True):
    """The folder of deck.toml, and the folders that hold the notes and what belongs to them, all resolved."""

    root: Path
    own: tuple[Path, ...]

    def has_path(self, path: Path) -> bool:
        """Return whether a resolved path belongs to the notes."""
        return any(path.is_relative_to(folder) for folder in self.own)

    def has_visible_path(self, path: Path) -> bool:
        """Return whether a resolved path belongs to the notes, and is in none of their hidden folders."""
        return any(is_visible_below(path, folder) for folder in self.own)

    def is_above(self, path: Path) -> bool:
        """Return whether a resolved folder holds a whole folder of the notes, so that naming it says nothing."""
        return any(folder.is_relative_to(path) for folder in self.own)

    def find_target(self, word: str) -> Path | None:
        """Return the resolved path that a word names, from the folder of deck.toml; None if it names nothing."""
        try:
            return (self.root / word).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            return None

    def relative_name(self, path: Path) -> str:
        """Return a name for the copy of a path that belongs to the notes, from the largest folder that holds it."""
        folder = min(
            (folder for folder in self.own if path.is_relative_to(folder)), key=lambda folder: len(folder.parts)
        )
        number = self.own.index(folder)
        return Path(str(number), path.relative_to(folder)).as_posix()


class Word(Value, frozen=True):
    """A word of a command; `own` is what it names in the notes, `outside` the files and folders elsewhere."""

    argument: Argument
    own: Path | None = None
    outside: tuple[str, ...] = ()


def read_command(language: str, line: str, folders: NotesFolders, *, reads_outside: bool = True) -> Command:
    """Return the command of a language with the files that it names; without `reads_outside` only those of the notes.

    The first word is the name of a program, or with a slash its path. Any other word can name a file, also after `=`;
    to name a folder it needs a slash. Raises DeckError if they are too many or too large, or cannot be read.
    """
    first, *rest = shlex.split(line)
    words = [read_program(first, folders), *(read_argument(word, folders) for word in rest)]
    paths = {word.own for word in words if word.own}
    own = {file for path in paths for file in islice(list_files(path), MAX_FILES + 1)}
    outside = {path for word in words for path in word.outside} if reads_outside else set()
    outside_folders = {path for path in outside if is_folder(Path(path))}
    if len(own) + len(outside - outside_folders) > MAX_FILES:
        message = Message(
            "{file}: the command for {language} names more than {limit} files",
            file=SETTINGS_FILE,
            language=language,
            limit=MAX_FILES,
        )
        raise DeckError(message, Message("Name the files that it needs, or a smaller folder."))
    try:
        outside_files = [hash_outside_file(path) for path in sorted(outside - outside_folders)]
        files = (*read_files(sorted(own), folders), *outside_files)
    except FileRefusedError as error:
        message = Message(
            "{file}: the command for {language} names {file2}, which {detail}",
            file=SETTINGS_FILE,
            language=language,
            file2=error.file.name,
            detail=error.detail,
        )
        raise DeckError(message, error.hint) from None
    return Command(tuple(word.argument for word in words), files, tuple(sorted(outside_folders)))


def hash_outside_file(path: str) -> CommandFile:
    """Return a file that stays where it is, with its hash. Raises FileRefusedError."""
    return CommandFile("", path, hash_file(Path(path)))


def read_program(word: str, folders: NotesFolders) -> Word:
    """Return the first word of a command. A program in PATH is the system's, unless that leads into the notes."""
    path = word if "/" in word else find_program(word) or ""
    target = folders.find_target(path) if path else None
    if target is not None and folders.has_path(target):
        return Word(Argument("", folders.relative_name(target)), target)
    if "/" not in word:
        return Word(Argument(word))
    absolute = anchor_outside(path, target, folders)
    return Word(Argument(absolute), outside=(absolute,) if has_content(absolute) else ())


def read_argument(word: str, folders: NotesFolders) -> Word:
    """Return another word of a command."""
    option, equals, value = word.partition("=")
    for prefix, path in (("", word), (option + equals, value)):
        target = folders.find_target(path) if path else None
        if target is None or (is_folder(target) and ("/" not in path or folders.is_above(target))):
            continue
        if folders.has_path(target):
            return Word(Argument(prefix, folders.relative_name(target)), target)
        absolute = anchor_outside(path, target, folders)
        return Word(Argument(prefix + absolute), outside=(absolute,) if has_content(absolute) else ())
    return Word(Argument(word), outside=tuple(find_absolute_paths(word)))


def find_absolute_paths(word: str) -> Iterator[str]:
    """Yield the files and folders that a word names by absolute paths within a text, as `-cp /a.jar:/b.jar` does."""
    return (os.path.normpath(path) for path in ABSOLUTE_PATH.findall(word) if has_content(path))


def has_content(path: str) -> bool:
    """Return whether a path names a folder or a file with content of its own, not the pipes of a process.

    An empty file, such as one that a program has just created, is as good as none.
    """
    is_of_process = any(Path(path).is_relative_to(folder) for folder in PROCESS_FOLDERS)
    file = Path(path)
    return not is_of_process and (is_folder(file) or (is_file(file) and file_size(file) > 0))


def anchor_outside(path: str, target: Path | None, folders: NotesFolders) -> str:
    """Return the absolute path of something outside the notes; `target` is where it leads.

    A symlink of the notes is resolved: the notes can change it.
    """
    absolute = os.path.normpath(folders.root / path)
    return str(target) if target and folders.has_path(Path(absolute)) else absolute


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
