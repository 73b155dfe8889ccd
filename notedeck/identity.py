"""Which Anki note a card is: its guid, by which Anki knows it again at every later import."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from notedeck.model import Card, Key

GUID_BYTES = 10  # 80 bits: among a million cards two agree by chance about once in 10^12 decks
SCHEME = "notedeck-card-1"  # a part of every hash; another scheme would be another identity


def guid_of(key: Key) -> str:
    """The guid of a card seen for the first time: 16 characters of a-z and 2-7, the same on every machine.

    The key is hashed as a JSON array, so that no two keys can run together ("a" + "bc" against "ab" + "c"), and in
    NFC, so that a note saved on a Mac gives the same guid. Base32 in one case survives what base 91 does not:
    spreadsheets, shells, case-insensitive comparison, and Anki's own search.
    """
    parts = [SCHEME, key.path, list(key.trail), key.title, key.style, key.nth]
    text = unicodedata.normalize("NFC", json.dumps(parts, ensure_ascii=False, separators=(",", ":")))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:GUID_BYTES]).decode("ascii").lower()


def with_guids(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards, each with a guid: the one that it has already (a remembered one), else that of its key."""
    return tuple(card if card.guid else replace(card, guid=guid_of(card.key)) for card in cards)
