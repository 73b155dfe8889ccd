"""Find and read the note that a link means: by its name or the end of its path, anywhere in the vault."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path, PurePosixPath

from notedeck.source.names import is_note
from notedeck.source.tools import Site
from notedeck.source.tools._inserted import read_page
from notedeck.source.tools.obsidian.parts import Note, create_note
from notedeck.util.files.trees import FileTrees, fold_name

SUFFIX = ".md"


def find_note(name: str, site: Site, source: Path) -> Path | None:
    """Return the file of the note that a link in the file `source` names, None if there is none.

    Of several, those in the folder of `source` come first, then the least deep ones.
    """
    path = name if fold_name(name).endswith(SUFFIX) else name + SUFFIX
    if name.startswith(("./", "../", "/")):
        return find_at(path, site, source)
    here = f"{source.parent}{os.sep}"
    matches = [file for file in FileTrees(site.trees).list_matches(site.folder, path) if is_note(file.name)]
    return min(matches, key=lambda file: not str(file).startswith(here), default=None)


def find_at(path: str, site: Site, source: Path) -> Path | None:
    """Return the file at a path from the vault's root, or from the file that links to it."""
    base = site.folder if path.startswith("/") else source.parent
    wanted = fold_name(posixpath.normpath(f"{base.as_posix()}/{path}"))
    files = FileTrees(site.trees).list_tree(site.folder).get(fold_name(PurePosixPath(path).name), [])
    return next((file for file in files if fold_name(file.as_posix()) == wanted), None)


def read_other_note(file: Path, site: Site) -> Note | None:
    """Return a note of the vault, None if it cannot be read."""
    if file not in site.kept:
        page = read_page(file, site)
        site.kept[file] = create_note(page) if page else None
    note = site.kept[file]
    return note if isinstance(note, Note) else None
