"""Writing a deck as one .apkg file that Anki imports."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from notedeck.anki.package.archive import COPY_BYTES, is_our_package, read_media_names, write_archive
from notedeck.errors import DeckError
from notedeck.model import Asset, Deck, KeptCollection
from notedeck.util.files.write import check_ours, replace_file

__all__ = ["check_package_place", "read_media_names", "write_package"]


def write_package(
    deck: Deck, file: Path, before_replace: Callable[[], object] | None = None, copy: Path | None = None
) -> KeptCollection | None:
    """Write `deck` to `file` in one step: afterwards the new package is complete, or the previous one unchanged.

    The same deck gives the same bytes (with the same versions of SQLite and zlib). Every card needs a unique guid and
    `modified` in Unix seconds. `before_replace` is called when the package is complete but has not replaced `file` yet;
    deck.lock is written there, so that it is never older than the package. Raises DeckError when a media file cannot be
    read or `file` not be written, and ValueError when the deck is invalid, which is a bug in notedeck.

    Returns what the next package may use of the collection, of which `copy` is then a copy; None without one.
    """
    from notedeck.anki.package.collection import build_collection  # takes long to load
    from notedeck.anki.package.validate import validate_deck

    validate_deck(deck)
    with build_collection(deck) as (collection, slots), replace_file(file, inside=file.parent) as stream:
        keeps_media = not any(card.assets for card in deck.removed)  # nobody has looked whether these changed
        packed = write_archive(stream, collection, collect_assets(deck), deck.previous, keeps_media=keeps_media)
        is_copied = copy is not None and copy_collection(collection, copy)
        if before_replace is not None:
            before_replace()
    return KeptCollection(file.absolute(), copy, *packed, slots) if copy is not None and is_copied else None


def copy_collection(collection: BinaryIO, file: Path) -> bool:
    """Copy an open collection to a file of the cache, and return whether that was possible."""
    collection.seek(0)
    try:
        with replace_file(file, inside=file.parents[1], sync=False) as stream:
            shutil.copyfileobj(collection, stream, COPY_BYTES)
    except DeckError:
        return False
    return True


def check_package_place(file: Path) -> None:
    """Raise DeckError if a package must not be written to `file`: what is there is none that notedeck wrote."""
    check_ours(file, is_our_package, "package")


def collect_assets(deck: Deck) -> tuple[Asset, ...]:
    """Return the media of all cards, also of removed ones, each name once."""
    removed_assets = (asset for card in deck.removed for asset in card.assets)
    return tuple({asset.name: asset for asset in (*removed_assets, *deck.assets)}.values())
