"""Find the notes under a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pathspec import GitIgnoreSpec

from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.names import is_note, natural, written
from notedeck.source.root import check

NEVER = {"node_modules"}
PEEK = 200  # folders to look into behind a link, for the question whether it hides notes


@dataclass(frozen=True, slots=True)
class Found:
    """A note's file, and its path relative to the notes root, with `/`, in NFC."""

    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link below the root, to whatever."""

    path: str
    file: Path


def find(root: Path, exclude: Iterable[str] = (), part: str = "") -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """The notes under `root` in natural order; one alone if `root` is a note.

    With `part`, a path in `root`, only what is there; a note named so is found even if it is excluded.

    Left out are hidden files and folders, `node_modules`, and what the .gitignore patterns `exclude` match.
    Raises DeckError if `root` is no place to find notes in.
    """
    check(root)
    if root.is_file():
        return (Found(written(root.name), root),), ()
    if part and (root / part).is_file():
        return (Found(part, root / part),), ()
    items = tuple(walk(root, GitIgnoreSpec.from_lines(written(row) for row in exclude)))
    notes = tuple(item for item in items if isinstance(item, Found))
    linked = tuple(follow(root.resolve(), notes, (item for item in items if isinstance(item, Link))))
    found, twice = told_apart((*notes, *(item for item in linked if isinstance(item, Found))))
    problems = (item for item in (*items, *linked, *twice) if isinstance(item, Problem))
    inside = part and part + "/"
    return (
        tuple(note for note in found if note.path.startswith(inside)),
        tuple(problem for problem in problems if problem.place.path.startswith(inside)),
    )


def walk(root: Path, spec: GitIgnoreSpec) -> Iterator[Found | Link | Problem]:
    """Everything below `root` that may be a note or lead to one, in no order."""
    folders = [(root, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [(entry, prefix + written(entry.name)) for entry in listing]
        except OSError as error:
            yield unreadable(prefix.rstrip("/") or ".", f"the folder cannot be listed: {error.strerror}")
            continue
        wanted = [(entry, path) for entry, path in entries if is_wanted(entry, path, spec)]
        folders += [(Path(entry.path), path + "/") for entry, path in wanted if entry.is_dir(follow_symlinks=False)]
        for entry, path in wanted:
            if entry.is_symlink():
                yield Link(path, Path(entry.path))
            elif is_note(entry.name) and not entry.is_dir(follow_symlinks=False):
                yield Found(path, Path(entry.path))


def is_wanted(entry: os.DirEntry[str], path: str, spec: GitIgnoreSpec) -> bool:
    """Whether an entry is neither hidden nor excluded."""
    if entry.name.startswith(".") or entry.name in NEVER:
        return False
    folder = entry.is_dir(follow_symlinks=False)
    forms = [path] * (not folder) + [path + "/"] * (folder or entry.is_symlink())
    return not any(map(spec.match_file, forms))


def follow(root: Path, notes: tuple[Found, ...], links: Iterable[Link]) -> Iterator[Found | Problem]:
    """The notes behind links to files within `root` (resolved), each once, and a problem for each link out of it.

    A linked folder within the root is left alone: its notes are found where they are, so no loop can arise.
    """
    seen = {note.file.resolve() for note in notes}
    for link in sorted(links, key=lambda link: natural(link.path)):
        try:
            target = link.file.resolve(strict=True)
        except (OSError, RuntimeError):
            if is_note(link.path):
                yield unreadable(link.path, "the symbolic link leads to nothing, or back to itself")
            continue
        if not target.is_relative_to(root):
            yield from outside(link, target)
        elif is_note(link.path) and target.is_file() and target not in seen:
            seen.add(target)
            yield Found(link.path, link.file)


def outside(link: Link, target: Path) -> Iterator[Problem]:
    """A problem, if notes may be behind the link; a linked folder of pictures is none."""
    names = (name for *_, files in islice(os.walk(target), PEEK) for name in files)
    if is_note(link.path) if target.is_file() else any(is_note(name) for name in names):
        message = f"the symbolic link leads out of the notes, to {target}"
        hint = "Copy the notes to here, or build a folder that holds both places."
        yield Problem(ProblemCode.SYMLINK_OUTSIDE, Place(link.path), message, hint)


def told_apart(notes: Iterable[Found]) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """The notes in natural order, one a path; a problem for each further file of the same name."""
    ordered = sorted(notes, key=lambda note: (natural(note.path), os.fsencode(note.file)))
    found = {note.path: note for note in reversed(ordered)}
    twice = (note for note in ordered if found[note.path] is not note)
    message = "another file here has the same name, stored in another form of Unicode (NFC, NFD) or encoding"
    hint = "Rename one of the two; until then only the first is read."
    return (
        tuple(note for note in ordered if found[note.path] is note),
        tuple(Problem(ProblemCode.DUPLICATE_NAME, Place(note.path), message, hint) for note in twice),
    )


def unreadable(path: str, message: str) -> Problem:
    """A file or folder that is there but cannot be used."""
    return Problem(ProblemCode.NOTE_UNREADABLE, Place(path), message, "Check that it exists and that you may read it.")
