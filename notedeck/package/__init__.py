"""A deck -> one .apkg file that Anki imports."""

from __future__ import annotations

from pathlib import Path

from notedeck.model import Deck


def write(deck: Deck, file: Path) -> None:
    """Write `deck` to `file` in one step: the whole new package is there, or what was there before.

    The same deck gives the same bytes (with one version of SQLite and zlib). Cards need a guid, each its own, and
    `modified` in Unix seconds, never in the future. Raises DeckError when a media file cannot be read or `file` not be
    written, and ValueError when the deck itself is not right, which is our bug.
    """
    from notedeck.package import archive, checks, collection  # late: genanki takes a quarter of a second to load

    checks.check(deck)
    archive.save(file, collection.database(deck), deck.assets)


def media_names(file: Path) -> frozenset[str]:
    """The media names of a package that was written before; none when there is no such file, or no package."""
    from notedeck.package import archive

    return archive.names_in(file)
