"""Find where deck.toml says something, for messages about values that were already read."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from notedeck.config.load import MAX_SETTINGS_BYTES, find_line, resolve_path
from notedeck.config.settings import SETTINGS_FILE
from notedeck.problems import DeckError
from notedeck.util.files.deck_files import read_deck_text

TABLE = r"""(?:(?:\[[ \t]*+)?["']?TABLE["']?[ \t]*+\.[ \t]*+)?(?:"([^"]*+)"|'([^']*+)'|([\w-]++))[ \t]*+[\].=]"""
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|' + r"'[^'\n]*'")


def read_settings_text(folder: Path) -> str:
    """Return the text of deck.toml in a folder, "" without one. Raises DeckError."""
    return read_deck_text(folder, SETTINGS_FILE, MAX_SETTINGS_BYTES) or ""


def list_table_lines(table: str, toml: str) -> dict[str, int]:
    """Return the lines of the tables in another one, such as `[diagrams.plantuml]`, by name, as far as they are sure.

    The table itself is at the name "".
    """
    lines = {"": find_key_line(table, toml)}
    pattern = re.compile(TABLE.replace("TABLE", re.escape(table)))
    for number, line in enumerate(toml.split("\n"), 1):
        if number >= lines[""] and (match := pattern.match(line.strip())):
            lines.setdefault(match[1] or match[2] or match[3] or "", number)
    return lines


def list_path_lines(key: str, folder: Path, toml: str) -> dict[Path, int]:
    """Return the lines of the texts from a key on, by the path that each stands for."""
    start = find_key_line(key, toml)
    texts: dict[str, int] = {}
    for number, line in enumerate(toml.split("\n")[max(start - 1, 0) :], max(start, 1)):
        for text in STRING.findall(line):
            texts.setdefault(text[1:-1], number)
    lines: dict[Path, int] = {}
    for text, number in texts.items():
        with suppress(DeckError):
            lines.setdefault(resolve_path(folder, text), number)
    return lines


def find_key_line(key: str, toml: str) -> int:
    """Return the line of a key or table, 0 if it cannot be found."""
    return int(find_line(key, toml).removeprefix(":") or 0)
