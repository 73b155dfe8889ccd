"""Pictures of notes that others show: their paths start in the folder of the note that they are written in."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from notedeck.source.page import find_code, replace_outside_code
from notedeck.util.files.read import is_file

IMAGE = r"!\[[^\[\]\n]{0,1000}\]\("
PICTURES = (
    re.compile(rf"(?P<start>{IMAGE})(?P<path>[^\s<>()\"']{{1,1000}})"),
    re.compile(rf"(?P<start>{IMAGE}<)(?P<path>[^<>\n]{{1,1000}})(?=>)"),
    re.compile(r"(?P<start><(?:img|video|audio|source)\b[^<>\n]{0,500}?\ssrc=[\"'])(?P<path>[^<>\"'\n]{1,1000})"),
)
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|#")  # an address with a scheme, or one from a root


def move_pictures(lines: Sequence[str], source: Path, target: Path) -> list[str]:
    """Return lines of the note `source` with the paths of its pictures as the note `target` has to write them."""
    if source.parent == target.parent:
        return [*lines]

    def replace_path(match: re.Match[str]) -> str:
        path = unquote(match["path"])
        if ELSEWHERE.match(path) or not is_file(source.parent / path):
            return match[0]
        return match["start"] + quote(Path(os.path.relpath(source.parent / path, target.parent)).as_posix())

    moved = [*lines]
    for nth, code in enumerate(find_code(lines)):
        if not code and ("](" in moved[nth] or "src=" in moved[nth]):
            for pattern in PICTURES:
                moved[nth] = replace_outside_code(moved[nth], pattern, replace_path)
    return moved
