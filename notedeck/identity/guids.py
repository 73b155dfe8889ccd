"""The guid of a card seen for the first time; from then on the lock remembers it."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Container
from itertools import count

from notedeck.model import Key

GUID_BYTES = 10  # 80 bits: among a million cards two agree by chance about once in 10^12 decks
SCHEME = "notedeck-card-1"  # a part of every hash; another scheme would be another identity


def guid_of(key: Key) -> str:
    """A guid from a key: 16 characters of a-z and 2-7, the same on every machine.

    The key is hashed as a JSON array, so that no two keys can run together ("a" + "bc" against "ab" + "c"). Base32 in
    one case survives what base 91 does not: spreadsheets, shells, case-insensitive comparison, and Anki's own search.
    """
    own = key.to_nfc()
    return hashed(own.path, list(own.breadcrumb), own.title, own.style, own.nth)


def guid_of_id(name: str, style: str, nth: int) -> str:
    """A guid from an id that the author wrote; `nth` counts the cards that one section makes in one style."""
    return hashed("id", unicodedata.normalize("NFC", name), style, nth)


def unused(guid: str, taken: Container[str]) -> str:
    """The guid itself, else the first of those derived from it that is not taken.

    A key may come back after its guid went on to another card, which was renamed.
    """
    return guid if guid not in taken else next(new for n in count(1) if (new := hashed("again", guid, n)) not in taken)


def hashed(*parts: object) -> str:
    """16 letters and digits of the SHA-256 of the parts."""
    text = unicodedata.normalize("NFC", json.dumps([SCHEME, *parts], ensure_ascii=False, separators=(",", ":")))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:GUID_BYTES]).decode("ascii").lower()
