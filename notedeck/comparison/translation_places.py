"""Where a line of a translation is in its `.po` file."""

from __future__ import annotations

import re

from notedeck.model import Place
from notedeck.project import Project
from notedeck.translation import list_memory_files, load_memory
from notedeck.translation.memory import MEMORY_FOLDER
from notedeck.translation.memory.entries import Entry

TAG = re.compile(r"<[^<>]*>")
NO_LETTER = re.compile(r"[\W_]+")


class TranslationPlaces:
    """The entries of the memory that the cards show, by the letters of their translations."""

    def __init__(self, project: Project) -> None:
        """Read the memory, if there is one."""
        folder, settings = project.root.folder, project.settings.translation
        files = list_memory_files(folder, settings)
        self._file = f"{MEMORY_FOLDER}/{files[0].name}" if files else ""
        memory = load_memory(folder, settings)[0]
        self._entries: dict[str, list[Entry]] = {}
        for entry in memory.entries:
            if entry.is_visible:
                self._entries.setdefault(keep_letters(entry.shown_text), []).append(entry)

    def find(self, text: str, path: str) -> Place | None:
        """Return the place of the translation that a line shows, of that for the note `path` first; None without it."""
        entries = self._entries.get(keep_letters(text), [])
        own = [entry for entry in entries if path in (entry.context, *entry.paths)]
        entry = next(iter([*own, *entries]), None)
        return Place(self._file, entry.line) if entry else None

    @property
    def place(self) -> Place | None:
        """The file of the memory as a place, None without one."""
        return Place(self._file) if self._file else None


def keep_letters(text: str) -> str:
    """Return the letters and digits of a text, by which a translation and the line that shows it are the same."""
    return NO_LETTER.sub("", TAG.sub("", text))
