"""Find where deck.toml says something, for messages about values that were already read."""

from __future__ import annotations

import re
from pathlib import Path

from notedeck.config.load import MAX_SETTINGS_BYTES, find_line, resolve_path
from notedeck.config.settings import SETTINGS_FILE
from notedeck.problems import DeckError
from notedeck.util.files.deck_files import read_deck_text

STRING = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|' + r"'[^'\n]*'")


def read_settings_text(folder: Path) -> str:
    """Return the text of deck.toml in a folder, "" without one. Raises DeckError."""
    return read_deck_text(folder, SETTINGS_FILE, MAX_SETTINGS_BYTES) or ""


def find_table_line(table: str, name: str, toml: str) -> int:
    """Return the line of a table in another one, such as `[diagrams.plantuml]`; that of the outer one if unsure."""
    start = find_key_line(table, toml)
    key = rf"[\"']?{re.escape(name)}[\"']?"
    pattern = rf"^[ \t]*+(?:\[?[ \t]*+[\"']?{re.escape(table)}[\"']?[ \t]*+\.[ \t]*+)?{key}[ \t]*+[\].=]"
    lines = toml.split("\n")
    return next((n for n in range(start, len(lines) + 1) if n and re.match(pattern, lines[n - 1])), start)


def find_path_line(key: str, folder: Path, path: Path, toml: str) -> int:
    """Return the line of the text that stands for `path` in a setting, that of its key if unsure."""
    start = find_key_line(key, toml)
    for number, line in enumerate(toml.split("\n"), 1):
        if number >= start and any(is_path(text[1:-1], folder, path) for text in STRING.findall(line)):
            return number
    return start


def find_key_line(key: str, toml: str) -> int:
    """Return the line of a key or table, 0 if it cannot be found."""
    return int(find_line(key, toml).removeprefix(":") or 0)


def is_path(text: str, folder: Path, path: Path) -> bool:
    """Return whether a text of deck.toml stands for a path."""
    try:
        return resolve_path(folder, text) == path
    except DeckError:
        return False
