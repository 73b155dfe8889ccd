"""Which local file a note means, and whether it may be packed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from notedeck import git
from notedeck.media.address import inside_repository, is_remote, readings
from notedeck.media.find import Folders
from notedeck.settings import Settings


@dataclass(frozen=True, slots=True)
class Found:
    """A file on the disk; `by_case` if its name differs from the note's in case, `allowed` if it may be packed."""

    file: Path
    by_case: bool = False
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
        given, name = reading.rsplit("/", 1)[-1], file.name
        same = unicodedata.normalize("NFC", given) == unicodedata.normalize("NFC", name)
        return Found(real, by_case=not same, allowed=allowed)

    def near(self, address: str) -> list[str]:
        """Names of files in the allowed folders that look like the one at an address."""
        name = [*readings(address)][-1:] or [""]
        outer = [root for root in self.roots if not any(other in root.parents for other in self.roots)]
        close = (near for root in outer for near in self.folders.near(root, name[0].rsplit("/", 1)[-1]))
        return list(dict.fromkeys(close))[:3]


def visible_below(file: Path, root: Path) -> bool:
    """Whether a resolved file lies below a resolved root, and no part of the way there is hidden (`.git`, `.ssh`)."""
    return file.is_relative_to(root) and not any(part.startswith(".") for part in file.relative_to(root).parts)


def library(notes: Path, settings: Settings) -> Library:
    """The allowed folders: the notes, `media/` beside them, the enclosing git work tree, and `media_roots`."""
    root = (notes if notes.is_dir() else notes.parent).resolve()
    tree = git.worktree(root)
    beside = [root.parent / "media", *settings.media_roots, *([tree] if tree else [])]
    roots = dict.fromkeys([root, *(path.resolve() for path in beside if path.is_dir())])
    return Library(root, tree, tuple(roots), git.remote_slugs(root) if tree else ())
