"""What must be true of a deck before it is packed; each of these would break an import, or lose cards, silently."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from notedeck.model import Asset, Deck

NAME_BYTES = 120  # Anki cuts longer names of media files
UNSAFE = re.compile(r'[\[\]<>:"/?*^\\|\x00-\x1f\x7f\ud800-\udfff]')  # Anki strips these, or refuses the whole package


def check(deck: Deck) -> None:
    """Raise ValueError, naming the culprit, if `deck` cannot be packed safely."""
    if not deck.name.strip(": "):
        raise ValueError("a deck without a name")
    for card in deck.cards:
        if not card.guid or not 0 < card.modified < 2**32:
            raise ValueError(f"{card.place}: guid {card.guid!r}, modified {card.modified}: not ready for packing")
    guids = [*(card.guid for card in deck.cards), *(card.guid for card in deck.removed)]
    refuse_twice(guids, "two cards with one guid")
    for asset in deck.assets:
        check_name(asset)
    refuse_twice((asset.name.casefold() for asset in deck.assets), "two media files with one name")


def refuse_twice(names: Iterable[str], what: str) -> None:
    """Raise ValueError for the first name that is there twice."""
    name, count = next(iter(Counter(names).most_common(1)), ("", 0))
    if count > 1:
        raise ValueError(f"{what}: {name}")


def check_name(asset: Asset) -> None:
    """Raise ValueError for a name that Anki would refuse, change or cut (facts: media)."""
    name = asset.name
    bad = not name.strip(". ") or name != name.strip() or name.endswith(".") or UNSAFE.search(name)
    if bad or name != unicodedata.normalize("NFC", name) or len(name.encode()) > NAME_BYTES:
        raise ValueError(f"{name!r} is no safe name for a media file")
