"""Seals: eight letters at the end of a line that show whether it is intact, and whether the line above it is missing.

A seal belongs to the text of its line and to the guid of the card above it. An edit of a card changes no other line,
and an insertion changes the next one; so two people's changes merge where they merged without seals, and what git has
merged has valid seals. A count or a checksum of the whole file would be a conflict in every merge.
"""

from __future__ import annotations

import base64
import hashlib

SEAL_BYTES = 5  # damage goes unnoticed once in 10^12
SEAL_PATTERN = "[a-z2-7]{8}"


def create_seal(text: str, above: str) -> str:
    """Return the seal of a line; `above` is the guid of the card above, or the name of the fixed line or part."""
    sealed = hash_part(text, b"text") ^ hash_part(above, b"above")
    return base64.b32encode(sealed.to_bytes(SEAL_BYTES, "big")).decode("ascii").lower()


def hash_above(above: str) -> int:
    """Return what stands for a line in the seal of the next one."""
    return hash_part(above, b"above")


def open_seal(text: str, seal: str) -> int:
    """Return what stands for the line above in the seal of an intact line, and a random number for a damaged one."""
    return int.from_bytes(base64.b32decode(seal.upper()), "big") ^ hash_part(text, b"text")


def hash_part(text: str, purpose: bytes) -> int:
    """Return a hash of a text for one purpose, as a number of five bytes."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=SEAL_BYTES, person=purpose).digest(), "big")
