"""The folders that the settings of a site name for its files, such as `docs_dir` of MkDocs and `staticDir` of Hugo."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from notedeck.source.tools import list_tool_names, load_tool
from notedeck.util.files.read import FileRefusedError, is_file, read_file

MAX_SETTINGS_BYTES = 200_000


def list_set_folders(folder: Path) -> tuple[str, ...]:
    """Return the folders that the settings in the folder of a site name, as paths in it with `/`."""
    names = (name for tool in list_tool_names() for name in find_set_folders(folder, tool))
    return tuple(dict.fromkeys(name for name in names if name not in ("", ".") and not name.startswith(("/", ".."))))


def find_set_folders(folder: Path, tool: str) -> Iterator[str]:
    """Yield the folders that the settings of one tool name."""
    pattern = load_tool(tool).MEDIA_SETTING
    files = [folder / group[0] for group in load_tool(tool).MARKERS] if pattern else []
    for file in filter(is_file, files):
        try:
            text = read_file(file, roots=(folder.resolve(),), max_bytes=MAX_SETTINGS_BYTES).decode("utf-8", "replace")
        except FileRefusedError:
            continue
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield posixpath.normpath(match["folder"].strip().replace("\\", "/"))
