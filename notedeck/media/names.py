"""Names of media files in the package: `stem-<hash8>.ext` (facts, "Media": equal names of other content, `_static`)."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # bytes; Anki cuts longer names
HASH = 8  # hexadecimal digits
PACKED = re.compile(rf".+-[0-9a-f]{{{HASH}}}\.[a-z0-9]+")
# Anki strips these; blanks, `%`, `&` and `#` would need escaping in every reference.
UNSAFE = re.compile(r'[\[\]<>:"/?*^\\|%&#\'`{}$\s\x00-\x1f\x7f]+')


def packed_name(stem: str, suffix: str, digest: bytes) -> str:
    """A name that no other content has, safe for Anki on every system: NFC, at most 120 bytes, letters kept."""
    tail = f"-{digest.hex()[:HASH]}.{suffix}"
    clean = UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip("-._ ") or "media"
    return cut(clean, LONGEST - len(tail)) + tail


def is_packed(name: str) -> bool:
    """Whether a file's name is one of ours."""
    return PACKED.fullmatch(name) is not None


def cut(text: str, size: int) -> str:
    """As much of a text as fits into so many bytes of UTF-8."""
    return text.encode("utf-8", "ignore")[:size].decode("utf-8", "ignore")
