"""Find the notes under a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.messages import Message
from notedeck.model import Place, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.source.names import create_sort_key, decode_name, is_note
from notedeck.source.notes_root import check_notes_root
from notedeck.source.tool_folders import ToolFolder, find_tool_folders, find_tool_folders_above
from notedeck.source.tools import load_tool
from notedeck.util.files.read import is_file, is_folder, walk_tree
from notedeck.util.files.roots import find_media_folder, find_roots
from notedeck.util.globs import build_spec
from notedeck.util.lookups import note_folder

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SKIPPED_FOLDERS = {"node_modules"}
MAX_FOLDERS_BEHIND_SYMLINK = 200  # that are searched for notes


class NoteFile(Value, frozen=True):
    """A note's file, and its path relative to the notes root, with `/`, in NFC."""

    path: str
    file: Path


class Symlink(Value, frozen=True):
    """A symlink below the root, and its path as in NoteFile."""

    path: str
    file: Path


class FoundNotes(Value, frozen=True):
    """The notes of a folder in natural order, the folders of tools around them, and problems."""

    notes: tuple[NoteFile, ...]
    tool_folders: tuple[ToolFolder, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_notes(root: Path, exclude: Iterable[str] = (), part: str = "") -> FoundNotes:
    """Find the notes under `root`; one alone if `root` is a note.

    `part` limits the search to a note or folder in `root`; a note that is named so is found even if it is excluded.
    Hidden files and folders, `node_modules`, and what the .gitignore patterns `exclude` match are skipped. Raises
    DeckError as `check_notes_root` does.
    """
    check_notes_root(root)
    if not is_folder(root):
        return FoundNotes((NoteFile(decode_name(root.name), root),), find_tool_folders_above(root.parent))
    if part and is_file(root / part):
        return FoundNotes((NoteFile(part, root / part),), find_tool_folders_above((root / part).parent))
    patterns = [decode_name(pattern) for pattern in exclude]
    items = tuple(walk_folders(root, build_spec(patterns) if patterns else None))
    inner_folders = tuple(item for item in items if isinstance(item, ToolFolder))
    tool_folders = (*inner_folders, *find_tool_folders_above(root))
    skipped = {*list_skipped_folders(tool_folders)}
    notes = tuple(item for item in items if isinstance(item, NoteFile) and skipped.isdisjoint(item.file.parents))
    symlinks = (item for item in items if isinstance(item, Symlink))
    targets = tuple(follow_symlinks(root.resolve(), notes, symlinks))
    unique_notes, duplicates = drop_duplicate_names((*notes, *(t for t in targets if isinstance(t, NoteFile))))
    problems = (item for item in (*items, *targets, *duplicates) if isinstance(item, Problem))
    prefix = part and part + "/"
    return FoundNotes(
        tuple(note for note in unique_notes if note.path.startswith(prefix)),
        tool_folders,
        tuple(problem for problem in problems if problem.place.path.startswith(prefix)),
    )


def list_skipped_folders(tool_folders: Iterable[ToolFolder]) -> Iterator[Path]:
    """Yield the folders that tools keep for themselves, such as Logseq's backups."""
    return (place.folder / path for place in tool_folders for path in load_tool(place.tool).SKIPPED)


def walk_folders(root: Path, spec: GitIgnoreSpec | None) -> Iterator[NoteFile | Symlink | ToolFolder | Problem]:
    """Return everything below `root` that may be a note or lead to one, in no order."""
    folders = [(root, "")]
    while folders:
        folder, prefix = folders.pop()
        note_folder(folder)
        try:
            with os.scandir(folder) as listing:
                entries = [(entry, prefix + decode_name(entry.name)) for entry in listing]
        except OSError as error:
            yield create_unreadable_problem(
                prefix.rstrip("/") or ".", Message("the folder cannot be listed: {reason}", reason=error.strerror)
            )
            continue
        if prefix:
            yield from find_tool_folders(folder, [entry.name for entry, _ in entries], prefix)
        wanted = [(entry, path) for entry, path in entries if is_wanted(entry, path, spec)]
        folders += [(Path(entry.path), path + "/") for entry, path in wanted if entry.is_dir(follow_symlinks=False)]
        for entry, path in wanted:
            if entry.is_symlink():
                yield Symlink(path, Path(entry.path))
            elif is_note(entry.name) and not entry.is_dir(follow_symlinks=False):
                yield NoteFile(path, Path(entry.path))


def is_wanted(entry: os.DirEntry[str], path: str, spec: GitIgnoreSpec | None) -> bool:
    """Return whether an entry is neither hidden nor excluded."""
    if entry.name.startswith(".") or entry.name in SKIPPED_FOLDERS:
        return False
    if spec is None:
        return True
    is_folder = entry.is_dir(follow_symlinks=False)
    forms = ([] if is_folder else [path]) + ([path + "/"] if is_folder or entry.is_symlink() else [])
    return not any(map(spec.match_file, forms))


def follow_symlinks(
    root: Path, notes: tuple[NoteFile, ...], symlinks: Iterable[Symlink]
) -> Iterator[NoteFile | Problem]:
    """Return the notes behind symlinks to files within `root` (resolved), and a problem for each symlink out of it.

    Each target counts once. A symlink to a folder within the root is ignored: its notes are found where they are, so no
    loop can arise.
    """
    ordered = sorted(symlinks, key=lambda symlink: create_sort_key(symlink.path))
    seen = {note.file.resolve() for note in notes} if ordered else set()
    for symlink in ordered:
        try:
            target = symlink.file.resolve(strict=True)
        except (OSError, RuntimeError):
            if is_note(symlink.path):
                yield create_unreadable_problem(
                    symlink.path, Message("the symlink leads to nothing, or back to itself")
                )
            continue
        if not target.is_relative_to(root):
            yield from report_outside(symlink, target, root)
        elif is_note(symlink.path) and not is_folder(target) and target not in seen:
            seen.add(target)
            yield NoteFile(symlink.path, symlink.file)


def report_outside(symlink: Symlink, target: Path, root: Path) -> Iterator[Problem]:
    """Return a problem if notes may be behind a symlink; a linked folder of pictures in the work tree is none."""
    if has_notes(target, root) if is_folder(target) else is_note(symlink.path):
        message = Message("the symlink leads out of the notes, to {target}", target=target)
        hint = Message("Copy the notes here, or build a folder that contains both.")
        yield Problem(ProblemCode.SYMLINK_OUTSIDE, Place(symlink.path), message, hint)


def has_notes(folder: Path, root: Path) -> bool:
    """Return whether a folder outside of the notes may have notes; no folder of others is searched."""
    places = (*find_roots(root), *find_media_folder(root))
    if not any(folder.is_relative_to(place) for place in places):
        return True
    folders = islice(walk_tree(folder, lambda _: True), MAX_FOLDERS_BEHIND_SYMLINK)
    return any(is_note(name) for _, names in folders for name in names)


def drop_duplicate_names(notes: Iterable[NoteFile]) -> tuple[tuple[NoteFile, ...], tuple[Problem, ...]]:
    """Return the notes in natural order, one for each path, and a problem for each further file of the same name."""
    ordered = sorted(notes, key=lambda note: (create_sort_key(note.path), os.fsencode(note.file)))
    first_notes = {note.path: note for note in reversed(ordered)}
    message = Message("another file here has the same name in another Unicode form (NFC, NFD) or encoding")
    hint = Message("Rename one of the two; until then only the first is read.")
    return (
        tuple(note for note in ordered if first_notes[note.path] is note),
        tuple(
            Problem(ProblemCode.DUPLICATE_NAME, Place(note.path), message, hint)
            for note in ordered
            if first_notes[note.path] is not note
        ),
    )


def create_unreadable_problem(path: str, message: Message) -> Problem:
    """Return the problem of a file or folder that exists but cannot be used."""
    hint = Message("Check that it exists and that you may read it.")
    return Problem(ProblemCode.NOTE_UNREADABLE, Place(path), message, hint)
