"""The notes in deck.lock that were in another deck of Anki's before: an import must not find them with another type."""

from __future__ import annotations

import re
from pathlib import Path

from notedeck.identity.lock.format import FILE_NAME
from notedeck.identity.lock.store import MAX_LOCK_BYTES
from notedeck.util.files.deck_files import read_deck_file

ADOPTED = re.compile(rb'[{,]"adopted":(\d{2,16})[,}]')  # one digit is an unknown id


def read_adopted_notes(folder: Path) -> tuple[int, ...]:
    """Return the ids in Anki of all such notes in the deck.lock of a folder.

    Only its text is searched, as a build of some notes does not read the lines of the others. Raises DeckError if the
    file cannot be read.
    """
    data = read_deck_file(folder, FILE_NAME, MAX_LOCK_BYTES) or b""
    return tuple(int(number) for number in ADOPTED.findall(data))
