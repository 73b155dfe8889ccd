"""Which local file a note means, and whether it may be packed."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.config.settings import MediaSettings
from notedeck.media.address import inside_repository, is_remote, name_of, readings
from notedeck.media.find import Folders
from notedeck.util import git


@dataclass(frozen=True, slots=True)
class Found:
    """A file on the disk; `allowed` if it may be packed.

    `spelled` is what the note should say where its path differs from the disk's in case, else empty.
    """

    file: Path
    spelled: str = ""
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Library:
    """The folders from which media may come, resolved; `notes` is the notes root, `worktree` that of git."""

    notes: Path
    worktree: Path | None
    roots: tuple[Path, ...]
    slugs: tuple[str, ...]
    folders: Folders = field(default_factory=Folders)

    def find(self, address: str, embedded: bool, note: str) -> Found | None:
        """The file that an address in the note at the path `note` means; None if there is none."""
        if is_remote(address):
            inside = inside_repository(address, self.slugs)
            return self.at(self.worktree, inside) if inside is not None and self.worktree else None
        for reading in readings(address):
            for base in self.bases(reading, note):
                if (found := self.at(base, reading)) is not None:
                    return found
        return self.anywhere(address) if embedded else None

    def bases(self, reading: str, note: str) -> list[Path]:
        """Where a path starts: in the note's folder, or for an absolute one at the notes root or the work tree.

        The notes folder may also hold whole repositories, so every folder above the note counts as a root, too.
        """
        folder = (self.notes / note).parent
        if not reading.startswith("/"):
            return [folder]
        above = [one for one in (folder, *folder.parents) if one.is_relative_to(self.notes)]
        return [self.notes, *([self.worktree] if self.worktree else []), *reversed(above), Path(self.notes.anchor)]

    def at(self, base: Path, relative: str) -> Found | None:
        file = self.folders.path(base, relative)
        return self.judged(file, relative) if file is not None else None

    def anywhere(self, address: str) -> Found | None:
        """A file that Obsidian finds by its name in the whole vault."""
        for reading in readings(address):
            for root in self.roots:
                if (file := self.folders.by_name(root, reading)) is not None:
                    return self.judged(file, reading)
        return None

    def judged(self, file: Path, reading: str) -> Found:
        """Whether a file lies in an allowed folder once all links are followed, and outside of hidden ones."""
        real = file.resolve()
        allowed = any(visible_below(real, root) for root in self.roots)
        given, there = posixpath.normpath(reading), unicodedata.normalize("NFC", file.as_posix())
        parts = [part for part in given.split("/") if part not in ("", ".", "..")]
        spelled = "/".join(there.split("/")[-len(parts) :])
        return Found(real, "" if parts == spelled.split("/") else given.replace("/".join(parts), spelled), allowed)

    def near(self, address: str, embedded: bool, note: str) -> list[str]:
        """Files in the allowed folders whose names look like the one at an address, at most three.

        Named as the note would name them: an embed by the name alone, all else by the way from the note.
        """
        name = name_of(address)
        outer = [root for root in self.roots if not any(other in root.parents for other in self.roots)]
        close = [file for root in outer for file in self.folders.near(root, name)]
        here = (self.notes / note).parent
        said = (file.name if embedded else Path(os.path.relpath(file, here)).as_posix() for file in close)
        return list(dict.fromkeys(unicodedata.normalize("NFC", one) for one in said))[:3]


def visible_below(file: Path, root: Path) -> bool:
    """Whether a resolved file lies below a resolved root, and no part of the way there is hidden (`.git`, `.ssh`)."""
    return file.is_relative_to(root) and not any(part.startswith(".") for part in file.relative_to(root).parts)


def library(notes: Path, settings: MediaSettings) -> Library:
    """The allowed folders: the notes, `media/` beside them, the enclosing git work tree, and `media_roots`."""
    root = (notes if notes.is_dir() else notes.parent).resolve()
    tree = git.find_worktree(root)
    tree = None if tree and holds_home(tree) else tree
    others = [*beside(root), *settings.media_roots, *([tree] if tree else [])]
    roots = dict.fromkeys([root, *(path.resolve() for path in others if path.is_dir())])
    return Library(root, tree, tuple(roots), git.list_remote_slugs(root) if tree else ())


def beside(root: Path) -> list[Path]:
    """`media/` beside the notes; not a link, which could come with the notes and open any other folder."""
    media = root.parent / "media"
    return [media] if media.is_dir() and media.resolve().parent == root.parent else []


def holds_home(tree: Path) -> bool:
    """Whether a work tree holds a whole home folder, as those do that keep a person's settings in git."""
    try:
        return Path.home().resolve().is_relative_to(tree)
    except RuntimeError:
        return False
