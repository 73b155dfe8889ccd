"""Seals: eight letters at the end of a line that show whether it is intact, and whether the line above it is missing.

A seal belongs to the text of its line and to the guid of the card above it. An edit of a card changes no other line,
and an insertion changes the next one; so two people's changes merge where they merged without seals, and what git has
merged has valid seals. A count or a checksum of the whole file would be a conflict in every merge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from notedeck.identity.base32 import ALPHABET, DIGITS, decode_block, encode_block

SEAL_BYTES = 5  # damage goes unnoticed once in 10^12
SEAL_LETTERS = 8
SEAL_PATTERN = f"[a-z2-7]{{{SEAL_LETTERS}}}"
LETTERS = ALPHABET.encode()
TEXT_HASH = hashlib.blake2b(digest_size=SEAL_BYTES, person=b"text")
ABOVE_HASH = hashlib.blake2b(digest_size=SEAL_BYTES, person=b"above")


def create_seal(text: bytes, above: str) -> str:
    """Return the seal of a line; `above` is the guid of the card above, or the name of the fixed line or part."""
    return encode_block(read_number(hash_text(text)) ^ read_number(hash_above(above)))


def open_seal(text: bytes, seal: str) -> bytes:
    """Return what stands for the line above in the seal of an intact line, and random bytes for a damaged one."""
    return (decode_block(seal) ^ read_number(hash_text(text))).to_bytes(SEAL_BYTES, "big")


def are_right(seals: Iterable[str], texts: Iterable[bytes], above: Iterable[str]) -> bool:
    """Return whether seals are those of these lines below these others: all at once, as three long numbers."""
    letters = "".join(seals)
    expected = read_number(b"".join(map(hash_text, texts))) ^ read_number(b"".join(map(hash_above, above)))
    return not letters or int(letters.translate(DIGITS), 32) == expected


def hash_text(text: bytes) -> bytes:
    """Return what stands for a line in its own seal."""
    state = TEXT_HASH.copy()
    state.update(text)
    return state.digest()


def hash_above(above: str) -> bytes:
    """Return what stands for a line in the seal of the next one."""
    state = ABOVE_HASH.copy()
    state.update(above.encode("utf-8", "surrogatepass"))
    return state.digest()


def read_number(data: bytes) -> int:
    """Return bytes as one number."""
    return int.from_bytes(data, "big")
