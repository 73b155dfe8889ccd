"""All files below a folder by their names, each folder read once."""

from __future__ import annotations

import posixpath
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.util.files.read import walk_tree

HIDDEN = "."
SKIPPED_FOLDERS = {"node_modules"}
Trees = dict[Path, dict[str, list[Path]]]  # the files below each folder, by their folded names


def fold_name(name: str) -> str:
    """Return a name for comparing: NFC, without case."""
    return unicodedata.normalize("NFC", name).casefold()


def is_searched(name: str) -> bool:
    """Return whether a folder of this name is searched for files."""
    return not name.startswith(HIDDEN) and name not in SKIPPED_FOLDERS


@dataclass(frozen=True, slots=True)
class FileTrees:
    """The files below folders, without those in hidden folders; `trees` has those that were listed."""

    trees: Trees = field(default_factory=dict)

    def list_tree(self, root: Path) -> dict[str, list[Path]]:
        """Return all files below a folder by their folded names."""
        if root not in self.trees:
            tree: dict[str, list[Path]] = {}
            for folder, names in walk_tree(root, is_searched):
                for name in names:
                    tree.setdefault(fold_name(name), []).append(folder / name)
            self.trees[root] = tree
        return self.trees[root]

    def list_matches(self, root: Path, path: str) -> list[Path]:
        """Return the files below a folder whose paths end in `path`, the least deep first, as Obsidian finds them.

        Folders above (`../`) at its start do not count.
        """
        tail = [fold_name(part) for part in posixpath.normpath(path).split("/") if part not in ("", ".", "..")]
        candidates = self.list_tree(root).get(tail[-1], []) if tail else []
        matches = (file for file in candidates if [fold_name(part) for part in file.parts[-len(tail) :]] == tail)
        return sorted(matches, key=lambda file: (len(file.parts), str(file)))
