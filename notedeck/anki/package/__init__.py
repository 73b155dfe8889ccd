"""Writing a deck as one .apkg file that Anki imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notedeck.anki.package.archive import is_our_package, read_media_names, write_archive
from notedeck.model import Asset, Deck
from notedeck.util.files.write import check_ours, replace_file

__all__ = ["check_package_place", "read_media_names", "write_package"]


def write_package(deck: Deck, file: Path, before_replace: Callable[[], object] | None = None) -> None:
    """Write `deck` to `file` in one step: afterwards the new package is complete, or the previous one unchanged.

    The same deck gives the same bytes (with the same versions of SQLite and zlib). Every card needs a unique guid and
    `modified` in Unix seconds. `before_replace` is called when the package is complete but has not replaced `file` yet;
    deck.lock is written there, so that it is never older than the package. Raises DeckError when a media file cannot be
    read or `file` not be written, and ValueError when the deck is invalid, which is a bug in notedeck.
    """
    # Imported here because genanki takes a quarter of a second to load.
    from notedeck.anki.package.collection import build_collection
    from notedeck.anki.package.validate import validate_deck

    validate_deck(deck)
    with build_collection(deck) as collection, replace_file(file, inside=file.parent) as stream:
        write_archive(stream, collection, collect_assets(deck))
        if before_replace is not None:
            before_replace()


def check_package_place(file: Path) -> None:
    """Raise DeckError if a package must not be written to `file`: what is there is none that notedeck wrote."""
    check_ours(file, is_our_package, "package")


def collect_assets(deck: Deck) -> tuple[Asset, ...]:
    """Return the media of all cards, also of removed ones, each name once."""
    removed_assets = (asset for card in deck.removed for asset in card.assets)
    return tuple({asset.name: asset for asset in (*removed_assets, *deck.assets)}.values())
