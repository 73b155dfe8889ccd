"""How much text of other files all notes of a reading may show: a few bytes in each note can name a large file."""

from __future__ import annotations

from pathlib import Path

from notedeck.source.tools import Site

MAX_INSERTED_CHARACTERS = 5_000_000  # in all notes together
KEY = Path("inserted characters")


def take_room(site: Site, characters: int) -> bool:
    """Count characters that a note inserts, and return whether there is still room for them."""
    used = site.kept.get(KEY, 0)
    total = (used if isinstance(used, int) else 0) + characters
    if total > MAX_INSERTED_CHARACTERS:
        return False
    site.kept[KEY] = total
    return True
