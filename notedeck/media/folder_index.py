"""Find files by the names that notes use for them: other Unicode forms, other case, a bare name."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.media.similar_names import NameIndex, index_names
from notedeck.util.files.read import FileRefusedError, is_file, is_symlink, list_folder
from notedeck.util.files.trees import FileTrees, fold_name


@dataclass(frozen=True, slots=True)
class FolderIndex:
    """The content of folders, each read once per build.

    `listings` are the names in a folder by their folded names, `trees` all files below folders; `indexes` are the media
    files among those of a tree. `resolved` are folders without symlinks.
    """

    listings: dict[Path, dict[str, list[str]]] = field(default_factory=dict)
    trees: FileTrees = field(default_factory=FileTrees)
    indexes: dict[Path, NameIndex] = field(default_factory=dict)
    resolved: dict[Path, Path] = field(default_factory=dict)

    def resolve_file(self, file: Path) -> Path:
        """Return the path of a file without symlinks."""
        if is_symlink(file):
            return Path(os.path.realpath(file))  # before Python 3.13, `resolve` raises for a loop of symlinks
        if file.parent not in self.resolved:
            self.resolved[file.parent] = file.parent.resolve()
        return self.resolved[file.parent] / file.name

    def list_folder(self, folder: Path) -> dict[str, list[str]]:
        """Return the names in a folder by their folded names; none for a folder that cannot be listed."""
        if folder not in self.listings:
            listing: dict[str, list[str]] = {}
            with suppress(FileRefusedError):
                for name in list_folder(folder):
                    listing.setdefault(fold_name(name), []).append(name)
            self.listings[folder] = listing
        return self.listings[folder]

    def find_entry(self, folder: Path, name: str) -> str | None:
        """Return the name on the disk of an entry of a folder, preferably one of the same case."""
        candidates = self.list_folder(folder).get(fold_name(name), [])
        normal = unicodedata.normalize("NFC", name)
        exact = (candidate for candidate in candidates if unicodedata.normalize("NFC", candidate) == normal)
        return next(exact, candidates[0] if candidates else None)

    def has_folder(self, folder: Path, name: str) -> bool:
        """Return whether a folder has a folder of this name, or something else of it."""
        return name in self.list_folder(folder).get(fold_name(name), [])

    def find_file(self, base: Path, relative: str) -> Path | None:
        """Return the file at a path relative to `base`, looked up name by name; None if there is none."""
        path = base
        for part in relative.split("/"):
            if part in ("", "."):
                continue
            if part == "..":
                path = path.parent
                continue
            name = self.find_entry(path, part)
            if name is None:
                return None
            path = path / name
        return path if is_file(path) else None

    def find_by_name(self, root: Path, name: str) -> Path | None:
        """Return the file that an Obsidian embed names, by its name or the end of its path; the least deep one."""
        return next(iter(self.trees.list_matches(root, name)), None)

    def find_similar(self, root: Path, name: str) -> list[Path]:
        """Return the media files below a folder whose names are similar to `name`, the most similar first."""
        if root not in self.indexes:
            self.indexes[root] = index_names(file for files in self.trees.list_tree(root).values() for file in files)
        return self.indexes[root].find_similar(name)
