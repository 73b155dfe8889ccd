"""Convert an earlier version of a note, from its bytes. Imported when the text of a removed card is in no cache."""

from __future__ import annotations

import tempfile
from pathlib import Path

from notedeck.config.settings import Settings
from notedeck.convert.note import convert_note
from notedeck.convert.values import ConvertSettings
from notedeck.model import Card
from notedeck.source import read_notes
from notedeck.util.files.write import replace_file


def convert_past_note(path: str, data: bytes, folder: Path, top_deck: str, settings: Settings) -> tuple[Card, ...]:
    """Return the cards of a note of `folder` that had these bytes; none for a path that leads out of the notes.

    `top_deck` is the name of the whole deck.
    """
    with tempfile.TemporaryDirectory(prefix="notedeck-") as scratch:
        root = Path(scratch).resolve()
        file = (root / path).resolve()
        if not file.is_relative_to(root):
            return ()
        with replace_file(file, inside=root) as stream:
            stream.write(data)
        notes, _ = read_notes(root, settings.reading, as_in=(folder / path).parent)
        own_settings = ConvertSettings.select(settings)
        return tuple(card for note in notes for card in convert_note(note, top_deck, own_settings).cards)
