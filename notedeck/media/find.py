"""Files by the names that notes give them: other Unicode forms, other case, a bare name."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.media.near import Names, names

HIDDEN = "."
SKIPPED = {"node_modules"}


def folded(name: str) -> str:
    """A name for comparing: NFC, without case."""
    return unicodedata.normalize("NFC", name).casefold()


@dataclass(frozen=True, slots=True)
class Folders:
    """What lies in folders, each listed once a build; `trees` holds the files below a root by their folded names.

    `media` holds those among them that look like media.
    """

    listings: dict[Path, dict[str, list[str]]] = field(default_factory=dict)
    trees: dict[Path, dict[str, list[Path]]] = field(default_factory=dict)
    media: dict[Path, Names] = field(default_factory=dict)

    def names(self, folder: Path) -> dict[str, list[str]]:
        """The entries of a folder by their folded names; none for what cannot be listed."""
        if folder not in self.listings:
            found: dict[str, list[str]] = {}
            with suppress(OSError):
                for path in sorted(folder.iterdir()):
                    found.setdefault(folded(path.name), []).append(path.name)
            self.listings[folder] = found
        return self.listings[folder]

    def entry(self, folder: Path, name: str) -> str | None:
        """The entry of that name as it is on the disk; one of the same case goes first."""
        alike = self.names(folder).get(folded(name), [])
        same = (one for one in alike if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", name))
        return next(same, alike[0] if alike else None)

    def path(self, base: Path, relative: str) -> Path | None:
        """The file at `relative` below or above `base`, found name by name; None if there is none."""
        place = base
        for part in relative.split("/"):
            if part in ("", "."):
                continue
            if part == "..":
                place = place.parent
                continue
            name = self.entry(place, part)
            if name is None:
                return None
            place = place / name
        with suppress(OSError):  # a folder that may be listed, but not entered
            return place if place.is_file() else None
        return None

    def tree(self, root: Path) -> dict[str, list[Path]]:
        """All files below a root by their folded names, without hidden folders."""
        if root not in self.trees:
            found: dict[str, list[Path]] = {}
            for folder, inner, files in os.walk(root):
                inner[:] = sorted(name for name in inner if not name.startswith(HIDDEN) and name not in SKIPPED)
                for name in sorted(files):
                    found.setdefault(folded(name), []).append(Path(folder) / name)
            self.trees[root] = found
        return self.trees[root]

    def by_name(self, root: Path, wanted: str) -> Path | None:
        """The file below a root that an Obsidian embed names, by its name or the end of its path; the nearest one."""
        tail = [folded(part) for part in wanted.split("/") if part not in ("", ".")]
        alike = self.tree(root).get(tail[-1], []) if tail else []
        fits = [path for path in alike if [folded(part) for part in path.parts][-len(tail) :] == tail]
        return min(fits, key=lambda path: (len(path.parts), str(path)), default=None)

    def near(self, root: Path, name: str) -> list[Path]:
        """Media files below a root whose names look like `name`, the nearest first."""
        if root not in self.media:
            self.media[root] = names(file for files in self.tree(root).values() for file in files)
        return self.media[root].near(name)
