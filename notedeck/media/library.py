"""The media library: which local file a note means, and whether it may be packed."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.config.settings import MediaSettings
from notedeck.media.address import file_name, find_repository_path, is_remote, iterate_candidate_paths
from notedeck.media.folder_index import FolderIndex
from notedeck.media.model import MediaRef
from notedeck.media.similar_names import is_numbered
from notedeck.model import Value
from notedeck.source.site_folders import list_base_paths, list_set_folders
from notedeck.source.tool_folders import find_tool_folders_above
from notedeck.source.tools import list_media_folders
from notedeck.util import git
from notedeck.util.files.read import is_folder, is_visible_below
from notedeck.util.files.roots import add_folders, find_media_folder, find_own_worktree

MAX_SUGGESTIONS = 3
LEADING_DOTS = re.compile(r"(?:\.{1,2}/)*+")
VAULT_FOLDER = ".obsidian"
PASTED = re.compile(r"(?:^|/)Pasted(?: |%20)image(?: |%20)\d{14}")  # a name that Obsidian gives to a picture


class LibraryFile(Value, frozen=True):
    """A file on the disk; `is_allowed` if it may be packed.

    `correct_path` is what the note should say if its path differs from the disk's in case, else empty.
    """

    file: Path
    correct_path: str = ""
    is_allowed: bool = True


@dataclass(frozen=True, slots=True)
class MediaLibrary:
    """The folders from which media may come, with symlinks resolved.

    `notes` is the notes root, `worktree` the git work tree around it, `slugs` the names of its remotes on GitHub, and
    `sites` the folders of tools above it, of which `vaults` are those of Obsidian.
    """

    notes: Path
    worktree: Path | None
    roots: tuple[Path, ...]
    slugs: tuple[str, ...]
    sites: tuple[Path, ...] = ()
    vaults: tuple[Path, ...] = ()
    set_folders: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    base_paths: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    index: FolderIndex = field(default_factory=FolderIndex)

    def find_media(self, ref: MediaRef) -> LibraryFile | None:
        """Return the file that a reference means, None if there is none."""
        if is_remote(ref.address):
            path = find_repository_path(ref.address, self.slugs)
            return self.find_at(self.worktree, path) if path is not None and self.worktree else None
        for candidate in iterate_candidate_paths(ref.address):
            for base in self.list_base_folders(candidate, ref.note):
                if (file := self.find_at(base, candidate)) is not None:
                    return file
        if (file := self.find_below_base(ref)) is not None:
            return file
        if self.sites and (file := self.find_in_site(ref)) is not None:
            return file
        is_named = ref.embedded or PASTED.search(ref.address) is not None or self.is_in_vault(ref.note)
        return self.find_by_name(ref.address) if is_named else None

    def find_below_base(self, ref: MediaRef) -> LibraryFile | None:
        """Return the file of an address that begins with the path of the whole site, such as `/blog/a.png`."""
        paths = [path for path in iterate_candidate_paths(ref.address) if path.startswith("/")]
        for base in self.list_base_paths(ref.note) if paths else ():
            for path in paths:
                rest = path.removeprefix(base)
                for folder in self.list_base_folders("/" + rest, ref.note) if rest != path else ():
                    if folder != Path(self.notes.anchor) and (file := self.find_at(folder, rest)) is not None:
                        return file
        return None

    def list_base_paths(self, note: str) -> Iterator[str]:
        """Yield the paths that addresses in the sites around a note begin with."""
        for top in self.list_tops(note):
            if top not in self.base_paths:
                self.base_paths[top] = list_base_paths(top)
            yield from self.base_paths[top]

    def find_in_site(self, ref: MediaRef) -> LibraryFile | None:
        """Return the file of a relative address from the root of the site or of its files; in the note it is not there.

        A site shows a page at another address than its file has, and addresses are often written for that.
        """
        tails = [
            LEADING_DOTS.sub("", path) for path in iterate_candidate_paths(ref.address) if not path.startswith("/")
        ]
        for tail in tails:
            for base in self.list_base_folders("/" + tail, ref.note) if "/" in tail else ():
                if base != Path(self.notes.anchor) and (file := self.find_at(base, tail)) is not None:
                    return file
        return None

    def is_in_vault(self, note: str) -> bool:
        """Return whether a note is in a vault of Obsidian, which finds each picture by its name."""
        if self.vaults:
            return True
        folders = [(self.notes / note).parent, *(self.notes / note).parents]
        return any(
            self.index.has_folder(folder, VAULT_FOLDER) for folder in folders if folder.is_relative_to(self.notes)
        )

    def list_base_folders(self, path: str, note: str) -> list[Path]:
        """Return where a path can start: in the note's folder, or, if absolute, at the notes root or the work tree.

        The notes folder may also contain whole repositories, so every folder above the note can be a root, too. Sites
        have folders of their own for such files, such as `static`.
        """
        if not path.startswith("/"):
            return [(self.notes / note).parent]
        tops = self.list_tops(note)
        names = [(name, name.partition("/")[0]) for name in list_media_folders()]
        inner = [top / name for top in tops for name, first in names if self.index.has_folder(top, first)]
        return [*tops, *inner, *self.list_set_folders(tops), Path(self.notes.anchor)]

    def list_tops(self, note: str) -> list[Path]:
        """Return the folders that can be the root of a site around a note."""
        folder = (self.notes / note).parent
        above = [parent for parent in (folder, *folder.parents) if parent.is_relative_to(self.notes)]
        worktree = [self.worktree] if self.worktree else []
        return [*dict.fromkeys([self.notes, *worktree, *self.sites, *reversed(above)])]

    def list_set_folders(self, tops: Iterable[Path]) -> Iterator[Path]:
        """Yield the folders for files that the settings of sites in these folders name."""
        for top in tops:
            if top not in self.set_folders:
                self.set_folders[top] = list_set_folders(top)
            yield from (top / name for name in self.set_folders[top])

    def find_at(self, base: Path, relative: str) -> LibraryFile | None:
        """Return the file at a path relative to `base`."""
        file = self.index.find_file(base, relative)
        return self.check_file(file, relative) if file is not None else None

    def find_by_name(self, address: str) -> LibraryFile | None:
        """Return a file as Obsidian finds it: by its name or the end of its path, in the whole vault."""
        for candidate in iterate_candidate_paths(address):
            for root in self.roots:
                if (file := self.index.find_by_name(root, candidate)) is not None:
                    return self.check_file(file, candidate)
        return None

    def check_file(self, file: Path, path: str) -> LibraryFile:
        """Return whether a file is in an allowed folder once all symlinks are resolved, and not in a hidden one."""
        real = self.index.resolve_file(file)
        is_allowed = any(is_visible_below(real, root) for root in self.roots)
        in_note, on_disk = posixpath.normpath(path), unicodedata.normalize("NFC", file.as_posix())
        parts = [part for part in in_note.split("/") if part not in ("", ".", "..")]
        tail = on_disk.split("/")[-len(parts) :]
        correct_path = "" if parts == tail else in_note.replace("/".join(parts), "/".join(tail))
        return LibraryFile(real, correct_path, is_allowed)

    def suggest_paths(self, ref: MediaRef) -> list[str]:
        """Return up to three allowed files with names similar to a missing one, as the note would write them."""
        roots = [root for root in self.roots if not any(other in root.parents for other in self.roots)]
        files = [file for root in roots for file in self.index.find_similar(root, file_name(ref.address))]
        folder = (self.notes / ref.note).parent
        paths = [file.name if ref.embedded else Path(os.path.relpath(file, folder)).as_posix() for file in files]
        if is_numbered(file_name(ref.address)):
            paths = [path for path in paths if {*path.split("/")[:-1]} <= {"..", *ref.address.split("/")}]
        return list(dict.fromkeys(unicodedata.normalize("NFC", path) for path in paths))[:MAX_SUGGESTIONS]


def open_library(notes: Path, settings: MediaSettings) -> MediaLibrary:
    """Return the library of the notes, `media/` beside them, the work tree or vault around them, and `media_roots`."""
    root = (notes if is_folder(notes) else notes.parent).resolve()
    worktree = find_own_worktree(root)
    tool_folders = find_tool_folders_above(root)
    sites = tuple(dict.fromkeys(item.folder for item in tool_folders))
    vaults = tuple(item.folder for item in tool_folders if item.tool == "obsidian")
    others = [*find_media_folder(root), *settings.media_roots, *([worktree] if worktree else []), *sites]
    slugs = git.list_remote_slugs(root) if worktree else ()
    return MediaLibrary(root, worktree, add_folders((root,), others), slugs, sites, vaults)
