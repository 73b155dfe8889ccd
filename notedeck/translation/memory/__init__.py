"""The translation memory: a gettext file of each language."""

from __future__ import annotations

from pathlib import Path

MEMORY_FOLDER = "translations"


def locate_memory(folder: Path, language: str) -> Path:
    """Return the path of the memory for a language."""
    return folder / MEMORY_FOLDER / f"{language}.po"
