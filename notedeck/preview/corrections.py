"""Corrections of translations in the page: checked, written into the memory, and undone.

Other programs may write the file at any time. So each correction reads it again, changes one entry, and is refused if
that entry is no longer as the page showed it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from notedeck.config.languages import LanguagePair
from notedeck.identity.lock.store import exclude_other_builds
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import DeckError
from notedeck.translation.memory import locate_memory, name_memory
from notedeck.translation.memory.edit import Edit, clean_text, find_entry, restore_block, set_text
from notedeck.translation.memory.entries import Memory
from notedeck.translation.memory.po import MAX_MEMORY_BYTES, format_memory
from notedeck.translation.segments.tokens import find_damage
from notedeck.util.files.deck_files import read_deck_file
from notedeck.util.files.write import replace_file

MAX_UNDONE = 1000  # corrections that can be undone


class Correction(Value, frozen=True):
    """What a person wrote for a text; `before` is the translation that the page showed."""

    context: str
    msgid: str
    before: str
    text: str


class Refusal(Exception):
    """Why nothing was written: `reason` is a name for the page, `detail` a text for people or from the file."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Name the reason."""
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


@dataclass(slots=True)
class Corrector:
    """Writes the corrections of one page into the memory of its deck, one after the other."""

    folder: Path
    pair: LanguagePair
    edits: dict[int, tuple[tuple[str, str], Edit]] = field(default_factory=dict)
    count: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def file(self) -> Path:
        """The file of the memory."""
        return locate_memory(self.folder, self.pair.target)

    @property
    def name(self) -> str:
        """The name of that file in the notes."""
        return name_memory(self.pair.target)

    def correct(self, correction: Correction) -> Mapping[str, Any]:
        """Write a correction, and return the number for `undo`, the text and the line of its entry. Raises Refusal."""
        text = clean_text(correction.text, correction.msgid)
        if text and (damage := find_damage(correction.msgid, text)):
            raise Refusal("damaged", damage)
        key = (correction.context, correction.msgid)
        with self.write_alone():
            data = self.read()
            entry = find_entry(data, key, self.name)
            current = entry.msgstr if entry else ""
            if current != correction.before:
                raise Refusal("changed", current)
            edit = set_text(data, key, text, self.name)
            self.write(data, edit.data)
            self.count += 1
            self.edits[self.count] = key, edit.replace(data=b"")
            self.edits.pop(self.count - MAX_UNDONE, None)
            corrected = find_entry(edit.data, key, self.name)
        return {"number": self.count, "text": text, "line": corrected.line if corrected else 0}

    def undo(self, number: int) -> Mapping[str, Any]:
        """Restore the lines of an entry as before a correction, and return its source. Raises Refusal."""
        with self.write_alone():
            if number not in self.edits:
                raise Refusal("unknown")
            key, edit = self.edits[number]
            data = self.read()
            restored = restore_block(data, key, edit, self.name)
            if restored is None:
                raise Refusal("changed")
            self.write(data, restored)
            del self.edits[number]
        return {"msgid": key[1]}

    @contextmanager
    def write_alone(self) -> Iterator[None]:
        """Keep other threads and programs of ours from writing. Raises Refusal while another program does."""

        def refuse(_: str) -> None:
            raise Refusal("busy")

        try:
            with self.turn, exclude_other_builds(self.folder, refuse):
                yield
        except DeckError as error:
            raise Refusal("failed", Message("{error}. {hint}", error=error, hint=error.hint)) from error

    def read(self) -> bytes:
        """Return the bytes of the memory as it is now, of an empty one without a file. Raises DeckError."""
        data = read_deck_file(self.folder, self.name, MAX_MEMORY_BYTES)
        return data or format_memory(Memory(), self.pair.source, self.pair.target).encode("utf-8")

    def write(self, before: bytes, after: bytes) -> None:
        """Replace the file, if it is still as it was read. Raises DeckError and Refusal."""
        with replace_file(self.file, inside=self.folder) as stream:
            stream.write(after)
            stored = read_deck_file(self.folder, self.name, MAX_MEMORY_BYTES)
            if stored is not None and stored != before:
                raise Refusal("changed")
