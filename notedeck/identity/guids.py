"""The guid of a card that is seen for the first time; from then on the lock remembers it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Container
from itertools import count

from notedeck.identity.base32 import encode_base32
from notedeck.model import Key

GUID_BYTES = 10  # 80 bits: among a million cards, two are equal by chance about once in 10^12 decks
SCHEME = "notedeck-card-1"  # part of every hash; it may never change, or every card would become a new one
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def create_namespace(first_commit: str, place: str, name: str) -> str:
    """Return what tells the guids of one deck from those of all others; it is part of each guid.

    `first_commit` is that of the repository, `place` the folder of the deck in it, and `name` that of the deck.
    """
    return hash_parts("deck", first_commit, place, name)


def create_guid(key: Key, namespace: str) -> str:
    """Return a guid from a key: 16 characters of a-z and 2-7, the same on every machine.

    Keys of two decks with different namespaces never give the same guid.

    The key is hashed as a JSON array, so that no two keys run together ("a" + "bc" and "ab" + "c"). Base32 in one
    letter case survives what Anki's own base 91 does not: spreadsheets, shells, case-insensitive comparison, and Anki's
    search.
    """
    return hash_parts(namespace, key.path, list(key.breadcrumb), key.title, key.style, key.nth)


def create_guid_from_id(name: str, style: str, nth: int, namespace: str) -> str:
    """Return a guid from an id that the author wrote; `nth` counts the cards of one section in one style from 0."""
    return hash_parts("id", namespace, name, style, nth)


def find_unused_guid(guid: str, taken: Container[str]) -> str:
    """Return the guid itself, or the first of those derived from it that is not taken.

    A key may return after its guid went to another card, which was renamed.
    """
    if guid not in taken:
        return guid
    derived = (hash_parts("again", guid, number) for number in count(1))
    return next(other for other in derived if other not in taken)


def hash_parts(*parts: object) -> str:
    """Return 16 letters and digits of the SHA-256 of the parts, with texts in NFC."""
    text = unicodedata.normalize("NFC", ENCODER.encode([SCHEME, *parts]))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return encode_base32(digest[:GUID_BYTES])
