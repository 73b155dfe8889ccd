"""The translation memory: a gettext file of each language."""

from __future__ import annotations

from pathlib import Path

MEMORY_FOLDER = "translations"


def locate_memory(folder: Path, language: str) -> Path:
    """Return the path of the memory for a language."""
    return folder / name_memory(language)


def name_memory(language: str) -> str:
    """Return the path of the memory for a language, from the folder of the notes."""
    return f"{MEMORY_FOLDER}/{language}.po"
