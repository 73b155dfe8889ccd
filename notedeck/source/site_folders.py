"""What the settings of a site say about its files: folders such as `docs_dir` of MkDocs, and the site's own path."""

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
    values = (
        value for tool in list_tool_names() for value in find_settings(folder, tool, load_tool(tool).MEDIA_SETTING)
    )
    names = (posixpath.normpath(value.replace("\\", "/")) for value in values)
    return tuple(dict.fromkeys(name for name in names if name not in ("", ".") and not name.startswith(("/", ".."))))


def list_base_paths(folder: Path) -> tuple[str, ...]:
    """Return the paths that addresses in a site begin with, such as `/blog/`, by the settings in its folder.

    Jekyll's `baseurl` is `/blog` if the site is at https://example.com/blog/.
    """
    values = (
        value for tool in list_tool_names() for value in find_settings(folder, tool, load_tool(tool).BASE_SETTING)
    )
    paths = (value.strip("/") for value in values)
    return tuple(dict.fromkeys(f"/{path}/" for path in paths if path))


def find_settings(folder: Path, tool: str, pattern: str) -> Iterator[str]:
    """Yield the values in the settings of one tool that a pattern with one name finds."""
    files = [folder / group[0] for group in load_tool(tool).MARKERS] if pattern else []
    for file in filter(is_file, files):
        try:
            text = read_file(file, roots=(folder.resolve(),), max_bytes=MAX_SETTINGS_BYTES).decode("utf-8", "replace")
        except FileRefusedError:
            continue
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield match[1].strip()
