"""A deck -> one .apkg file that Anki imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notedeck.model import Asset, Deck


def write(deck: Deck, file: Path, just_before: Callable[[], object] | None = None) -> None:
    """Write `deck` to `file` in one step: the whole new package is there, or what was there before.

    The same deck gives the same bytes (with one version of SQLite and zlib). Cards need a guid, each its own, and
    `modified` in Unix seconds. `just_before` is called when the package is whole, before it takes its place. Raises
    DeckError when a media file cannot be read or `file` not be written, and ValueError when the deck itself is not
    right, which is our bug.
    """
    from notedeck.anki.package import archive, collection  # late: genanki takes a quarter of a second to load
    from notedeck.anki.package import validate as checks

    checks.check(deck)
    archive.save(file, collection.database(deck), assets_of(deck), just_before or nothing)


def assets_of(deck: Deck) -> tuple[Asset, ...]:
    """The media of all cards, those removed as well, each name once."""
    old = (asset for card in deck.removed for asset in card.assets)
    return tuple({asset.name: asset for asset in (*old, *deck.assets)}.values())


def nothing() -> None:
    """What is done before most packages take their place."""


def media_names(file: Path) -> frozenset[str]:
    """The media names of a package that was written before; none when there is no such file, or no package."""
    from notedeck.anki.package import archive

    return archive.names_in(file)
