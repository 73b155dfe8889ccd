"""URLs of the notes that a page links to: on disk, on the host of the repository, or on our own server."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from pathlib import Path
from string import Template
from urllib.parse import quote

from notedeck.model import Place
from notedeck.source.decode import decode_note
from notedeck.source.read import MAX_NOTE_BYTES
from notedeck.util import git
from notedeck.util.files.read import FileRefusedError, check_file, read_file
from notedeck.util.resources import read_resource

SERVED_NOTES_URL = "notes/"  # on our own server


def find_relative_notes_url(folder: Path, page_folder: Path) -> str | None:
    """Return the URL of the notes' folder relative to the page's, ending in "/"; None on another drive."""
    try:
        path = os.path.relpath(folder.resolve(), page_folder.resolve())
    except ValueError:
        return None
    return quote(Path(path).as_posix(), safe="/.") + "/"


def find_hosted_notes_url(folder: Path) -> str | None:
    """Return the URL of the notes' folder on GitHub, ending in "/"; None if git has no such remote.

    `HEAD` is the default branch, whatever its name.
    """
    top = git.find_worktree(folder)
    slug = next(iter(git.list_remote_slugs(folder)), None)
    if top is None or slug is None:
        return None
    below = git.name_folder_from_top(folder, top)
    return f"https://github.com/{slug}/blob/HEAD/" + ("" if below == "." else quote(below) + "/")


def find_served_notes(folder: Path, places: Iterable[Place]) -> dict[str, Path]:
    """Return the files that our own server may show, by URL path: those that the page names, none outside the notes."""
    files = {place.path: find_visible_file(folder.resolve(), place.path) for place in places}
    return {SERVED_NOTES_URL + path: file for path, file in files.items() if file}


def find_visible_file(folder: Path, path: str) -> Path | None:
    """Return the resolved file at a path in a resolved folder, None if it would not be read there."""
    try:
        check_file(folder / path, roots=[folder], max_bytes=MAX_NOTE_BYTES)
        return (folder / path).resolve()
    except FileRefusedError:
        return None


def format_note_page(file: Path) -> str:
    """Return a note as an HTML page on which each line has an anchor such as `#L12`. Raises FileRefusedError."""
    data = read_file(file, roots=[file], max_bytes=MAX_NOTE_BYTES)
    text = decode_note(data, file.name).text or ""
    lines = "".join(f'<li id="L{number}">{html.escape(line)}\n</li>' for number, line in enumerate(text.split("\n"), 1))
    template = Template(read_resource("notedeck.preview", "note.html"))
    return template.substitute(title=html.escape(file.name), lines=lines)
