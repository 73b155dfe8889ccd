"""Text of other files that notes show: a page of one, and how much all notes of a reading may show together.

A few bytes in each note can name a large file.
"""

from __future__ import annotations

from pathlib import Path

from notedeck.messages import Message
from notedeck.source.decode import decode_note
from notedeck.source.front_matter import split_front_matter
from notedeck.source.page import Page, create_page
from notedeck.source.tools import Site
from notedeck.util.files.read import FileRefusedError, read_file

MAX_INSERTED_CHARACTERS = 5_000_000  # in all notes together
MAX_INSERTED_BYTES = 1_000_000  # the size of a note of which another one shows a part
KEY = Path(Message("inserted characters"))


def take_room(site: Site, characters: int) -> bool:
    """Count characters that a note inserts, and return whether there is still room for them."""
    used = site.kept.get(KEY, 0)
    total = (used if isinstance(used, int) else 0) + characters
    if total > MAX_INSERTED_CHARACTERS:
        return False
    site.kept[KEY] = total
    return True


def read_page(file: Path, site: Site) -> Page | None:
    """Return another note as its author wrote it, None if it cannot be read."""
    try:
        data = read_file(file, roots=site.roots, max_bytes=MAX_INSERTED_BYTES)
    except FileRefusedError:
        return None
    text = decode_note(data, file.name).text
    if text is None:
        return None
    body = split_front_matter(text, file.name)
    return create_page(file.name, body.text, body.first_line, body.values)
