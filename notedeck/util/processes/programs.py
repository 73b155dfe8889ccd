"""Find programs of the system, never one that lies in the current folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from notedeck.util.import_path import is_same_folder
from notedeck.util.lookups import note_path


def find_program(name: str, search_path: str | None = None) -> str | None:
    """Return the absolute path of a program in PATH, or in `search_path`; None if there is none.

    The current folder is never searched: Windows does that first, and elsewhere an empty entry of PATH means it. It
    may hold notes of a stranger, with a file `git.exe`.
    """
    path = os.environ.get("PATH", os.defpath) if search_path is None else search_path
    for entry in path.split(os.pathsep):
        folder = Path(entry.strip('"'))
        if not folder.is_absolute() or is_same_folder(str(folder), os.curdir):
            continue
        for suffix in list_suffixes():
            file = folder / (name + suffix)
            if is_program(file):
                return str(file)
    return None


def list_suffixes() -> list[str]:
    """Return the ends of the names of programs: of Windows' PATHEXT, elsewhere none."""
    if sys.platform != "win32":
        return [""]
    return [suffix for suffix in os.environ.get("PATHEXT", ".COM;.EXE;.BAT;.CMD").split(";") if suffix]


def is_program(file: Path) -> bool:
    """Return whether a file exists and may be run."""
    note_path(file)
    try:
        return file.is_file() and os.access(file, os.X_OK)
    except (OSError, ValueError):
        return False
