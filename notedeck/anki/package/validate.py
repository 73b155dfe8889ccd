"""What must be true of a deck before it is packed; any violation would break an import, or lose cards, silently."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from notedeck.model import Asset, Deck

MAX_MEDIA_NAME_BYTES = 120  # Anki cuts longer names of media files
UNSAFE = re.compile(r'[\[\]<>:"/?*^\\|\x00-\x1f\x7f\ud800-\udfff]')  # Anki strips these, or refuses the whole package


def validate_deck(deck: Deck) -> None:
    """Raise ValueError, naming the culprit, if `deck` cannot be packed safely."""
    if not deck.name.strip(": "):
        raise ValueError("a deck without a name")
    for card in deck.cards:
        if not card.guid or not 0 < card.modified < 2**32:
            raise ValueError(f"{card.place}: guid {card.guid!r}, modified {card.modified}: not ready for packing")
    guids = [*(card.guid for card in deck.cards), *(card.guid for card in deck.removed)]
    refuse_duplicates(guids, "two cards with the same guid")
    for asset in deck.assets:
        validate_media_name(asset)
    refuse_duplicates([asset.name.casefold() for asset in deck.assets], "two media files with the same name")


def refuse_duplicates(names: Sequence[str], message: str) -> None:
    """Raise ValueError for a name that occurs more than once."""
    if len(set(names)) < len(names):
        raise ValueError(f"{message}: {Counter(names).most_common(1)[0][0]}")


def validate_media_name(asset: Asset) -> None:
    """Raise ValueError for a name that Anki would refuse, change or cut (`docs/facts.md`, Media)."""
    name = asset.name
    is_unsafe = not name.strip(". ") or name != name.strip() or name.endswith(".") or UNSAFE.search(name)
    if is_unsafe or name != unicodedata.normalize("NFC", name) or len(name.encode()) > MAX_MEDIA_NAME_BYTES:
        raise ValueError(f"{name!r} is not a safe name for a media file")
