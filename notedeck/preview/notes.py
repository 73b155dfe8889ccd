"""Where a card's note can be read: on the disk, on the host of the repository, or from our own server."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from pathlib import Path
from string import Template
from urllib.parse import quote

from notedeck.model import Place
from notedeck.source.decode import decode_note
from notedeck.util import git
from notedeck.util.resources import read_resource

SERVED = "notes/"  # where our own server has them


def beside(folder: Path, page_folder: Path) -> str | None:
    """Return the address of the notes folder from a page in another folder, ending in "/"; None on another drive."""
    try:
        way = os.path.relpath(folder.resolve(), page_folder.resolve())
    except ValueError:
        return None
    return quote(Path(way).as_posix(), safe="/.") + "/"


def on_host(folder: Path) -> str | None:
    """Return the address of the notes folder on GitHub, ending in "/"; None without a remote there.

    `HEAD` stands for the main branch, whatever its name is.
    """
    top = git.find_worktree(folder)
    slug = next(iter(git.list_remote_slugs(folder)), None)
    if top is None or slug is None:
        return None
    below = git.folder_from_top(folder, top)
    return f"https://github.com/{slug}/blob/HEAD/" + ("" if below == "." else quote(below) + "/")


def served(folder: Path, places: Iterable[Place]) -> dict[str, Path]:
    """Return the files that our server may show, by address: those that the page names, none outside the notes."""
    files = {place.path: (folder / place.path).resolve() for place in places}
    own = {path: file for path, file in files.items() if file.is_relative_to(folder.resolve())}
    return {SERVED + path: file for path, file in own.items() if file.is_file()}


def sheet(file: Path) -> str:
    """Return a note as a page on which each line has an address, such as `#L12`. Raises OSError."""
    text = decode_note(file.read_bytes(), file.name).text or ""
    rows = "".join(f'<li id="L{at}">{html.escape(row)}\n</li>' for at, row in enumerate(text.split("\n"), 1))
    return Template(read_resource("notedeck.preview", "note.html")).substitute(title=html.escape(file.name), rows=rows)
