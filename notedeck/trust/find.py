"""Find what the settings of a deck ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from notedeck.anki.theme import find_active_parts
from notedeck.config.lines import find_key_line, list_path_lines, list_table_lines, read_settings_text
from notedeck.config.settings import SETTINGS_FILE, Settings, ThemeSettings
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.source.tool_folders import find_tool_folders_above
from notedeck.trust.command_files import NotesFolders, read_command
from notedeck.trust.interpreters import runs_code_blocks
from notedeck.trust.requests import Request, RequestKind
from notedeck.trust.symlinks import Symlink
from notedeck.util.files.read import is_folder
from notedeck.util.files.roots import find_media_folder, find_own_worktree


def list_notes_folders(folder: Path) -> NotesFolders:
    """Return the folder of a deck, the git work tree and the vault or site around it, and `media/` beside it."""
    root = folder.resolve()
    worktree = find_own_worktree(root)
    around = [*([worktree] if worktree else []), *(item.folder for item in find_tool_folders_above(root))]
    own = [*around, root, *(path.resolve() for path in find_media_folder(root))]
    return NotesFolders(root, tuple(dict.fromkeys(own)))


def list_requests(
    folder: Path, settings: Settings, symlinks: tuple[Symlink, ...], own: NotesFolders, *, reads_outside: bool
) -> tuple[Request, ...]:
    """Return everything that the deck in `folder` asks for, by line; `own` are the folders of its notes.

    Without `reads_outside` no file outside of these is opened, and what is in such files is not in the requests.
    Raises DeckError for a command with files that cannot be read.
    """
    toml = read_settings_text(folder)
    programs = request_programs(settings, own, toml, reads_outside=reads_outside)
    folders = request_folders(folder, settings, own, toml)
    by_line = sorted((*programs, *folders), key=lambda request: request.place.line)
    theme = request_theme(folder, settings.theme, own, reads_outside=reads_outside)
    return (*map(request_notes, symlinks), *by_line, *theme)


def request_notes(link: Symlink) -> Request:
    """Return the request for the notes behind a symlink."""
    return Request(RequestKind.NOTES, str(link.target), Place(str(link.file)))


def request_programs(settings: Settings, own: NotesFolders, toml: str, *, reads_outside: bool) -> Iterator[Request]:
    """Yield a request for the command of each language."""
    lines = list_table_lines("diagrams", toml) if settings.diagrams.commands else {}
    for language, line in settings.diagrams.commands.items():
        place = Place(SETTINGS_FILE, lines.get(language, lines[""]))
        command = read_command(language, line, own, reads_outside=reads_outside)
        is_refused = runs_code_blocks(line, own.root)
        yield Request(RequestKind.PROGRAM, language, place, line, command, runs_code_blocks=is_refused)


def request_folders(folder: Path, settings: Settings, own: NotesFolders, toml: str) -> Iterator[Request]:
    """Yield a request for each folder outside of the notes, or in a hidden folder of them."""
    templates = [settings.theme.templates] if settings.theme.templates else []
    for kind, key, paths in (
        (RequestKind.MEDIA, "media_roots", settings.media.media_roots),
        (RequestKind.TEMPLATES, "template", templates),
    ):
        lines = list_path_lines(key, folder, toml) if paths else {}
        for path in paths:
            target = resolve_path(path)
            if target is not None and not own.has_visible_path(target):
                place = Place(SETTINGS_FILE, lines.get(path) or find_key_line(key, toml))
                yield Request(kind, str(target), place)


def request_theme(
    folder: Path, settings: ThemeSettings, own: NotesFolders, *, reads_outside: bool
) -> Iterator[Request]:
    """Yield a request for each file of the theme that is active."""
    for part in find_active_parts(folder, limit_theme(settings, own, reads_outside=reads_outside)):
        path = name_from(own.root, part.file.resolve())
        yield Request(
            RequestKind.THEME,
            Message("{part} in {path}", part=part.text, path=path),
            Place(path, part.line),
            digest=part.digest,
        )


def name_from(root: Path, file: Path) -> str:
    """Return the path of a file from a folder, the whole path if that is on another disk of Windows."""
    try:
        return Path(os.path.relpath(file, root)).as_posix()
    except ValueError:
        return file.as_posix()


def limit_theme(settings: ThemeSettings, own: NotesFolders, *, reads_outside: bool) -> ThemeSettings:
    """Return the settings of the theme without a template folder that does not exist.

    Without `reads_outside`, one that is outside of the notes or hidden is left out too.
    """
    target = resolve_path(settings.templates) if settings.templates else None
    is_used = target is not None and (reads_outside or own.has_visible_path(target)) and is_folder(target)
    return settings.replace(templates=target if is_used else None)


def resolve_path(path: Path) -> Path | None:
    """Return a path with all symlinks resolved, None if it can lead nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None
