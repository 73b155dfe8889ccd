"""Seals: eight letters at the end of a line that show whether it is intact, and whether the line above it is missing.

A seal belongs to the text of its line and to the guid of the card above it. An edit of a card changes no other line,
and an insertion changes the next one; so two people's changes merge where they merged without seals, and what git has
merged has valid seals. A count or a checksum of the whole file would be a conflict in every merge.
"""

from __future__ import annotations

import hashlib

from notedeck.identity.base32 import decode_block, encode_block

SEAL_BYTES = 5  # damage goes unnoticed once in 10^12
SEAL_LETTERS = 8
SEAL_PATTERN = f"[a-z2-7]{{{SEAL_LETTERS}}}"
TEXT_HASH = hashlib.blake2b(digest_size=SEAL_BYTES, person=b"text")
ABOVE_HASH = hashlib.blake2b(digest_size=SEAL_BYTES, person=b"above")


def create_seal(text: str, above: str) -> str:
    """Return the seal of a line; `above` is the guid of the card above, or the name of the fixed line or part."""
    return encode_block(hash_text(text) ^ hash_above(above))


def open_seal(text: str, seal: str) -> int:
    """Return what stands for the line above in the seal of an intact line, and a random number for a damaged one."""
    return decode_block(seal) ^ hash_text(text)


def hash_text(text: str) -> int:
    """Return what stands for a line in its own seal."""
    return hash_part(TEXT_HASH, text)


def hash_above(above: str) -> int:
    """Return what stands for a line in the seal of the next one."""
    return hash_part(ABOVE_HASH, above)


def hash_part(start: hashlib.blake2b, text: str) -> int:
    """Return the hash of a text for the purpose of `start`, as a number of five bytes."""
    state = start.copy()
    state.update(text.encode("utf-8", "surrogatepass"))
    return int.from_bytes(state.digest(), "big")
